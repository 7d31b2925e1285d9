/**
 * The command line of the analyzer, a class a command.
 *
 * <p>In: words. Out: results on standard output, messages on standard error, an exit status. Only
 * the command that is asked for is loaded: starting up is most of what a short question costs.
 */
package dev.systape.analyzer.cli;
