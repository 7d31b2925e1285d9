package dev.systape.analyzer.report;

import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * RFC 4180: a header line, quotes where needed, NULL as nothing at all, an empty text as {@code
 * ""}.
 */
public final class CsvWriter implements RowWriter {
  private final PrintStream out;

  /** Rows on a stream. */
  public CsvWriter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void write(ResultSet rows) throws SQLException {
    int count = rows.getMetaData().getColumnCount();
    StringBuilder line = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      line.append(i == 1 ? "" : ",").append(quoted(rows.getMetaData().getColumnLabel(i)));
    }
    out.append(line).append("\r\n");
    while (rows.next() && !out.checkError()) {
      line.setLength(0);
      for (int i = 1; i <= count; i++) {
        String text = Cell.text(rows.getObject(i));
        line.append(i == 1 ? "" : ",").append(text == null ? "" : quoted(text));
      }
      out.append(line).append("\r\n");
    }
  }

  private static String quoted(String text) {
    boolean plain =
        !text.isEmpty()
            && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
