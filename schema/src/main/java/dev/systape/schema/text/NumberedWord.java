package dev.systape.schema.text;

/**
 * A word as strace's -X asks for it: its number, with verbose followed by its names in a comment
 * where it has any.
 */
final class NumberedWord implements WordText {
  private static final String COMMENT = " /* ";

  private final WordText number;
  private final WordText names;
  private final boolean verbose;

  /**
   * A writer.
   *
   * @param number of the word
   * @param names of the word
   * @param verbose whether the names follow the number
   */
  NumberedWord(WordText number, WordText names, boolean verbose) {
    this.number = number;
    this.names = names;
    this.verbose = verbose;
  }

  /**
   * The names themselves, or the writer of a number in hexadecimal.
   *
   * @param width bytes of the word
   */
  static WordText hex(WordText names, int width, TextOptions.Names style) {
    if (style == TextOptions.Names.ABBREV) {
      return names;
    }
    long mask = Words.mask(width);
    return new NumberedWord(
        (word, out) -> Digits.hex(out, word & mask), names, style == TextOptions.Names.VERBOSE);
  }

  @Override
  public void print(long word, StringBuilder out) {
    int start = out.length();
    number.print(word, out);
    if (!verbose) {
      return;
    }
    int end = out.length();
    names.print(word, out);
    int comment = out.indexOf(COMMENT, end);
    if (isSame(out, start, end)) {
      out.setLength(end);
    } else if (comment >= 0) {
      // A value without a name: its number and comment say it already.
      out.delete(end, comment);
    } else {
      out.insert(end, COMMENT).append(" */");
    }
  }

  /** Whether what was written behind {@code end} is what was written before it. */
  private static boolean isSame(StringBuilder out, int start, int end) {
    int length = end - start;
    if (out.length() - end != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (out.charAt(start + i) != out.charAt(end + i)) {
        return false;
      }
    }
    return true;
  }
}
