/**
 * Mining of call sequences: n-grams, frequent patterns, and detectors of anomalies.
 *
 * <p>In: streams of {@link dev.systape.analyzer.sequence}. Out: counts, patterns, models that can
 * be kept in a file, scores. Each algorithm is one {@link dev.systape.analyzer.sequence.CallSink},
 * names the paper that it is from, and gives exact counts: nothing is sampled, and no two windows
 * are taken for one because their hashes are equal. Nothing here knows what is asked by whom.
 */
package dev.systape.analyzer.mine;
