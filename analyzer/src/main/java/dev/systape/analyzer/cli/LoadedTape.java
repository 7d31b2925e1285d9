package dev.systape.analyzer.cli;

import dev.systape.analyzer.diff.DiffQuery;
import dev.systape.analyzer.load.Databases;
import dev.systape.analyzer.load.TraceDatabase;
import dev.systape.analyzer.model.DescribedRoles;
import dev.systape.analyzer.report.QueryRows;
import dev.systape.analyzer.report.RowWriter;
import dev.systape.analyzer.report.Rows;
import dev.systape.schema.model.Descriptions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The database of a tape, open for reading. */
final class LoadedTape implements Closeable {
  /** All that the driver says where a query fails after its first rows were asked for. */
  private static final String NO_REASON = "Invalid result set";

  private final Connection connection;
  private volatile Statement running;
  private volatile boolean cancelled;

  private LoadedTape(Connection connection) {
    this.connection = connection;
  }

  /** Opens the database of a tape, loaded now where it has to be; a terminal sees a bar then. */
  static LoadedTape open(Path tape, Console console) throws IOException, SQLException {
    Path database = database(tape, console);
    return new LoadedTape(Databases.openForQueries(database, spill(database)));
  }

  /** Opens two tapes: the second is the database {@link DiffQuery#OTHER}. */
  static LoadedTape openBoth(Path first, Path second, Console console)
      throws IOException, SQLException {
    Path other = database(second, console);
    LoadedTape loaded = open(first, console);
    String path = other.toString().replace("'", "''");
    loaded.execute("ATTACH '" + path + "' AS " + DiffQuery.OTHER + " (READ_ONLY)");
    return loaded;
  }

  private static Path database(Path tape, Console console) throws IOException, SQLException {
    try (LoadBar bar = new LoadBar(console)) {
      return new TraceDatabase(new DescribedRoles(Descriptions.load()), bar, console.environment())
          .of(tape);
    }
  }

  private static Path spill(Path database) {
    return database.resolveSibling(database.getFileName() + ".spill");
  }

  /** Runs one statement and writes its rows, where it has any. */
  void write(String sql, RowWriter writer) throws SQLException, IOException {
    cancelled = false;
    try (Statement statement = connection.createStatement()) {
      running = statement;
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          writer.write(new QueryRows(rows));
        }
      }
    } catch (SQLException e) {
      // Asking for the reason runs the query again, which who stopped it does not want.
      throw cancelled ? e : reason(sql, e);
    } finally {
      running = null;
    }
  }

  /** Runs a statement whose rows do not matter. */
  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first row of a query that has one. */
  Row first(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      Rows rows = new QueryRows(result);
      rows.next();
      return Row.of(rows);
    }
  }

  /** All rows of a query whose result is small, each its values by column. */
  List<Map<String, Object>> all(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<Map<String, Object>> all = new ArrayList<>();
      Rows rows = new QueryRows(result);
      while (rows.next()) {
        all.add(Row.of(rows).values());
      }
      return all;
    }
  }

  /** Stops what {@link #write} runs on another thread. */
  void cancel() {
    cancelled = true;
    Statement statement = running;
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        // It ended meanwhile.
        return;
      }
    }
  }

  /**
   * The driver drops the reason of what fails while rows are streamed. Running the query again
   * without its rows tells it.
   */
  private SQLException reason(String sql, SQLException failure) {
    if (!String.valueOf(failure.getMessage()).contains(NO_REASON)) {
      return failure;
    }
    String prefix = "EXPLAIN ANALYZE ";
    try {
      execute(prefix + sql);
      return failure;
    } catch (SQLException e) {
      return new SQLException(String.valueOf(e.getMessage()).replace(prefix, ""), failure);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException("closing the database failed: " + e.getMessage(), e);
    }
  }
}
