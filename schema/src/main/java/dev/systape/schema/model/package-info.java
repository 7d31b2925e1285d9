/**
 * What each call means: names, types and directions of its arguments, compiled from the description
 * files.
 *
 * <p>In: the binary resource that {@code dev.systape.schema.lang} writes at build time. Out:
 * immutable values that the decoder, the printer, the SQL views and the reference read. Nothing
 * here knows a call by name, and nothing reads a tape.
 */
package dev.systape.schema.model;
