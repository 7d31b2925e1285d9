/**
 * What differs between two tapes.
 *
 * <p>In: two databases, attached as {@code trace} and {@code other}. Out: the statements that
 * compare them; whoever runs them brings the connection.
 */
package dev.systape.analyzer.diff;
