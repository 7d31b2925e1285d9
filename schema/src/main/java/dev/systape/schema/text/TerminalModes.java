package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Symbols;
import java.util.List;

/**
 * Writes the modes of a terminal: struct termios, termios2 and termio, which differ in the width of
 * their flags. Values of several bits stand before the flags, and an or sign between the two even
 * where there is no flag. Hot: no allocation.
 */
final class TerminalModes implements MemoryText {
  private static final int CBAUD = 010017;
  private static final int IBSHIFT = 16;

  private final int width;
  private final int characters;
  private final boolean speeds;
  private final boolean verbose;
  private final Symbols input;
  private final Symbols output;
  private final Symbols control;
  private final Symbols local;
  private final Symbols rates;
  private final Symbols names;
  private final WordText disciplines;

  /**
   * A writer.
   *
   * @param width bytes of each set of flags
   * @param characters how many special characters there are
   * @param speeds whether speeds in numbers stand at the end
   */
  TerminalModes(SymbolSets symbols, int width, int characters, boolean speeds, boolean verbose) {
    this.width = width;
    this.characters = characters;
    this.speeds = speeds;
    this.verbose = verbose;
    input = symbols.set("tty_iflag");
    output = symbols.set("tty_oflag");
    control = symbols.set("tty_cflag");
    local = symbols.set("tty_lflag");
    rates = symbols.set("tty_speed");
    names = symbols.set("tty_characters");
    disciplines = symbols.text("tty_disciplines", 1);
  }

  @Override
  public void print(CallView call, long data, StringBuilder out) {
    flags(input, Words.load(data, width), out.append("{c_iflag="));
    flags(output, Words.load(data + width, width), out.append(", c_oflag="));
    control(Words.load(data + 2L * width, width), out.append(", c_cflag="));
    flags(local, Words.load(data + 3L * width, width), out.append(", c_lflag="));
    if (!verbose) {
      out.append(", ...}");
      return;
    }
    long line = data + 4L * width;
    disciplines.print(Memory.getU8(line), out.append(", c_line="));
    out.append(", c_cc=[");
    for (int i = 0; i < characters; i++) {
      out.append(i == 0 ? "[" : ", [");
      String name = names.nameOf(i);
      if (name == null) {
        out.append(i);
      } else {
        out.append(name);
      }
      Digits.hex(out.append("]="), Memory.getU8(line + 1 + i));
    }
    out.append(']');
    if (speeds) {
      Digits.unsigned(out.append(", c_ispeed="), Memory.getU32(line + 1 + characters));
      Digits.unsigned(out.append(", c_ospeed="), Memory.getU32(line + 5 + characters));
    }
    out.append('}');
  }

  private void control(long word, StringBuilder out) {
    out.append(rates.nameOf(word & CBAUD)).append('|');
    long in = word >>> IBSHIFT & CBAUD;
    if (in != 0) {
      out.append(rates.nameOf(in)).append("<<IBSHIFT|");
    }
    flags(control, word & ~(CBAUD | (long) CBAUD << IBSHIFT), out);
  }

  private static void flags(Symbols symbols, long word, StringBuilder out) {
    long rest = word;
    List<Symbols.FieldMask> fields = symbols.fields();
    for (int i = 0; i < fields.size(); i++) {
      Symbols.FieldMask field = fields.get(i);
      for (int j = 0; j < field.values().size(); j++) {
        if (field.values().get(j).value() == (word & field.mask())) {
          out.append(field.values().get(j).name()).append('|');
          rest &= ~field.mask();
          break;
        }
      }
    }
    String separator = "";
    List<Symbols.Value> values = symbols.values();
    for (int i = 0; i < values.size(); i++) {
      if ((rest & values.get(i).value()) != 0) {
        out.append(separator).append(values.get(i).name());
        separator = "|";
        rest &= ~values.get(i).value();
      }
    }
    if (rest != 0) {
      Digits.hex(out.append(separator), rest);
    }
  }
}
