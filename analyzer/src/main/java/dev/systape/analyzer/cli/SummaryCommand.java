package dev.systape.analyzer.cli;

import dev.systape.analyzer.library.QueryLibrary;
import dev.systape.analyzer.report.JsonWriter;
import dev.systape.analyzer.report.ListedRows;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code analyze TRACE}: one screen that says what was recorded, how well, and what to ask next.
 */
@Command(
    description = "Loads a tape, then says what was recorded, how well, and what to ask next.",
    sortOptions = false)
final class SummaryCommand extends TapeCommand {
  /** Reasons to end, in the column tape.end_reason, for which programs run on. */
  private static final Set<String> EARLY = Set.of("timeout", "max size", "detached");

  private static final int ROWS = 5;
  private static final int PROCESSES = 8;

  @Option(names = "--json", description = "one object with all of it, times in nanoseconds")
  boolean json;

  private Console console;
  private LoadedTape loaded;

  @Override
  void run(Console to) throws IOException, SQLException {
    console = to;
    try (LoadedTape open = LoadedTape.open(tape, to)) {
      loaded = open;
      if (json) {
        object();
        return;
      }
      Row facts = facts();
      recorded(facts);
      health();
      processes(facts);
      calls();
      errors(facts);
      next(facts);
    }
  }

  /** The queries that the screen is made from, whole; what the tape is under its columns' names. */
  private void object() throws SQLException, IOException {
    Map<String, Object> all = new LinkedHashMap<>(loaded.first("FROM tape").values());
    all.put("findings", loaded.all("FROM (%s) WHERE count > 0".formatted(sql("health/tape"))));
    all.put("processes", loaded.all(sql("processes/tree")));
    all.put("calls_by_name", loaded.all(sql("counts/by_call")));
    all.put("errors", loaded.all(sql("counts/errors_by_call")));
    new JsonWriter(console.out()).writeFirst(ListedRows.of(all));
  }

  private static String sql(String name) throws IOException {
    return QueryLibrary.require(name).sql();
  }

  private Row facts() throws SQLException {
    return loaded.first(
        """
        SELECT
          nullif(array_to_string(command, ' '), '') AS command, backend, kernel, machine, host, filter,
          strftime(started_at, '%Y-%m-%d %H:%M:%S') AS started,
          coalesce('exit status ' || exit_code, 'killed by signal ' || exit_signal) AS ended,
          end_reason, end_detail, whole, kernel_filter, synthetic,
          printf('%.3f', greatest(coalesce(end_ns, last_commit_ns) - monotonic_ns, 0) / 1e9) AS seconds,
          format('{:,}', calls) AS calls,
          (SELECT count(*) FROM process) AS processes,
          (SELECT count(*) FROM thread) AS threads,
          (SELECT count(*) FROM signal WHERE NOT stopped) AS signals,
          (SELECT count(*) FROM syscall WHERE errno IS NOT NULL) AS errors,
          (SELECT count(*) FROM syscall
            WHERE errno IS NOT NULL AND name IN ('open', 'openat', 'openat2', 'creat')) AS open_failures
        FROM tape""");
  }

