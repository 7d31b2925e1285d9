package org.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A table function that gives rows written by Java, with the columns of a table: {@code INSERT INTO
 * table FROM function()} stores them without the copy that the appender makes of everything first.
 */
public final class RowSource {
  /** Gives the rows, chunk by chunk, on a thread of DuckDB's choice, one at a time. */
  @FunctionalInterface
  public interface Rows {
    /**
     * Fills a chunk. What strings point to stays as it is until the next call.
     *
     * @return how many rows, at most {@link NativeChunk#CAPACITY}; 0 at the end
     * @throws Exception to make the INSERT fail with its message
     */
    int fill(NativeChunk chunk) throws Exception;
  }

  private RowSource() {}

  /**
   * Registers a function.
   *
   * @param connection a DuckDB connection; the function is for all connections of its instance, for
   *     as long as that lives
   * @param function the name, not used before
   * @param catalog the name under which the table's database is attached
   */
  public static void register(
      Connection connection, String function, String catalog, String table, Rows rows)
      throws SQLException {
    DuckDBConnection duck = connection.unwrap(DuckDBConnection.class);
    ByteBuffer handle = DuckDBBindings.duckdb_create_table_function();
    try {
      DuckDBBindings.duckdb_table_function_set_name(handle, function.getBytes(UTF_8));
      DuckDBBindings.duckdb_table_function_set_extra_info(
          handle, new Callbacks(columnTypes(duck, catalog, table), rows));
      DuckDBBindings.duckdb_table_function_set_bind(handle);
      DuckDBBindings.duckdb_table_function_set_init(handle);
      DuckDBBindings.duckdb_table_function_set_local_init(handle);
      DuckDBBindings.duckdb_table_function_set_function(handle);
      if (DuckDBBindings.duckdb_register_table_function(duck.connRef, handle) != 0) {
        throw new SQLException("the driver does not take the table function " + function);
      }
    } finally {
      DuckDBBindings.duckdb_destroy_table_function(handle);
    }
  }

  /**
   * The types as the appender knows them: no other binding gives a column's logical type with its
   * ENUM or LIST.
   */
  private static ByteBuffer[] columnTypes(DuckDBConnection duck, String catalog, String table)
      throws SQLException {
    ByteBuffer[] out = new ByteBuffer[1];
    int failed =
        DuckDBBindings.duckdb_appender_create_ext(
            duck.connRef, catalog.getBytes(UTF_8), null, table.getBytes(UTF_8), out);
    if (failed != 0) {
      throw new SQLException("there is no table " + table + " in " + catalog);
    }
    ByteBuffer[] types =
        new ByteBuffer[Math.toIntExact(DuckDBBindings.duckdb_appender_column_count(out[0]))];
    for (int i = 0; i < types.length; i++) {
      types[i] = DuckDBBindings.duckdb_appender_column_type(out[0], i);
    }
    DuckDBBindings.duckdb_appender_destroy(out[0]);
    return types;
  }

  /**
   * What the driver's native code calls. Types live as long as the process: the function may be
   * bound at any time.
   */
  private static final class Callbacks extends DuckDBTableFunctionWrapper {
    private final ByteBuffer[] types;
    private final Rows rows;

    Callbacks(ByteBuffer[] types, Rows rows) {
      super(null);
      this.types = types;
      this.rows = rows;
    }

    @Override
    public void executeBind(ByteBuffer info) {
      for (int i = 0; i < types.length; i++) {
        DuckDBBindings.duckdb_bind_add_result_column(
            info, ("column" + i).getBytes(UTF_8), types[i]);
      }
    }

    @Override
    public void executeGlobalInit(ByteBuffer info) {
      DuckDBBindings.duckdb_init_set_max_threads(info, 1);
    }

    @Override
    public void executeLocalInit(ByteBuffer info) {
      // There is no state: the rows come from elsewhere.
    }

    @Override
    public void executeFunction(ByteBuffer info, ByteBuffer chunk) {
      try {
        DuckDBBindings.duckdb_data_chunk_set_size(chunk, rows.fill(new NativeChunk(chunk)));
      } catch (Exception e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        DuckDBBindings.duckdb_function_set_error(info, message.getBytes(UTF_8));
      }
    }
  }
}
