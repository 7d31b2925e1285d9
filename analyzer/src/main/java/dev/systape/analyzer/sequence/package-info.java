/**
 * Sequences of calls, from tapes and from the data sets of intrusion detection.
 *
 * <p>In: a a tape, directory, file or zip, by {@link dev.systape.analyzer.sequence.Reading}. Out:
 * streams of calls on a {@link dev.systape.analyzer.sequence.CallSink}, each call a small number of
 * an {@link dev.systape.analyzer.sequence.Alphabet} that knows its ABI and number, or its name.
 * Streams of one source may interleave; memory is bounded by those that are open at once. What is
 * no call is an error with file and line: nothing is skipped without a word.
 */
package dev.systape.analyzer.sequence;
