/**
 * The descriptions for people: what each call takes and what is captured of it, and how much of it
 * is described.
 *
 * <p>In: the model. Out: types and capture rules as text ({@link
 * dev.systape.schema.reference.TypeText}, {@link dev.systape.schema.reference.CaptureRule}), and
 * the coverage report ({@link dev.systape.schema.reference.Coverage}).
 */
package dev.systape.schema.reference;
