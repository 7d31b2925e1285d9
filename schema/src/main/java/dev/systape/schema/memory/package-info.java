/**
 * Raw memory by address, the one place that touches {@code sun.misc.Unsafe}.
 *
 * <p>In: an address that the caller owns. Out: little-endian words and copies. Nothing is
 * bounds-checked here: whoever hands over an address has validated it (the tape reader checks every
 * length before a decoder sees it).
 */
package dev.systape.schema.memory;
