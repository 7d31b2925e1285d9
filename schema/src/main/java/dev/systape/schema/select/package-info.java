/**
 * Sets of calls as users write them: {@code -e} of {@code record} and {@code print}.
 *
 * <p>In: an expression. Out: numbers per ABI ({@link dev.systape.schema.select.CallSet}).
 */
package dev.systape.schema.select;
