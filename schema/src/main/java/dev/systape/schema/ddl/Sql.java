package dev.systape.schema.ddl;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Writes literals. */
final class Sql {
  private Sql() {}

  /** A string. */
  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A list of strings. */
  static String texts(Collection<String> texts) {
    return texts.stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"));
  }

  /** An unsigned word. */
  static String word(long word) {
    return Long.toUnsignedString(word);
  }

  /** A row, of values that are literals already. */
  static String row(String... values) {
    return "(" + String.join(", ", values) + ")";
  }

  /** One statement for all rows. */
  static String insert(String table, List<String> rows) {
    return "INSERT INTO " + table + " VALUES " + String.join(", ", rows);
  }
}
