package dev.systape.analyzer.cli;

import dev.systape.analyzer.library.QueryLibrary;
import java.io.IOException;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code analyze counts}: the table of {@code strace -w -c}, with percentiles. What it counts are
 * the queries {@code counts/by_*} of the library; here they get the units and headings of strace.
 */
@Command(
    description =
        "Counts calls, errors and wall time by name, as `strace -w -c` does, with percentiles."
            + " Calls that did not return have no time, but are counted.",
    sortOptions = false)
final class CountsCommand extends TapeCommand {
  /** What calls are counted by, beside their name. */
  enum By {
    call("syscall"),
    process("pid, syscall, command"),
    thread("pid, tid, syscall"),
    path("syscall, path");

    /** The columns that tell the rows apart, long texts last. */
    final String columns;

    By(String columns) {
      this.columns = columns;
    }
  }

  @Option(
      names = "--by",
      paramLabel = "BY",
      defaultValue = "call",
      description = "call (default), process, thread or path")
  By by;

  @Mixin Form form;

  @Override
  void run(Console console) throws IOException, SQLException {
    String counted = QueryLibrary.require("counts/by_" + by).sql();
    try (LoadedTape loaded = LoadedTape.open(tape, console)) {
      if (form.isText()) {
        loaded.write(forPeople(by, counted), console.table().nullAs("").withTotal());
      } else {
        loaded.write(forPrograms(by, counted), form.writer(console));
      }
    }
  }

  private static String forPrograms(By by, String counted) {
    return """
        SELECT time_percent, total_ns / 1e9 AS seconds, average_ns / 1e3 AS usecs_per_call,
          calls, errors, p50_ns / 1e3 AS p50_us, p95_ns / 1e3 AS p95_us, p99_ns / 1e3 AS p99_us,
          max_ns / 1e3 AS max_us, %s
        FROM (%s)
        ORDER BY total_ns DESC, calls DESC, %s"""
        .formatted(by.columns, counted, by.columns);
  }

  /** With decimals that stand under each other, and the total last. */
  private static String forPeople(By by, String counted) {
    return """
        WITH counted AS (%s), summed AS (
          SELECT 0 AS place, * FROM counted
          UNION ALL BY NAME
          SELECT 1 AS place, 'total' AS syscall, sum(calls)::BIGINT AS calls,
            sum(errors)::BIGINT AS errors, sum(total_ns)::BIGINT AS total_ns,
            100 AS time_percent, (sum(total_ns) / sum(calls))::BIGINT AS average_ns
          FROM counted)
        SELECT time_percent::DECIMAL(5, 2) AS "%% time", (total_ns / 1e9)::DECIMAL(18, 6) AS seconds,
          (average_ns / 1e3)::DECIMAL(18, 1) AS "usecs/call", calls, nullif(errors, 0) AS errors,
          (p50_ns / 1e3)::DECIMAL(18, 1) AS p50, (p95_ns / 1e3)::DECIMAL(18, 1) AS p95,
          (p99_ns / 1e3)::DECIMAL(18, 1) AS p99, (max_ns / 1e3)::DECIMAL(18, 1) AS max,
          %s
        FROM summed
        ORDER BY place, total_ns DESC, calls DESC, %s"""
        .formatted(counted, by.columns, by.columns);
  }
}
