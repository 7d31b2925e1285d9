package dev.systape.analyzer.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code analyze counts}: the table of {@code strace -w -c}, with percentiles. */
@Command(name = "counts", description = "calls, errors and wall time by name", sortOptions = false)
final class CountsCommand extends TraceCommand {
  /** What calls are counted by. */
  enum By {
    name("name AS syscall"),
    process(
        "pid, (SELECT any_value(array_to_string(argv, ' ')) FROM process p WHERE p.pid = s.pid) AS command, name AS syscall"),
    thread("pid, tid, name AS syscall"),
    path("path, name AS syscall");

    final String columns;

    By(String columns) {
      this.columns = columns;
    }
  }

  @Parameters(index = "0", paramLabel = "TRACE", description = "the tape")
  Path tape;

  @Option(
      names = "--by",
      paramLabel = "process|thread|path",
      description = "also by process, by thread or by path")
  By by = By.name;

  @Option(names = "--json", description = "an array of objects")
  boolean json;

  @Option(names = "--csv", description = "comma separated values")
  boolean csv;

  CountsCommand(Console console) {
    super(console);
  }

  @Override
  void run() throws IOException, SQLException {
    var writer = console.writer(json, csv);
    try (Connection connection = Traces.open(tape, console);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query(by))) {
      writer.write(rows);
    }
  }

  /** Calls that have not returned have no time; they are counted. */
  static String query(By by) {
    return """
        SELECT round(100 * coalesce(sum(duration_ns), 0) / greatest(sum(sum(duration_ns)) OVER (), 1), 2) AS "%% time",
               round(coalesce(sum(duration_ns), 0) / 1e9, 6) AS seconds,
               round(avg(duration_ns) / 1e3, 1) AS "usecs/call",
               count(*) AS calls, count(errno) AS errors,
               round(quantile_cont(duration_ns, 0.5) / 1e3, 1) AS p50_us,
               round(quantile_cont(duration_ns, 0.95) / 1e3, 1) AS p95_us,
               round(quantile_cont(duration_ns, 0.99) / 1e3, 1) AS p99_us,
               round(max(duration_ns) / 1e3, 1) AS max_us,
               %s
        FROM syscall s%s
        GROUP BY ALL ORDER BY sum(duration_ns) DESC NULLS LAST, calls DESC, syscall"""
        .formatted(by.columns, by == By.path ? " WHERE path IS NOT NULL" : "");
  }
}
