package dev.systape.analyzer.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code analyze sql TRACE [QUERY]}: runs SQL; without a query it is read from standard input. */
@Command(
    name = "sql",
    description = "run SQL; without QUERY it is read from standard input",
    sortOptions = false)
final class SqlCommand extends TraceCommand {
  @Parameters(index = "0", paramLabel = "TRACE", description = "the tape")
  Path tape;

  @Parameters(index = "1", paramLabel = "QUERY", arity = "0..1", description = "the query")
  String query;

  @Option(names = "--json", description = "an array of objects")
  boolean json;

  @Option(names = "--csv", description = "comma separated values")
  boolean csv;

  SqlCommand(Console console) {
    super(console);
  }

  @Override
  void run() throws IOException, SQLException {
    var writer = console.writer(json, csv);
    String sql =
        query == null ? new String(console.in().readAllBytes(), StandardCharsets.UTF_8) : query;
    if (sql.isBlank()) {
      throw new UsageException("no query: give one behind the tape, or on standard input");
    }
    try (Connection connection = Traces.open(tape, console);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      writer.write(rows);
    }
  }
}
