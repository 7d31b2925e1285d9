package dev.systape.analyzer.cli;

import dev.systape.analyzer.report.Rows;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One row, by the names of its columns.
 *
 * @param values in the order of the columns, null where NULL
 */
record Row(Map<String, Object> values) {
  static Row of(Rows rows) throws SQLException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < rows.columns(); i++) {
      values.put(rows.name(i), rows.value(i));
    }
    return new Row(values);
  }

  /** A text, null where NULL. */
  String text(String column) {
    return (String) values.get(column);
  }

  long number(String column) {
    return ((Number) values.get(column)).longValue();
  }

  boolean is(String column) {
    return (Boolean) values.get(column);
  }
}
