package dev.systape.schema.text;

/**
 * A word as a number, with what it means in a comment behind it: {@code 0x1 /* NAME *}{@code /}.
 */
final class CommentedWord implements WordText {
  private final WordText names;
  private final long mask;

  /**
   * A writer.
   *
   * @param names of the word's values
   * @param width bytes of the word
   */
  CommentedWord(WordText names, int width) {
    this.names = names;
    mask = Words.mask(width);
  }

  @Override
  public void print(long word, StringBuilder out) {
    Digits.hex(out, word & mask);
    int number = out.length();
    names.print(word, out.append(" /* "));
    int text = number + " /* ".length();
    if (out.indexOf(" /* ", text) >= 0) {
      // No name: the names' own number and comment say it already.
      out.delete(number, out.indexOf(" /* ", text));
    } else {
      out.append(" */");
    }
  }
}
