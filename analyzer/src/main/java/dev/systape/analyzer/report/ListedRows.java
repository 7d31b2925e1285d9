package dev.systape.analyzer.report;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Rows that are all in memory. */
public final class ListedRows implements Rows {
  private final List<String> names;
  private final List<Object[]> rows;
  private final Iterator<Object[]> rest;
  private Object[] row;

  /** Rows, each with a value a column. */
  public ListedRows(List<String> names, List<Object[]> rows) {
    this.names = List.copyOf(names);
    this.rows = List.copyOf(rows);
    rest = this.rows.iterator();
  }

  /** One row, its values by column. */
  public static ListedRows of(Map<String, ?> row) {
    return new ListedRows(
        List.copyOf(row.keySet()), List.<Object[]>of(row.values().toArray(Object[]::new)));
  }

  @Override
  public int columns() {
    return names.size();
  }

  @Override
  public String name(int column) {
    return names.get(column);
  }

  @Override
  public boolean isNumber(int column) {
    return !rows.isEmpty() && rows.get(0)[column] instanceof Number;
  }

  @Override
  public boolean next() {
    if (!rest.hasNext()) {
      return false;
    }
    row = rest.next();
    return true;
  }

  @Override
  public Object value(int column) {
    return row[column];
  }
}
