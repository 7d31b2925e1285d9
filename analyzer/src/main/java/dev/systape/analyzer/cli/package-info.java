/**
 * The {@code analyze} command: its subcommands, their options, and what they print.
 *
 * <p>In: a command line. Out: results on standard output, messages on standard error, 0, 1 (failed)
 * or 2 (bad usage).
 */
package dev.systape.analyzer.cli;
