package org.duckdb;

import dev.systape.schema.memory.Memory;
import java.nio.ByteBuffer;

/**
 * A data chunk: up to {@link #CAPACITY} rows, a vector a column. A vector is an array of values, and a bit a row that says whether the value is
 * there. Addresses hold from one {@link #reset} to the next.
 */
public final class NativeChunk implements AutoCloseable {
  /** Rows of a chunk, DuckDB's STANDARD_VECTOR_SIZE. */
  public static final int CAPACITY = Math.toIntExact(DuckDBBindings.duckdb_vector_size());

  private static final int WIDEST = 16;

  private final ByteBuffer chunk;

  NativeChunk(ByteBuffer[] types) {
    chunk = DuckDBBindings.duckdb_create_data_chunk(types);
  }

  /** Empties the chunk; all addresses are to be asked for again. */
  public void reset() {
    DuckDBBindings.duckdb_data_chunk_reset(chunk);
  }

  /** Address of a column's values. */
  public long data(int column) {
    return Memory.address(DuckDBBindings.duckdb_vector_get_data(vector(column), (long) CAPACITY * WIDEST));
  }

  /** Address of a column's validity: a 64-bit word for 64 rows, lowest bit first, 1 where there is a value. */
  public long validity(int column) {
    ByteBuffer vector = vector(column);
    DuckDBBindings.duckdb_vector_ensure_validity_writable(vector);
    return Memory.address(DuckDBBindings.duckdb_vector_get_validity(vector, CAPACITY));
  }

  /**
   * Makes room in the elements of a LIST column.
   *
   * @param elements how many there are to be, over all rows
   * @return address of the elements' values; addresses given before are stale
   */
  public long elements(int column, long elements) {
    ByteBuffer vector = vector(column);
    DuckDBBindings.duckdb_list_vector_reserve(vector, elements);
    DuckDBBindings.duckdb_list_vector_set_size(vector, elements);
    ByteBuffer child = DuckDBBindings.duckdb_list_vector_get_child(vector);
    return Memory.address(DuckDBBindings.duckdb_vector_get_data(child, elements * WIDEST));
  }

  ByteBuffer sized(int rows) {
    DuckDBBindings.duckdb_data_chunk_set_size(chunk, rows);
    return chunk;
  }

  private ByteBuffer vector(int column) {
    return DuckDBBindings.duckdb_data_chunk_get_vector(chunk, column);
  }

  @Override
  public void close() {
    DuckDBBindings.duckdb_destroy_data_chunk(chunk);
  }
}
