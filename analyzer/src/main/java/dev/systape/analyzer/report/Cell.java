package dev.systape.analyzer.report;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jline.utils.WCWidth;

/** One value of a result as text, and that text on a terminal. */
final class Cell {
  private static final String NULL = "NULL";
  private static final double PLAIN_FROM = 1e-7;
  private static final double PLAIN_TO = 1e15;
  private static final int DELETE = 0x7f;
  private static final int FIRST_C1 = 0x80;
  private static final int LAST_C1 = 0x9f;

  private Cell() {}

  /**
   * The text of a value; null stays null. Bytes that are no printable ASCII are {@code \xNN};
   * lists, structs and maps are as DuckDB writes them.
   */
  static String text(Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof byte[] bytes) {
      return bytes(bytes);
    }
    if (value instanceof Double || value instanceof Float) {
      return number((Number) value);
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof List<?> list) {
      return joined(list);
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> "'" + entry.getKey() + "': " + orNull(text(entry.getValue())))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value.toString();
  }

  private static String joined(Collection<?> values) {
    return values.stream()
        .map(value -> orNull(text(value)))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String orNull(String text) {
    return text == null ? NULL : text;
  }

  /** Without an exponent where that is short. */
  private static String number(Number number) {
    String text = number.toString();
    double size = Math.abs(number.doubleValue());
    return text.contains("E") && size >= PLAIN_FROM && size < PLAIN_TO
        ? new BigDecimal(text).stripTrailingZeros().toPlainString()
        : text;
  }

  private static String bytes(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      if (b >= ' ' && b < DELETE && b != '\\') {
        text.append((char) b);
      } else {
        hex(text, b);
      }
    }
    return text.toString();
  }

  /**
   * A value, not null, for one line of a terminal: control characters are escaped, so that what a
   * program wrote cannot move the cursor of who reads it.
   */
  static String line(Object value) {
    String text = text(value);
    for (int i = 0; i < text.length(); i++) {
      if (isControl(text.charAt(i))) {
        return escaped(text, i);
      }
    }
    return text;
  }

  private static boolean isControl(char c) {
    return c < ' ' || c == DELETE || c >= FIRST_C1 && c <= LAST_C1;
  }

  private static String escaped(String text, int from) {
    StringBuilder line = new StringBuilder(text.length() + 8).append(text, 0, from);
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\t' -> line.append("\\t");
        case '\r' -> line.append("\\r");
        default -> {
          if (isControl(c)) {
            // A C1 character is two bytes of UTF-8: \\xNN would name another byte.
            hex(line.append(c < FIRST_C1 ? "" : "\\xc2"), (byte) c);
          } else {
            line.append(c);
          }
        }
      }
    }
    return line.toString();
  }

  private static void hex(StringBuilder text, byte b) {
    text.append("\\x")
        .append(Character.forDigit(b >> 4 & 15, 16))
        .append(Character.forDigit(b & 15, 16));
  }

  /** Cells of a terminal that a text takes. */
  static int width(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      width += width(point);
      i += Character.charCount(point);
    }
    return width;
  }

  private static int width(int point) {
    return point < DELETE ? 1 : Math.max(0, WCWidth.wcwidth(point));
  }

  /** A text cut to a number of cells, the last of them an ellipsis where something is missing. */
  static String cut(String text, int cells) {
    if (width(text) <= cells) {
      return text;
    }
    int width = 0;
    int end = 0;
    while (true) {
      int point = text.codePointAt(end);
      width += width(point);
      if (width > cells - 1) {
        return text.substring(0, end) + "…";
      }
      end += Character.charCount(point);
    }
  }
}
