package dev.systape.schema.ddl.calls;

import java.util.Collection;
import java.util.stream.Collectors;

/** Writes SQL literals and identifiers. */
final class Text {
  private Text() {}

  /** An identifier, quoted: argument names such as {@code offset} are keywords. */
  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A string. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A list of strings. */
  static String literals(Collection<String> texts) {
    return texts.stream().map(Text::literal).collect(Collectors.joining(", ", "[", "]"));
  }

  /** An unsigned word. */
  static String word(long word) {
    return Long.toUnsignedString(word) + "::UBIGINT";
  }
}
