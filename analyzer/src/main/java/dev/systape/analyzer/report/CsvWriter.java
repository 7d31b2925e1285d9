package dev.systape.analyzer.report;

import java.io.IOException;
import java.io.Writer;
import java.sql.SQLException;

/**
 * RFC 4180, but for lines that end as text files of Linux do: a header line, quotes where needed,
 * NULL as nothing at all, an empty text as {@code ""}.
 */
public final class CsvWriter implements RowWriter {
  private final Writer out;

  /** Rows on a writer. */
  public CsvWriter(Writer out) {
    this.out = out;
  }

  @Override
  public void write(Rows rows) throws SQLException, IOException {
    for (int i = 0; i < rows.columns(); i++) {
      field(i, rows.name(i));
    }
    out.write('\n');
    while (rows.next()) {
      for (int i = 0; i < rows.columns(); i++) {
        field(i, Cell.text(rows.value(i)));
      }
      out.write('\n');
    }
  }

  private void field(int column, String text) throws IOException {
    if (column > 0) {
      out.write(',');
    }
    if (text == null) {
      return;
    }
    if (isPlain(text)) {
      out.write(text);
    } else {
      out.write('"');
      out.write(text.replace("\"", "\"\""));
      out.write('"');
    }
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
