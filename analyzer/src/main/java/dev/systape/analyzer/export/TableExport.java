package dev.systape.analyzer.export;

import dev.systape.analyzer.load.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A table of the database, by DuckDB's COPY. */
final class TableExport implements Export {
  private final String format;

  private TableExport(String format) {
    this.format = format;
  }

  static TableExport csv() {
    return new TableExport("FORMAT csv, HEADER");
  }

  static TableExport parquet() {
    return new TableExport("FORMAT parquet, COMPRESSION zstd");
  }

  @Override
  public void write(Path tape, ExportOptions options, Destination out)
      throws IOException, SQLException {
    Path database = options.databases().of(tape);
    try (Connection connection = Databases.openForQueries(database, out.spill())) {
      List<String> columns = columns(connection, options.table());
      String partition = options.partition();
      if (columns.isEmpty()) {
        throw new ExportException(
            "there is no table '%s': one of %s"
                .formatted(options.table(), String.join(", ", tables(connection))));
      }
      if (partition != null && !columns.contains(partition)) {
        throw new ExportException(
            "table %s has no column '%s': one of %s"
                .formatted(options.table(), partition, String.join(", ", columns)));
      }
      copy(connection, options.table(), partition, out.path());
      if (partition != null) {
        Sidecar.of(tape, "parquet")
            .put("table", options.table())
            .put("partition", partition)
            .write(out.path());
      }
    }
  }

  private void copy(Connection connection, String table, String partition, Path file)
      throws SQLException, IOException {
    String by = "";
    if (partition != null) {
      Files.createDirectory(file);
      by = ", PARTITION_BY (" + name(partition) + "), WRITE_PARTITION_COLUMNS";
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (FROM %s) TO %s (%s%s)"
              .formatted(name(table), literal(file.toString()), format, by));
    }
  }

  private static List<String> columns(Connection connection, String table) throws SQLException {
    return list(
        connection,
        "SELECT column_name FROM duckdb_columns() WHERE database_name = ? AND schema_name = 'main'"
            + " AND table_name = ? ORDER BY column_index",
        Databases.TRACE,
        table);
  }

  private static List<String> tables(Connection connection) throws SQLException {
    return list(
        connection,
        "SELECT DISTINCT table_name FROM duckdb_columns() WHERE database_name = ?"
            + " AND schema_name = 'main' ORDER BY 1",
        Databases.TRACE);
  }

  private static List<String> list(Connection connection, String sql, String... values)
      throws SQLException {
    List<String> list = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          list.add(rows.getString(1));
        }
      }
    }
    return list;
  }

  private static String name(String word) {
    return '"' + word.replace("\"", "\"\"") + '"';
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
