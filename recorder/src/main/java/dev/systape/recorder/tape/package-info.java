/**
 * The tape writer: records in, batches of a Chronicle Queue out.
 *
 * <p>In: whole records in the layout of {@code dev.systape.schema.tape}, at an address. Out: a
 * directory of mode 0700 that a reader can use up to the last committed batch whatever happens to
 * this process. Backends see {@link dev.systape.recorder.tape.TapeWriter} alone.
 */
package dev.systape.recorder.tape;
