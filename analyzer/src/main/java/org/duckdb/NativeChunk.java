package org.duckdb;

import dev.systape.schema.memory.Memory;
import java.nio.ByteBuffer;

/**
 * A data chunk that DuckDB wants filled: up to {@link #CAPACITY} rows, a vector a column. A vector
 * is an array of values, and a bit a row that says whether the value is there. It, and all
 * addresses, hold until {@link RowSource.Rows#fill} returns.
 */
public final class NativeChunk {
  /** Rows of a chunk: DuckDB's STANDARD_VECTOR_SIZE. */
  public static final int CAPACITY = 2048;

  private static final int WIDEST = 16;

  static {
    if (DuckDBBindings.duckdb_vector_size() != CAPACITY) {
      throw new ExceptionInInitializerError(
          "this DuckDB has vectors of %d rows, not %d"
              .formatted(DuckDBBindings.duckdb_vector_size(), CAPACITY));
    }
  }

  private final ByteBuffer chunk;

  NativeChunk(ByteBuffer chunk) {
    this.chunk = chunk;
  }

  /** Address of a column's values. */
  public long data(int column) {
    return data(vector(column), CAPACITY);
  }

  /**
   * Address of a column's validity: a 64-bit word for 64 rows, lowest bit first, 1 where there is a
   * value.
   */
  public long validity(int column) {
    ByteBuffer vector = vector(column);
    DuckDBBindings.duckdb_vector_ensure_validity_writable(vector);
    return Memory.address(DuckDBBindings.duckdb_vector_get_validity(vector, CAPACITY));
  }

  /**
   * Makes room in a LIST column for the elements of all its rows.
   *
   * @return address of the elements' values
   */
  public long elements(int column, long count) {
    ByteBuffer vector = vector(column);
    DuckDBBindings.duckdb_list_vector_reserve(vector, count);
    DuckDBBindings.duckdb_list_vector_set_size(vector, count);
    return data(DuckDBBindings.duckdb_list_vector_get_child(vector), count);
  }

  private ByteBuffer vector(int column) {
    return DuckDBBindings.duckdb_data_chunk_get_vector(chunk, column);
  }

  private static long data(ByteBuffer vector, long values) {
    return Memory.address(DuckDBBindings.duckdb_vector_get_data(vector, values * WIDEST));
  }
}
