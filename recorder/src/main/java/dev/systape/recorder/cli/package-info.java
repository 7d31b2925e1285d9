/**
 * The {@code record} command: options, the order in which a recording is set up and ended, and its
 * exit status.
 *
 * <p>In: a command line. Out: a tape, messages on standard error, and the program's own exit
 * status.
 */
package dev.systape.recorder.cli;
