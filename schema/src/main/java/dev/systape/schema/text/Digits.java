package dev.systape.schema.text;

/** Numbers in the forms of C's printf. Hot: no allocation. */
final class Digits {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private Digits() {}

  /** {@code %#x}: 0 without its prefix. */
  static void hex(StringBuilder out, long value) {
    if (value == 0) {
      out.append('0');
      return;
    }
    out.append("0x");
    bareHex(out, value, 1);
  }

  /** Hexadecimal digits, at least {@code minimum} of them. */
  static void bareHex(StringBuilder out, long value, int minimum) {
    int digits = Math.max(minimum, (67 - Long.numberOfLeadingZeros(value)) >>> 2);
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      out.append(HEX[(int) (value >>> shift) & 0xf]);
    }
  }

  /** Hexadecimal, NULL for 0. */
  static void address(StringBuilder out, long value) {
    if (value == 0) {
      out.append("NULL");
    } else {
      hex(out, value);
    }
  }

  /** {@link #address} with its parameters in a writer's order. */
  static void addressWord(long value, StringBuilder out) {
    address(out, value);
  }

  /** {@code %#03o}: permission bits. */
  static void mode(StringBuilder out, long value) {
    int digits = Math.max(2, (66 - Long.numberOfLeadingZeros(value)) / 3);
    out.append('0');
    for (int shift = 3 * (digits - 1); shift >= 0; shift -= 3) {
      out.append((char) ('0' + (int) (value >>> shift & 7)));
    }
  }

  /** Decimal, unsigned. */
  static void unsigned(StringBuilder out, long value) {
    if (value >= 0) {
      out.append(value);
    } else {
      long quotient = Long.divideUnsigned(value, 10);
      out.append(quotient).append((char) ('0' + (value - quotient * 10)));
    }
  }

  /** The character of a hexadecimal digit. */
  static char digit(int value) {
    return HEX[value & 0xf];
  }
}
