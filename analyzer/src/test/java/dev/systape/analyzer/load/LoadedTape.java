package dev.systape.analyzer.load;

import dev.systape.analyzer.model.CallRoles;
import dev.systape.analyzer.tape.TapeFiles;
import dev.systape.analyzer.testing.TestRoles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The database of a tape, to be asked in SQL. */
final class LoadedTape implements Closeable {
  private final Connection connection;

  private LoadedTape(Connection connection) {
    this.connection = connection;
  }

  /** Loads a tape into {@code trace.duckdb} beside it. */
  static LoadedTape of(Path tape) throws IOException, SQLException {
    return of(tape, new TestRoles());
  }

  static LoadedTape of(Path tape, CallRoles roles) throws IOException, SQLException {
    Path database = tape.resolveSibling("trace.duckdb");
    new TapeLoader(roles, LoadProgress.NONE).load(TapeFiles.find(tape), database);
    return open(database);
  }

  static LoadedTape open(Path database) throws SQLException {
    return new LoadedTape(Databases.openForQueries(database, database.resolveSibling("spill")));
  }

  /** The rows of a query, each a line of values as text, separated by bars; NULL is {@code ~}. */
  List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          String value = result.getString(i);
          values.add(value == null ? "~" : value);
        }
        rows.add(String.join("|", values));
      }
    }
    return rows;
  }

  /** The one value of a query. */
  String value(String sql) throws SQLException {
    return rows(sql).get(0);
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
