package dev.systape.schema.ddl.calls;

import java.util.List;

/** DuckDB's types of whole numbers. */
final class Numbers {
  private static final List<String> SIGNED = List.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT");
  private static final List<String> UNSIGNED =
      List.of("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT");

  private Numbers() {}

  /** The type of a word of 1, 2, 4 or 8 bytes. */
  static String type(int width, boolean signed) {
    return (signed ? SIGNED : UNSIGNED).get(Integer.numberOfTrailingZeros(width));
  }

  /** Whether a type is one of these. */
  static boolean isNumber(String type) {
    return SIGNED.contains(type) || UNSIGNED.contains(type) || type.equals("HUGEINT");
  }

  /** The type that holds the values of all, which are numbers or of one type. */
  static String common(List<String> types) {
    String first = types.get(0);
    if (types.stream().allMatch(first::equals)) {
      return first;
    }
    int signed = types.stream().mapToInt(SIGNED::indexOf).max().orElse(-1);
    int unsigned = types.stream().mapToInt(UNSIGNED::indexOf).max().orElse(-1);
    if (types.contains("HUGEINT") || signed >= 0 && unsigned == UNSIGNED.size() - 1) {
      return "HUGEINT";
    }
    return signed < 0 ? UNSIGNED.get(unsigned) : SIGNED.get(Math.max(signed, unsigned + 1));
  }
}