  private static String counted(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private void recorded(Row facts) throws IOException {
    String command = facts.text("command");
    String ended = facts.text("ended");
    console.println(
        (command == null ? "attached to running processes" : command)
            + (ended == null ? "" : ": " + ended));
    console.println(
        "%s calls, %s; %s, %s; %s s"
            .formatted(
                facts.text("calls"),
                counted(facts.number("signals"), "signal", "signals"),
                counted(facts.number("processes"), "process", "processes"),
                counted(facts.number("threads"), "thread", "threads"),
                facts.text("seconds")));
    console.println(
        "recorded %s UTC on %s(Linux %s, %s) by %s"
            .formatted(
                facts.text("started"),
                facts.text("host").isEmpty() ? "" : facts.text("host") + " ",
                facts.text("kernel"),
                facts.text("machine"),
                facts.text("backend")));
    if (facts.text("filter") != null) {
      console.println("only some calls were recorded: -e " + facts.text("filter"));
    }
    if (facts.is("kernel_filter")) {
      console.println(
          "a seccomp filter in the program chose them: calls that a filter of its own answered are"
              + " missing");
    }
    if (facts.is("synthetic")) {
      console.println("nothing was recorded: the tape is synthetic");
    }
    if (facts.text("end_detail") != null) {
      console.println("recording ended: " + facts.text("end_detail"));
    }
    String reason = facts.text("end_reason");
    if (reason != null && EARLY.contains(reason)) {
      console.println("recording ended before the program did: " + reason);
    }
    console.println(
        facts.is("whole") ? "the tape is whole" : "the tape is NOT whole: something is missing");
  }

  /** What is missing or cut; nothing where nothing is. */
  private void health() throws SQLException, IOException {
    String findings = sql("health/tape");
    loaded.write(
        "SELECT count, finding, meaning FROM (" + findings + ") WHERE count > 0",
        rows -> {
          while (rows.next()) {
            console.println("  %s %s: %s".formatted(rows.value(0), rows.value(1), rows.value(2)));
          }
        });
  }

  private void processes(Row facts) throws SQLException, IOException {
    long all = facts.number("processes");
    String title = all > PROCESSES ? "processes (%d of %d)".formatted(PROCESSES, all) : "processes";
    String tree = sql("processes/tree");
    table(
        title,
        """
        SELECT pid, seconds, coalesce(ended, 'running') AS ended,
          repeat('  ', depth) || coalesce(command, '?') AS command
        FROM (%s LIMIT %d)"""
            .formatted(tree, PROCESSES));
  }

  /** Two lists side by side, so that all fits on a screen. */
  private void calls() throws SQLException, IOException {
    String counted = sql("counts/by_call");
    table(
        "calls that took most time, and those made most often",
        """
        WITH counted AS (%s), ranked AS (
          SELECT *,
            row_number() OVER (ORDER BY total_ns DESC, calls DESC, syscall) AS by_time,
            row_number() OVER (ORDER BY calls DESC, total_ns DESC, syscall) AS by_count
          FROM counted)
        SELECT t.time_percent::DECIMAL(5, 2) AS "%% time",
          (t.total_ns / 1e9)::DECIMAL(18, 6) AS seconds,
          (t.average_ns / 1e3)::DECIMAL(18, 1) AS "usecs/call", t.syscall,
          '|' AS "|", c.calls, nullif(c.errors, 0) AS errors, c.syscall
        FROM ranked t JOIN ranked c ON t.by_time = c.by_count
        WHERE t.by_time <= %d ORDER BY t.by_time"""
            .formatted(counted, ROWS));
  }

  private void errors(Row facts) throws SQLException, IOException {
    if (facts.number("errors") > 0) {
      String errors = sql("counts/errors_by_call");
      table(
          "errors",
          "SELECT errors, syscall, errno, description, example FROM (%s LIMIT %d)"
              .formatted(errors, ROWS));
    }
  }

  private void table(String title, String query) throws SQLException, IOException {
    console.println("");
    console.println(title);
    loaded.write(query, console.table().nullAs(""));
  }

  /** Three commands that answer something about this very tape. */
  private void next(Row facts) throws IOException {
    String name = ShellWord.of(tape.toString());
    List<String> commands = new ArrayList<>();
    if (facts.number("open_failures") > 0) {
      commands.add("analyze query " + name + " files/open_failures");
    }
    if (facts.number("processes") > 1) {
      commands.add("analyze counts " + name + " --by process");
    }
    commands.add("analyze query " + name + " latency/slowest_calls");
    commands.add("analyze print " + name + " | less");
    commands.add(
        "analyze sql " + name + " \"SELECT * FROM call_timeline ORDER BY entry_ns LIMIT 20\"");
    console.println("");
    console.println("what to try next");
    for (String command : commands.subList(0, 3)) {
      console.println("  " + command);
    }
  }
}
