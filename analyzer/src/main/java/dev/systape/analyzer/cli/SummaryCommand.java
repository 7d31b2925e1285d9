package dev.systape.analyzer.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code analyze TRACE}: one screen that says what was recorded, how well, and what to ask next.
 */
@Command(name = "summary", description = "what was recorded, how well, and what to ask next")
final class SummaryCommand extends TraceCommand {
  private static final int TOP = 8;
  private static final int PROCESSES = 10;

  @Parameters(index = "0", paramLabel = "TRACE", description = "the tape")
  Path tape;

  SummaryCommand(Console console) {
    super(console);
  }

  @Override
  void run() throws IOException, SQLException {
    try (Connection connection = Traces.open(tape, console);
        Statement statement = connection.createStatement()) {
      recorded(statement);
      health(statement);
      table(
          statement,
          "Processes (" + PROCESSES + " longest lived)",
          """
          SELECT pid, parent_pid AS parent, round((coalesce(end_ns, (SELECT max(exit_ns) FROM syscall)) - begin_ns) / 1e9, 3) AS seconds,
                 coalesce('exit ' || exit_code, 'signal ' || exit_signal, 'running') AS ended,
                 coalesce(array_to_string(argv, ' '), comm) AS command
          FROM process ORDER BY seconds DESC, pid LIMIT %d"""
              .formatted(PROCESSES));
      table(
          statement,
          "Calls by wall time",
          "SELECT * EXCLUDE (p95_us, p99_us) FROM ("
              + CountsCommand.query(CountsCommand.By.name)
              + ") LIMIT "
              + TOP);
      table(
          statement,
          "Errors",
          """
          SELECT count(*) AS calls, s.name AS syscall, e.name AS errno, any_value(s.path) AS example
          FROM syscall s LEFT JOIN errno_def e USING (errno) WHERE s.errno IS NOT NULL
          GROUP BY ALL ORDER BY calls DESC, syscall LIMIT %d"""
              .formatted(TOP));
    }
    next();
  }

  private void recorded(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            """
            SELECT array_to_string(command, ' ') AS command, backend, kernel, started_at, calls,
                   (SELECT count(*) FROM process) AS processes, (SELECT count(*) FROM thread) AS threads,
                   (SELECT count(*) FROM signal) AS signals,
                   round((coalesce(end_ns, last_commit_ns) - monotonic_ns) / 1e9, 3) AS seconds,
                   coalesce('exit status ' || exit_code, 'killed by signal ' || exit_signal, 'not ended') AS ended, filter
            FROM tape""")) {
      row.next();
      PrintStream out = console.out();
      out.println("`" + row.getString("command") + "`, " + row.getString("ended"));
      out.println(
          row.getLong("calls")
              + " calls, "
              + row.getLong("signals")
              + " signals, "
              + row.getLong("threads")
              + " threads in "
              + row.getLong("processes")
              + " processes, "
              + row.getDouble("seconds")
              + " s; "
              + row.getString("backend")
              + " on Linux "
              + row.getString("kernel")
              + ", "
              + row.getTimestamp("started_at"));
      if (row.getString("filter") != null) {
        out.println("Only these calls were recorded: -e " + row.getString("filter"));
      }
    }
  }

  private void health(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            """
            SELECT t.*, (SELECT count(*) FROM unfinished_call WHERE name NOT IN ('exit', 'exit_group')) AS unfinished,
                   (SELECT count(*) FROM capture WHERE flags & 1 <> 0) AS cut,
                   (SELECT count(*) FROM capture WHERE errno IS NOT NULL) AS unreadable
            FROM tape t""")) {
      row.next();
      StringBuilder line =
          new StringBuilder(
              row.getBoolean("whole") ? "The tape is whole" : "The tape is NOT whole");
      if (row.getString("end_reason") == null) {
        line.append("; it has no end: its recorder was killed or is still recording");
      } else if (row.getString("end_detail") != null) {
        line.append("; ").append(row.getString("end_detail"));
      }
      count(line, row, "lost_records", " records lost");
      count(line, row, "damaged_batches", " damaged places");
      count(line, row, "missing_batches", " batches missing");
      count(line, row, "damaged_records", " damaged records");
      count(line, row, "unknown_records", " records of unknown types");
      count(line, row, "unfinished", " calls that did not return");
      count(line, row, "cut", " captures cut at a limit (-s)");
      count(line, row, "unreadable", " captures of memory that could not be read");
      console.out().println(line.append('.'));
    }
  }

  private static void count(StringBuilder line, ResultSet row, String column, String what)
      throws SQLException {
    if (row.getLong(column) > 0) {
      line.append("; ").append(row.getLong(column)).append(what);
    }
  }

  private void table(Statement statement, String title, String query)
      throws SQLException, IOException {
    try (ResultSet rows = statement.executeQuery(query)) {
      console.out().println();
      console.out().println(title);
      console.writer(false, false).write(rows);
    }
  }

  private void next() {
    String name = tape.toString().matches("[\\w./-]+") ? tape.toString() : "'" + tape + "'";
    console.out().println();
    console.out().println("Next");
    console.out().println("  analyze counts " + name + " --by process");
    console.out().println("  analyze print " + name + " | less");
    console
        .out()
        .println(
            "  analyze sql "
                + name
                + " \"SELECT path, count(*) FROM syscall WHERE errno = 2 GROUP BY path ORDER BY 2 DESC\"");
  }
}
