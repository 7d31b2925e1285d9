package dev.systape.analyzer.report;

import java.io.IOException;
import java.io.Writer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * An aligned table: a line of names, a rule, a line a row; numbers to the right. Widths are those
 * of the first rows, so that a result of any length takes bounded memory; a later, longer cell
 * moves its own line only.
 */
public final class TextTable implements RowWriter {
  private static final int SAMPLE_ROWS = 1000;
  private static final int SAMPLE_CHARACTERS = 1 << 20;
  private static final String GAP = "  ";

  /** A column is not cut below this, nor padded beyond {@link #MAX_PADDED}, in cells. */
  private static final int MIN_CUT = 12;

  private static final int MAX_PADDED = 200;

  private final Writer out;
  private final int terminal;
  private final String nullText;
  private final boolean total;
  private int[] widths;
  private boolean[] right;

  /**
   * A table on a writer.
   *
   * @param terminal cells of the terminal, to which the widest columns are cut; 0: nothing is cut
   */
  public TextTable(Writer out, int terminal) {
    this(out, terminal, "NULL", false);
  }

  private TextTable(Writer out, int terminal, String nullText, boolean total) {
    this.out = out;
    this.terminal = terminal;
    this.nullText = nullText;
    this.total = total;
  }

  /** A table that shows NULL as another text than NULL. */
  public TextTable nullAs(String text) {
    return new TextTable(out, terminal, text, total);
  }

  /** A table whose last row is a total: a rule stands before it. */
  public TextTable withTotal() {
    return new TextTable(out, terminal, nullText, true);
  }

  @Override
  public void write(Rows rows) throws SQLException, IOException {
    int columns = rows.columns();
    String[] names = new String[columns];
    right = new boolean[columns];
    for (int i = 0; i < columns; i++) {
      names[i] = Cell.line(rows.name(i));
      right[i] = rows.isNumber(i);
    }
    List<String[]> sample = sample(rows);
    boolean more = sample.size() == SAMPLE_ROWS || characters(sample) >= SAMPLE_CHARACTERS;
    widths(names, sample);
    line(names);
    rule();
    String[] last = null;
    for (String[] row : sample) {
      line(last);
      last = row;
    }
    while (more && rows.next()) {
      line(last);
      last = row(rows);
    }
    if (total && last != null) {
      rule();
    }
    line(last);
  }

  private List<String[]> sample(Rows rows) throws SQLException {
    List<String[]> sample = new ArrayList<>();
    long characters = 0;
    while (sample.size() < SAMPLE_ROWS && characters < SAMPLE_CHARACTERS && rows.next()) {
      String[] row = row(rows);
      characters += characters(row);
      sample.add(row);
    }
    return sample;
  }

  private static long characters(List<String[]> rows) {
    return rows.stream().mapToLong(TextTable::characters).sum();
  }

  private static long characters(String[] row) {
    long characters = 0;
    for (String cell : row) {
      characters += cell.length();
    }
    return characters;
  }

  private String[] row(Rows rows) throws SQLException {
    String[] row = new String[rows.columns()];
    for (int i = 0; i < row.length; i++) {
      Object value = rows.value(i);
      row[i] = value == null ? nullText : TypeName.shortened(Cell.line(value));
    }
    return row;
  }

  private void widths(String[] names, List<String[]> rows) {
    widths = new int[names.length];
    int sum = GAP.length() * (names.length - 1);
    for (int i = 0; i < names.length; i++) {
      int width = Cell.width(names[i]);
      for (String[] row : rows) {
        width = Math.max(width, Cell.width(row[i]));
      }
      widths[i] = terminal == 0 ? Math.min(width, MAX_PADDED) : width;
      sum += width;
    }
    if (terminal > 0) {
      cut(sum - terminal);
    }
  }

  /** Takes cells from the widest columns, always from the widest of all, until it fits. */
  private void cut(int excess) {
    for (int left = excess; left > 0; left--) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= MIN_CUT) {
        return;
      }
      widths[widest]--;
    }
  }

  private void line(String[] row) throws IOException {
    if (row == null) {
      return;
    }
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.length; i++) {
      String text = terminal > 0 ? Cell.cut(row[i], widths[i]) : row[i];
      int pad = Math.max(0, widths[i] - Cell.width(text));
      line.append(i == 0 ? "" : GAP);
      line.append(" ".repeat(right[i] ? pad : 0)).append(text);
      line.append(" ".repeat(right[i] ? 0 : pad));
    }
    line.setLength(line.toString().stripTrailing().length());
    out.append(line).append('\n');
  }

  private void rule() throws IOException {
    for (int i = 0; i < widths.length; i++) {
      out.append(i == 0 ? "" : GAP).append("-".repeat(widths[i]));
    }
    out.append('\n');
  }
}
