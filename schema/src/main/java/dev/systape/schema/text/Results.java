package dev.systape.schema.text;

/** Results with what they mean behind them, in parentheses. */
final class Results {
  private Results() {}

  /** A number, with its name where it has one. */
  static void named(WordText names, long result, boolean known, StringBuilder out) {
    out.append(result);
    if (known) {
      names.print(result, out.append(" ("));
      out.append(')');
    }
  }

  /** Bits, in hexadecimal, with their names where there are any. */
  static void flags(WordText names, long result, StringBuilder out) {
    Digits.hex(out, result);
    if (result != 0) {
      names.print(result, out.append(" ("));
      out.append(')');
    }
  }
}
