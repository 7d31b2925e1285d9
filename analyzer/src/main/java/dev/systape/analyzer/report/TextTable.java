package dev.systape.analyzer.report;

import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An aligned table: a line of names, a rule, a line a row; numbers to the right. Widths are those
 * of the first {@value #SAMPLE} rows, so that a result of any length takes bounded memory; a later,
 * longer cell moves its own line only.
 */
public final class TextTable implements RowWriter {
  private static final int SAMPLE = 1000;
  private static final int MIN_CUT = 20;
  private static final Set<String> NUMBERS =
      Set.of(
          "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "HUGEINT",
          "UTINYINT",
          "USMALLINT",
          "UINTEGER",
          "UBIGINT",
          "UHUGEINT",
          "FLOAT",
          "DOUBLE");

  private final PrintStream out;
  private final int width;

  /**
   * A table on a stream.
   *
   * @param width cells of the terminal, to which the widest columns are cut; 0: nothing is cut
   */
  public TextTable(PrintStream out, int width) {
    this.out = out;
    this.width = width;
  }

  @Override
  public void write(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    int count = columns.getColumnCount();
    boolean[] right = new boolean[count];
    List<String[]> sample = new ArrayList<>();
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = columns.getColumnLabel(i + 1);
      right[i] = isNumber(columns.getColumnTypeName(i + 1));
    }
    sample.add(names);
    boolean more = false;
    while (sample.size() <= SAMPLE && (more = rows.next())) {
      sample.add(row(rows, count));
    }
    int[] widths = widths(sample, count);
    line(names, widths, new boolean[count]);
    rule(widths);
    for (String[] row : sample.subList(1, sample.size())) {
      line(row, widths, right);
    }
    while (more && rows.next() && !out.checkError()) {
      line(row(rows, count), widths, right);
    }
  }

  private static String[] row(ResultSet rows, int count) throws SQLException {
    String[] row = new String[count];
    for (int i = 0; i < count; i++) {
      String text = Cell.text(rows.getObject(i + 1));
      row[i] = text == null ? "" : text.replace("\n", "\\n").replace("\t", "\\t");
    }
    return row;
  }

  private int[] widths(List<String[]> rows, int count) {
    int[] widths = new int[count];
    for (String[] row : rows) {
      for (int i = 0; i < count; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    int total = 2 * (count - 1);
    for (int each : widths) {
      total += each;
    }
    while (width > 0 && total > width) {
      int widest = 0;
      for (int i = 1; i < count; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      int cut = Math.min(total - width, widths[widest] - MIN_CUT);
      if (cut <= 0) {
        break;
      }
      widths[widest] -= cut;
      total -= cut;
    }
    return widths;
  }

  private void line(String[] row, int[] widths, boolean[] right) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.length; i++) {
      String text = row[i];
      if (width > 0 && text.length() > widths[i]) {
        text = text.substring(0, widths[i] - 1) + "…";
      }
      String pad = " ".repeat(Math.max(0, widths[i] - text.length()));
      line.append(i == 0 ? "" : "  ").append(right[i] ? pad + text : text + pad);
    }
    out.println(line.toString().stripTrailing());
  }

  private void rule(int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(i == 0 ? "" : "  ").append("-".repeat(widths[i]));
    }
    out.println(line);
  }

  private static boolean isNumber(String type) {
    return type.startsWith("DECIMAL") || NUMBERS.contains(type);
  }
}
