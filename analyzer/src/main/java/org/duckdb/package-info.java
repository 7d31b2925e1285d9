/**
 * The one place that touches the DuckDB driver's own bindings, which are package-private: hence the package. The driver's public
 * row appender takes a call a value and is six times slower.
 *
 * <p>In: a connection and a table. Out: the memory of a data chunk's columns, and chunks appended. {@link
 * org.duckdb.NativeAppender} and {@link org.duckdb.NativeChunk} hide the handles; nobody else sees them. The shapes are those of
 * DuckDB's C API (duckdb.h).
 */
package org.duckdb;
