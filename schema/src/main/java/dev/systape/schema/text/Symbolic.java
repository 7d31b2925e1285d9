package dev.systape.schema.text;

import dev.systape.schema.model.Symbols;
import java.util.List;

/**
 * Words by the names of their values. Bits and values without a name are written as numbers, never
 * dropped. Hot: no allocation.
 */
final class Symbolic implements WordText {
  private final Symbols symbols;

  /** As what is said of values without names: they are plain numbers, with a sign. */
  private static final String DECIMAL = "%d";

  /** The same without a sign. */
  private static final String UNSIGNED = "%u";

  private final int width;
  private final boolean decimal;
  private final boolean unsigned;
  private final long mask;
  private final String comment;

  /**
   * Names for a word.
   *
   * @param width bytes of the word
   */
  Symbolic(Symbols symbols, int width) {
    this.symbols = symbols;
    this.width = width;
    mask = Words.mask(width);
    decimal = DECIMAL.equals(symbols.unknown());
    String said = symbols.unknown() == null ? family(symbols) + "???" : symbols.unknown();
    unsigned = said.startsWith(UNSIGNED);
    String unknown = unsigned ? said.substring(UNSIGNED.length()).trim() : said;
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
    if (decimal) {
      out.append(Words.signed(word, width));
    } else if (unsigned) {
      Digits.unsigned(out, word);
      out.append(comment);
    } else {
      Digits.hex(out, word);
      out.append(comment);
    }
  }

  private void flags(long word, StringBuilder out) {
    int start = out.length();
    List<Symbols.FieldMask> fields = symbols.fields();
    long rest = word;
    long numbers = 0;
    boolean named = false;
    for (int i = 0; i < fields.size(); i++) {
      Symbols.FieldMask field = fields.get(i);
      if (field.shift() != null) {
        numbers |= rest & field.mask();
        rest &= ~field.mask();
      } else if (field.unknown() != null) {
        value(field, rest & field.mask(), start, out);
        rest &= ~field.mask();
      } else {
        long before = rest;
        rest = field(field, rest, start, out);
        named |= before != rest || out.length() != start;
      }
    }
    bits(rest, numbers, named, start, out);
    for (int i = 0; i < fields.size(); i++) {
      Symbols.FieldMask field = fields.get(i);
      if (field.shift() != null && (numbers & field.mask()) != 0) {
        separate(out, start);
        Digits.unsigned(out, (numbers & field.mask()) >>> Long.numberOfTrailingZeros(field.mask()));
        out.append("<<").append(field.shift());
      }
    }
  }

  /** The bits that no group holds; where nothing is known of them that is said. */
  private void bits(long bits, long numbers, boolean named, int start, StringBuilder out) {
    long rest = bits;
    boolean known = named;
    List<Symbols.Value> values = symbols.values();
    for (int i = 0; i < values.size() && rest != 0; i++) {
      long value = values.get(i).value() & mask;
      if (value != 0 && (rest & value) == value) {
        separate(out, start);
        out.append(values.get(i).name());
        rest &= ~value;
        known = true;
      }
    }
    if (rest != 0) {
      separate(out, start);
      Digits.hex(out, rest);
      out.append(known ? "" : comment);
    } else if (out.length() == start && numbers == 0) {
      zero(out);
    }
  }

  /** The name of 0, where it has one. */
  private void zero(StringBuilder out) {
    List<Symbols.Value> values = symbols.values();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).value() == 0) {
        out.append(values.get(i).name());
        return;
      }
    }
    out.append('0');
  }

  /** A group that is written by itself, whatever its value. */
  private static void value(Symbols.FieldMask field, long word, int start, StringBuilder out) {
    if (field(field, word, start, out) != 0 || !has(field, word)) {
      separate(out, start);
      Digits.hex(out, word);
      out.append(" /* ").append(field.unknown()).append(" */");
    }
  }

  private static boolean has(Symbols.FieldMask field, long word) {
    for (int i = 0; i < field.values().size(); i++) {
      if (field.values().get(i).value() == word) {
        return true;
      }
    }
    return false;
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
