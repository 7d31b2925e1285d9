package org.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;

/** Appends data chunks to a table, on its connection's transaction. For one thread at a time. */
public final class NativeAppender implements AutoCloseable {
  private final String table;
  private final ByteBuffer appender;
  private final ByteBuffer[] types;

  /**
   * Opens an appender.
   *
   * @param connection a DuckDB connection, which this does not close
   * @param catalog the name under which the database is attached
   */
  public NativeAppender(Connection connection, String catalog, String table) throws SQLException {
    this.table = table;
    DuckDBConnection duck = connection.unwrap(DuckDBConnection.class);
    ByteBuffer[] out = new ByteBuffer[1];
    int failed = DuckDBBindings.duckdb_appender_create_ext(
            duck.connRef, catalog.getBytes(UTF_8), null, table.getBytes(UTF_8), out);
    appender = out[0];
    check(failed);
    types = new ByteBuffer[Math.toIntExact(DuckDBBindings.duckdb_appender_column_count(appender))];
    for (int i = 0; i < types.length; i++) {
      types[i] = DuckDBBindings.duckdb_appender_column_type(appender, i);
    }
  }

  /** A chunk of the table's columns, which the caller closes. */
  public NativeChunk newChunk() {
    return new NativeChunk(types);
  }

  /** Appends the first rows of a chunk; its memory, and what its strings point to, is free again when this returns. */
  public void append(NativeChunk chunk, int rows) throws SQLException {
    check(DuckDBBindings.duckdb_append_data_chunk(appender, chunk.sized(rows)));
  }

  /** Hands over what has been appended to the transaction. */
  public void flush() throws SQLException {
    check(DuckDBBindings.duckdb_appender_flush(appender));
  }

  private void check(int failed) throws SQLException {
    if (failed != 0) {
      byte[] message = appender == null ? null : DuckDBBindings.duckdb_appender_error(appender);
      throw new SQLException(
          "appending to table " + table + " failed: " + (message == null ? "no reason given" : new String(message, UTF_8)));
    }
  }

  /** Frees the appender; rows that were not {@link #flush flushed} may or may not arrive. */
  @Override
  public void close() {
    for (ByteBuffer type : types) {
      DuckDBBindings.duckdb_destroy_logical_type(type);
    }
    DuckDBBindings.duckdb_appender_destroy(appender);
  }
}
