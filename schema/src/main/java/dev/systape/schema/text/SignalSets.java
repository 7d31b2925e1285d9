package dev.systape.schema.text;

import dev.systape.schema.numbers.SignalNames;

/** Sets of signals, 64 bits, the lowest for signal 1; large ones by what is not in them. */
final class SignalSets {
  private static final int SIGNALS = 64;
  private static final int PREFIX = "SIG".length();

  private SignalSets() {}

  /** Writes a set. */
  static void print(long set, StringBuilder out) {
    print(set, SIGNALS, out);
  }

  /** Writes a set of so many signals. */
  static void print(long set, int signals, StringBuilder out) {
    print(set, signals, TextOptions.Names.ABBREV, out);
  }

  /** Writes a set of so many signals, by name or by number. */
  static void print(long set, int signals, TextOptions.Names names, StringBuilder out) {
    long shown = set;
    if (Long.bitCount(set) >= signals * 2 / 3) {
      out.append('~');
      shown = ~set;
    }
    out.append('[');
    boolean first = true;
    for (int signal = 1; signal <= signals; signal++) {
      if ((shown >>> signal - 1 & 1) != 0) {
        out.append(first ? "" : " ");
        print(SignalNames.name(signal), signal, names, out);
        first = false;
      }
    }
    out.append(']');
  }

  private static void print(String name, int signal, TextOptions.Names names, StringBuilder out) {
    switch (names) {
      case ABBREV -> out.append(name, PREFIX, name.length());
      case RAW -> out.append(signal);
      case VERBOSE ->
          out.append(signal).append(" /* ").append(name, PREFIX, name.length()).append(" */");
    }
  }
}
