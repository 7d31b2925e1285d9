/**
 * The arguments of calls as typed values: what the descriptions say of a call, applied to its
 * registers and captures.
 *
 * <p>In: a {@link dev.systape.schema.text.CallView} and the descriptions. Out: events on a {@link
 * dev.systape.schema.value.ValueSink}, from which JSON and the like are made. The same for every
 * sink, and nothing is guessed: a word stands beside what it means, memory beside its state, and
 * what lies beyond the captured bytes is left out.
 */
package dev.systape.schema.value;
