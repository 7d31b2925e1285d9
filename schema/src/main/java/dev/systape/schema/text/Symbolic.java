package dev.systape.schema.text;

import dev.systape.schema.model.Symbols;
import java.util.List;

/**
 * Words by the names of their values. Bits and values without a name are written as numbers, never
 * dropped. Hot: no allocation.
 */
final class Symbolic implements WordText {
  private final Symbols symbols;
  private final long mask;
  private final String comment;

  /**
   * Names for a word.
   *
   * @param width bytes of the word
   */
  Symbolic(Symbols symbols, int width) {
    this.symbols = symbols;
    mask = Words.mask(width);
    String unknown = symbols.unknown() == null ? family(symbols) + "???" : symbols.unknown();
    comment = unknown.isEmpty() ? "" : " /* " + unknown + " */";
  }

  /**
   * What the names begin with, up to an underscore: {@code O_} of {@code O_RDONLY}; a name that
   * shares nothing with the first is passed over.
   */
  private static String family(Symbols symbols) {
    List<Symbols.Value> values =
        symbols.values().isEmpty() && !symbols.fields().isEmpty()
            ? symbols.fields().get(0).values()
            : symbols.values();
    if (values.isEmpty()) {
      return "";
    }
    String common = values.get(0).name();
    for (Symbols.Value value : values) {
      int same = 0;
      int end = Math.min(common.length(), value.name().length());
      while (same < end && common.charAt(same) == value.name().charAt(same)) {
        same++;
      }
      common = same == 0 ? common : common.substring(0, same);
    }
    String family = common.substring(0, common.lastIndexOf('_') + 1);
    return family.isEmpty() ? values.get(0).name() : family;
  }

  @Override
  public void print(long raw, StringBuilder out) {
    long word = raw & mask;
    if (symbols.flags()) {
      flags(word, out);
    } else {
      value(word, out);
    }
  }

  private void value(long word, StringBuilder out) {
    List<Symbols.Value> values = symbols.values();
    for (int i = 0; i < values.size(); i++) {
      if ((values.get(i).value() & mask) == word) {
        out.append(values.get(i).name());
        return;
      }
    }
    Digits.hex(out, word);
    out.append(comment);
  }

  private void flags(long word, StringBuilder out) {
    int start = out.length();
    long rest = word;
    List<Symbols.FieldMask> fields = symbols.fields();
    for (int i = 0; i < fields.size(); i++) {
      rest = field(fields.get(i), rest, start, out);
    }
    List<Symbols.Value> values = symbols.values();
    for (int i = 0; i < values.size() && rest != 0; i++) {
      long value = values.get(i).value() & mask;
      if (value != 0 && (rest & value) == value) {
        separate(out, start);
        out.append(values.get(i).name());
        rest &= ~value;
      }
    }
    if (out.length() == start) {
      Digits.hex(out, rest);
      out.append(rest == 0 ? "" : comment);
    } else if (rest != 0) {
      Digits.hex(out.append('|'), rest);
    }
  }

  private static long field(Symbols.FieldMask field, long word, int start, StringBuilder out) {
    List<Symbols.Value> values = field.values();
    for (int i = 0; i < values.size(); i++) {
      if ((word & field.mask()) == values.get(i).value()) {
        separate(out, start);
        out.append(values.get(i).name());
        return word & ~field.mask();
      }
    }
    return word;
  }

  private static void separate(StringBuilder out, int start) {
    if (out.length() != start) {
      out.append('|');
    }
  }
}
