package dev.systape.bench.query;

import dev.systape.analyzer.library.LibraryQuery;
import dev.systape.analyzer.library.QueryLibrary;
import dev.systape.analyzer.load.Databases;
import dev.systape.analyzer.load.LoadProgress;
import dev.systape.analyzer.load.TraceDatabase;
import dev.systape.analyzer.model.DescribedRoles;
import dev.systape.analyzer.report.CsvWriter;
import dev.systape.analyzer.report.QueryRows;
import dev.systape.schema.model.Descriptions;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The process that {@link QueryBench} times. */
public final class QueryTimes {
  private static final int RUNS = 3;
  private static final long LIMIT_MS = 2_000;

  /** Views of calls, asked as a person would. */
  private static final Map<String, String> VIEWS =
      Map.of(
          "calls.openat", "SELECT count(*), max(pathname) FROM calls.openat WHERE errno = 2",
          "calls.read", "SELECT count(*), max(octet_length(buf)), max(count) FROM calls.read",
          "calls.newfstatat", "SELECT count(*), max(statbuf.st_size) FROM calls.newfstatat",
          "calls.write", "SELECT max(buf) FROM calls.write");

  private record Time(String name, double medianMs, long rows) {}

  /** What to run: statements, of which the last has rows. */
  private record Question(String name, List<String> statements) {}

  private QueryTimes() {}

  /** The arguments are the tape and what is to be timed: everything where nothing is named. */
  public static void main(String[] arguments) throws IOException, SQLException {
    List<String> named = Arrays.asList(arguments).subList(1, arguments.length);
    Path database =
        new TraceDatabase(
                new DescribedRoles(Descriptions.load()), LoadProgress.NONE, System.getenv())
            .of(Path.of(arguments[0]));
    List<Time> times = new ArrayList<>();
    for (Question question : questions(named)) {
      times.add(time(database, question));
    }
    times.sort(Comparator.comparingDouble(Time::medianMs).reversed());
    System.out.printf("%-32s %10s %10s%n", "query", "rows", "median ms");
    for (Time time : times) {
      System.out.printf(
          "%-32s %,10d %,10.0f%s%n",
          time.name, time.rows, time.medianMs, time.medianMs > LIMIT_MS ? " !" : "");
    }
  }

  private static List<Question> questions(List<String> named) throws IOException {
    Map<String, Question> all = new LinkedHashMap<>();
    for (String name : QueryLibrary.names()) {
      LibraryQuery query = QueryLibrary.require(name);
      all.put(
          name,
          new Question(
              name,
              query.hasParameters()
                  ? List.of(query.prepare(), query.execute(Map.of()))
                  : List.of(query.sql())));
    }
    VIEWS.forEach((name, sql) -> all.put(name, new Question(name, List.of(sql))));
    return all.values().stream()
        .filter(question -> named.isEmpty() || named.contains(question.name))
        .toList();
  }

  /** Each run has a connection of its own, as each command has. */
  private static Time time(Path database, Question question) throws SQLException, IOException {
    double[] ms = new double[RUNS];
    long rows = 0;
    for (int run = 0; run < RUNS; run++) {
      try (Connection connection =
              Databases.openForQueries(database, database.resolveSibling("spill"));
          Statement statement = connection.createStatement()) {
        long begin = System.nanoTime();
        rows = rows(statement, question.statements);
        ms[run] = (System.nanoTime() - begin) / 1e6;
      }
    }
    Arrays.sort(ms);
    return new Time(question.name, ms[RUNS / 2], rows);
  }

  private static long rows(Statement statement, List<String> statements)
      throws SQLException, IOException {
    int last = statements.size() - 1;
    for (String sql : statements.subList(0, last)) {
      statement.execute(sql);
    }
    LineCount lines = new LineCount();
    try (ResultSet result = statement.executeQuery(statements.get(last))) {
      new CsvWriter(lines).write(new QueryRows(result));
    }
    return lines.count - 1;
  }

  /** Counts lines, and forgets them. */
  private static final class LineCount extends Writer {
    private long count;

    @Override
    public void write(int character) {
      count += character == '\n' ? 1 : 0;
    }

    @Override
    public void write(char[] text, int offset, int length) {
      // No line ends within a value here but in texts of programs, which are not counted.
    }

    @Override
    public void flush() {
      // There is nothing to flush.
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }
}
