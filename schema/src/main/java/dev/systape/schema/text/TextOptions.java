package dev.systape.schema.text;

/**
 * How calls are written; the defaults are strace's.
 *
 * @param stringLimit bytes of a string and elements of an array that are shown, strace's -s
 * @param verbose whether structs, arrays and environments are shown whole, strace's -v
 * @param hexStrings 0: strings as text, 1: those with bytes that are not printable in hexadecimal
 *     (-x), 2: all in hexadecimal (-xx)
 * @param names how values that have names are written, strace's -X
 * @param descriptors whether descriptors are followed by what they are, strace's -y
 * @param details whether that tells devices, sockets and processes apart, strace's -yy
 * @param column the column at which results begin, strace's -a; 0 for right behind the call
 */
public record TextOptions(
    int stringLimit,
    boolean verbose,
    int hexStrings,
    Names names,
    boolean descriptors,
    boolean details,
    int column) {
  /** How flags, enumerated values, modes and devices are written. */
  public enum Names {
    /** By name: {@code PROT_READ}. */
    ABBREV,
    /** As numbers: {@code 0x1}. */
    RAW,
    /** As numbers with the names behind them: {@code 0x1 /* PROT_READ *}{@code /}. */
    VERBOSE
  }

  private static final int COLUMN = 40;
  private static final int STRING_LIMIT = 32;

  /** Checks the ranges. */
  public TextOptions {
    if (stringLimit < 0 || column < 0 || hexStrings < 0 || hexStrings > 2) {
      throw new IllegalArgumentException(
          "no such way to write: string limit " + stringLimit + ", hex " + hexStrings);
    }
  }

  /** Options with results at strace's column. */
  public TextOptions(int stringLimit, boolean verbose, int hexStrings) {
    this(stringLimit, verbose, hexStrings, COLUMN);
  }

  /** Options with names, without what descriptors are. */
  public TextOptions(int stringLimit, boolean verbose, int hexStrings, int column) {
    this(stringLimit, verbose, hexStrings, Names.ABBREV, false, false, column);
  }

  /** Options without details of descriptors. */
  public TextOptions(
      int stringLimit,
      boolean verbose,
      int hexStrings,
      Names names,
      boolean descriptors,
      int column) {
    this(stringLimit, verbose, hexStrings, names, descriptors, false, column);
  }

  /** The same but for the number of bytes and elements that are shown. */
  TextOptions limited(int limit) {
    return new TextOptions(limit, false, hexStrings, names, descriptors, details, column);
  }

  /** What strace does without options. */
  public static TextOptions defaults() {
    return new TextOptions(STRING_LIMIT, false, 0);
  }
}
