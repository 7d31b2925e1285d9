/**
 * A tape as lines of text: calls, signals and ends as strace writes them.
 *
 * <p>In: the records of a tape, in its order. Out: lines, in the order of the tape or of the
 * entries. How a call is written is the business of {@link dev.systape.schema.text}.
 */
package dev.systape.analyzer.print;
