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

  /** The line that is being made: whole numbers go into it digit by digit, without a text each. */
  private final StringBuilder line = new StringBuilder();

  /** Rows on a writer. */
  public CsvWriter(Writer out) {
    this.out = out;
  }

  @Override
  public void write(Rows rows) throws SQLException, IOException {
    for (int i = 0; i < rows.columns(); i++) {
      begin(i);
      text(rows.name(i));
    }
    end();
    while (rows.next()) {
      for (int i = 0; i < rows.columns(); i++) {
        begin(i);
        field(rows.value(i));
      }
      end();
    }
  }

  private void begin(int column) {
    if (column > 0) {
      line.append(',');
    }
  }

  private void end() throws IOException {
    out.append(line);
    out.write('\n');
    line.setLength(0);
  }

  private void field(Object value) {
    if (value instanceof Long || value instanceof Integer || value instanceof Short) {
      line.append(((Number) value).longValue());
    } else if (value != null) {
      text(Cell.text(value));
    }
  }

  private void text(String text) {
    if (isPlain(text)) {
      line.append(text);
    } else {
      line.append('"').append(text.replace("\"", "\"\"")).append('"');
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
