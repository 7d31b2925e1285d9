package dev.systape.analyzer.report;

import java.io.IOException;
import java.io.Writer;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** A row for people, a line a column: its name, then its value; lists are words. */
public final class FactList implements RowWriter {
  private static final String UNKNOWN = "-";
  private static final String GAP = "  ";

  private final Writer out;

  /** Facts on a writer. */
  public FactList(Writer out) {
    this.out = out;
  }

  @Override
  public void write(Rows rows) throws SQLException, IOException {
    int width = 0;
    for (int i = 0; i < rows.columns(); i++) {
      width = Math.max(width, rows.name(i).length());
    }
    while (rows.next()) {
      for (int i = 0; i < rows.columns(); i++) {
        String name = rows.name(i).replace('_', ' ');
        out.append(name).append(" ".repeat(width - name.length())).append(GAP);
        out.append(text(rows.value(i))).append('\n');
      }
    }
  }

  private static String text(Object value) {
    if (value instanceof List<?> words) {
      return words.isEmpty()
          ? UNKNOWN
          : words.stream().map(FactList::text).collect(Collectors.joining(" "));
    }
    return value == null ? UNKNOWN : Cell.line(value);
  }
}
