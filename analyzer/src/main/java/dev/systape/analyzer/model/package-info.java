/**
 * What the records of a tape mean over time: which processes and threads there are, where relative
 * names lead, and what descriptors stand for.
 *
 * <p>In: the records of {@link dev.systape.analyzer.tape}, in order. Out: {@link
 * dev.systape.analyzer.model.CallFacts} about each call, and the lives of processes and threads
 * when they are over. What cannot be known is absent, never guessed. Memory is bounded by the
 * number of live threads and descriptors.
 */
package dev.systape.analyzer.model;
