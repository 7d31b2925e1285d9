package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;

/**
 * Bytes as C string literals: escapes of one letter where C has them, else the shortest octal
 * escape that the next character does not lengthen. Hot: no allocation.
 */
final class Quotes {
  /** All bytes in hexadecimal, whatever the options say. */
  static final int HEX_ALWAYS = 2;

  private Quotes() {}

  /**
   * Writes bytes in quotes.
   *
   * @param hexStrings as {@link TextOptions#hexStrings}
   */
  static void quote(StringBuilder out, long data, int length, int hexStrings) {
    out.append('"');
    if (hexStrings == HEX_ALWAYS || hexStrings == 1 && hasUnprintable(data, length)) {
      for (int i = 0; i < length; i++) {
        int c = Memory.getU8(data + i);
        out.append("\\x").append(Digits.digit(c >>> 4)).append(Digits.digit(c));
      }
    } else {
      escape(out, data, length);
    }
    out.append('"');
  }

  private static boolean hasUnprintable(long data, int length) {
    for (int i = 0; i < length; i++) {
      int c = Memory.getU8(data + i);
      if (!(c >= ' ' && c < 0x7f || c >= '\t' && c <= '\r')) {
        return true;
      }
    }
    return false;
  }

  private static void escape(StringBuilder out, long data, int length) {
    for (int i = 0; i < length; i++) {
      int c = Memory.getU8(data + i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case 0x0b -> out.append("\\v");
        default -> {
          if (c >= ' ' && c < 0x7f) {
            out.append((char) c);
          } else {
            octal(out, c, i + 1 < length && isOctalDigit(Memory.getU8(data + i + 1)));
          }
        }
      }
    }
  }

  private static boolean isOctalDigit(int c) {
    return c >= '0' && c <= '7';
  }

  private static void octal(StringBuilder out, int c, boolean full) {
    out.append('\\');
    if (full || c > 0x3f) {
      out.append((char) ('0' + (c >>> 6)));
    }
    if (full || c > 7) {
      out.append((char) ('0' + (c >>> 3 & 7)));
    }
    out.append((char) ('0' + (c & 7)));
  }

  /** Bytes before the first NUL, {@code limit} where there is none. */
  static int untilNul(long data, int limit) {
    for (int i = 0; i < limit; i++) {
      if (Memory.getByte(data + i) == 0) {
        return i;
      }
    }
    return limit;
  }
}
