package dev.systape.analyzer.load;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/**
 * Connections to database files. A file is attached under the name {@link #TRACE}, so its path
 * needs no escaping for a URL, to an instance of its own that keeps to a memory limit, spills where
 * it is told, and never fetches an extension.
 */
public final class Databases {
  /** The name under which a database file is attached. */
  public static final String TRACE = "trace";

  private static final String MEMORY_LIMIT = "256MiB";

  /**
   * One checkpoint at the end, none in between. No synchronous writes: who loads synchronises once,
   * before the file gets its name. Row groups are written one by one, which bounds memory. Trying
   * FSST costs a fifth of the time of a load and saves a tenth of the size; trying RLE costs a
   * tenth and saves little that bit packing does not.
   */
  private static final List<String> LOADING =
      List.of(
          "wal_autocheckpoint = '1TB'",
          "fsync_mode = 'NONE'",
          "write_buffer_row_group_count = 1",
          "disabled_compression_methods = 'fsst,rle'");

  private Databases() {}

  /**
   * Opens a database of a tape for queries: read-only, its tables need no prefix.
   *
   * @param spill directory for what does not fit into memory; made when needed
   */
  public static DuckDBConnection openForQueries(Path database, Path spill) throws SQLException {
    DuckDBConnection connection = instance(spill);
    try (Statement statement = connection.createStatement()) {
      statement.execute("ATTACH " + quoted(database.toString()) + " AS " + TRACE + " (READ_ONLY)");
      statement.execute("USE " + TRACE);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Opens a database for loading; the file exists, as private as it is to be. */
  static DuckDBConnection openForLoading(Path database, Path spill) throws SQLException {
    DuckDBConnection connection = instance(spill);
    try (Statement statement = connection.createStatement()) {
      for (String setting : LOADING) {
        statement.execute("SET " + setting);
      }
      statement.execute("ATTACH " + quoted(database.toString()) + " AS " + TRACE);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Creates a database that clients since DuckDB 1.0 can open. */
  static DuckDBConnection create(Path database) throws SQLException {
    DuckDBConnection connection = instance(database.toAbsolutePath().getParent());
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "ATTACH " + quoted(database.toString()) + " AS " + TRACE + " (STORAGE_VERSION 'v1.0.0')");
      statement.execute("USE " + TRACE);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static DuckDBConnection instance(Path spill) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("memory_limit", MEMORY_LIMIT);
    settings.setProperty("temp_directory", spill.toString());
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    // Otherwise the driver materialises a whole result outside the memory limit.
    settings.setProperty("jdbc_stream_results", "true");
    return DriverManager.getConnection("jdbc:duckdb:", settings).unwrap(DuckDBConnection.class);
  }

  /** A string literal. */
  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
