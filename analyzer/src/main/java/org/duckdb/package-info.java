/**
 * The one place that touches the DuckDB driver's own bindings, which are package-private: hence the
 * package. Of the driver's public ways, the row appender takes a call a value and is six times
 * slower, and the table function has no BLOB, ENUM or LIST.
 *
 * <p>In: a connection, a table and rows in columns. Out: a table function that an INSERT reads
 * from. {@link org.duckdb.RowSource} and {@link org.duckdb.NativeChunk} hide the handles; nobody
 * else sees them. The shapes are those of DuckDB's C API (duckdb.h).
 */
package org.duckdb;
