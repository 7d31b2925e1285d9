package dev.systape.analyzer.cli;

import dev.systape.analyzer.library.QueryLibrary;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/**
 * What the prompt completes: tables, columns and the queries of the library; behind a quote the
 * names of calls.
 */
final class PromptWords implements Completer {
  private static final String NAMES =
      """
      SELECT DISTINCT name FROM (
        SELECT CASE schema_name WHEN 'main' THEN table_name ELSE schema_name || '.' || table_name END AS name
        FROM duckdb_tables() WHERE database_name = current_database() AND NOT internal
        UNION ALL
        SELECT CASE schema_name WHEN 'main' THEN view_name ELSE schema_name || '.' || view_name END
        FROM duckdb_views() WHERE database_name = current_database() AND NOT internal
        UNION ALL
        SELECT column_name FROM duckdb_columns()
        WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal)
      ORDER BY name""";
  private static final String CALLS =
      "SELECT DISTINCT name::VARCHAR AS name FROM syscall_def ORDER BY name";

  private final List<String> names;
  private final List<String> calls;

  private PromptWords(List<String> names, List<String> calls) {
    this.names = names;
    this.calls = calls;
  }

  /** The words of a database. */
  static PromptWords of(LoadedTape tape) throws SQLException, IOException {
    List<String> names = column(tape, NAMES);
    names.addAll(QueryLibrary.names());
    return new PromptWords(List.copyOf(names), List.copyOf(column(tape, CALLS)));
  }

  private static List<String> column(LoadedTape tape, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    tape.all(sql).forEach(row -> values.add((String) row.get("name")));
    return values;
  }

  /** The line is cut at blanks alone, so what stands before a name in its word stays there. */
  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String word = line.word().substring(0, line.wordCursor());
    int begin = word.length();
    while (begin > 0 && isOfName(word.charAt(begin - 1))) {
      begin--;
    }
    boolean quoted = begin > 0 && word.charAt(begin - 1) == '\'';
    String before = word.substring(0, begin);
    String typed = word.substring(begin).toLowerCase(Locale.ROOT);
    for (String name : quoted ? calls : names) {
      if (name.toLowerCase(Locale.ROOT).startsWith(typed)) {
        candidates.add(new Candidate(before + name, name, null, null, null, null, !quoted));
      }
    }
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '/';
  }
}
