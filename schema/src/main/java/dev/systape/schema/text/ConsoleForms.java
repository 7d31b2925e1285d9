package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Symbols;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;

/** What ioctl(2) passes to the console: tables of keys and tones. */
final class ConsoleForms implements Forms {
  private static final int CLOCK_HZ = 1_193_182;
  private static final int SET_DEFAULT = 2;
  private static final int COPY = 3;
  private static final int KT_LATIN = 0;
  private static final int KT_META = 8;
  private static final int KT_LETTER = 11;
  private static final int KT_DEAD2 = 13;

  private final ArgumentTexts types;

  ConsoleForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public MemoryText struct(Type.Struct struct) {
    return switch (struct.name()) {
      case "kb_table" -> table();
      case "kb_value" -> value();
      case "kb_func" -> function();
      case "kb_char" -> (call, data, out) -> character(Memory.getU8(data), out);
      case "kb_text" -> this::text;
      case "kbkeycode_get", "v4l2_requestbuffers", "v4l2_control_set" -> changed(struct);
      case "unimap_get" -> ConsoleForms::unicodeMap;
      case "consolefontdesc" -> this::font;
      case "console_font_op" -> fontOperation();
      default -> null;
    };
  }

  /** Two bytes of the number of entries, both of which are the program's where the call failed. */
  private static void unicodeMap(CallView call, long data, StringBuilder out) {
    long after = call.isAnswered() ? data + call.answer() : data;
    out.append("{entry_ct=").append(Memory.getU16(data));
    out.append(" => ").append(Memory.getU16(after));
    Digits.address(out.append(", entries="), Memory.getLong(data + 8));
    out.append('}');
  }

  /** A struct whose last word the kernel changes: the field that stands for it is the last. */
  private MemoryText changed(Type.Struct struct) {
    int last = struct.fields().size() - 1;
    int index = ((Type.Same) struct.fields().get(last).type()).field();
    Type type = struct.fields().get(index).type();
    int offset = StructLayout.offset(struct, index, types.abi());
    StructFields fields =
        types.structs().fields(new Type.Struct(struct.name(), struct.fields().subList(0, last)));
    MemoryText word = types.structs().of(type);
    return (call, data, out) -> {
      fields.printFields(call, data, fields.size(), out.append('{'));
      if (call.isAnswered()) {
        word.print(call, data + call.answer() + offset, out.append(" => "));
      }
      out.append('}');
    };
  }

  private void text(CallView call, long data, StringBuilder out) {
    int limit = types.options().stringLimit();
    int end = Quotes.untilNul(data, limit);
    Quotes.quote(out, data, end, types.options().hexStrings());
    out.append(end == limit && Memory.getByte(data + limit) != 0 ? "..." : "");
  }

  private void font(CallView call, long data, StringBuilder out) {
    int count = Memory.getU16(data);
    out.append("{charcount=").append(count);
    out.append(", charheight=").append(Memory.getU16(data + 2)).append(", chardata=");
    hexadecimal(call, Memory.getLong(data + 8), 32L * count, out);
    out.append('}');
  }

  private void hexadecimal(CallView call, long address, long length, StringBuilder out) {
    int capture = address == 0 ? -1 : call.findAny(Capture.ENTRY, address);
    types.strings().data(call, capture, address, length, Quotes.HEX_ALWAYS, out);
  }

  private MemoryText fontOperation() {
    WordText operations = types.symbols().text("kd_font_op", 4);
    WordText flags = types.symbols().text("kd_font_flags", 4);
    return (call, data, out) -> {
      int operation = Memory.getInt(data);
      boolean plain = operation != SET_DEFAULT && operation != COPY;
      operations.print(operation, out.append("{op="));
      if (plain) {
        flags.print(Memory.getU32(data + 4), out.append(", flags="));
      }
      if (operation != COPY) {
        Digits.unsigned(out.append(", width="), Memory.getU32(data + 8));
      }
      Digits.unsigned(out.append(", height="), Memory.getU32(data + 12));
      if (plain) {
        Digits.unsigned(out.append(", charcount="), Memory.getU32(data + 16));
      }
      if (operation == 0) {
        hexadecimal(call, Memory.getLong(data + 24), glyphs(data), out.append(", data="));
      } else if (operation != COPY) {
        Digits.address(out.append(", data="), Memory.getLong(data + 24));
      }
      out.append('}');
    };
  }

  /** Bytes of a font: 32 rows a character. */
  private static long glyphs(long data) {
    return (Memory.getU32(data + 8) + 7) / 8 * 32 * Memory.getU32(data + 16);
  }

  private MemoryText table() {
    Symbols tables = types.symbols().set("kd_tables");
    WordText bits = types.symbols().text("kd_table_bits", 1);
    return (call, data, out) -> {
      String name = tables.nameOf(Memory.getU8(data));
      if (name == null) {
        bits.print(Memory.getU8(data), out);
      } else {
        out.append(name);
      }
    };
  }

  private MemoryText value() {
    Symbols keys = types.symbols().set("kd_keys");
    Symbols kinds = types.symbols().set("kd_key_types");
    return (call, data, out) -> {
      int word = Memory.getU16(data);
      Digits.hex(out, word);
      String key = keys.nameOf(word);
      if (key != null) {
        out.append(" /* ").append(key).append(" */");
        return;
      }
      int kind = word >>> 8;
      String name = kinds.nameOf(kind);
      out.append(" /* K(");
      if (name == null) {
        Digits.hex(out, kind);
      } else {
        out.append(name);
      }
      out.append(", ");
      if (kind == KT_LATIN || kind == KT_META || kind == KT_LETTER || kind == KT_DEAD2) {
        character(word & 0xff, out);
      } else {
        Digits.hex(out, word & 0xff);
      }
      out.append(") */");
    };
  }

  private MemoryText function() {
    Symbols keys = types.symbols().set("kd_keys");
    return (call, data, out) -> {
      int code = Memory.getU8(data);
      String name = keys.nameOf(0x100 | code);
      out.append("KVAL(");
      if (name == null) {
        Digits.hex(out, code);
      } else {
        out.append(name);
      }
      out.append(')');
    };
  }

  /** What a sound is: the clock's divisor. */
  static void sound(CallView call, StringBuilder out) {
    long argument = call.argument(2);
    Digits.unsigned(out, argument);
    note(argument > 0 ? CLOCK_HZ / argument : 0, out);
    out.append(" */");
  }

  private static void note(long hertz, StringBuilder out) {
    if (hertz == 0) {
      out.append(" /* off");
    } else {
      out.append(" /* ").append(hertz).append(" Hz");
    }
  }

  /** A tone with its length in the high half. */
  static void tone(CallView call, StringBuilder out) {
    int divisor = (int) call.argument(2) & 0xffff;
    int length = (int) (call.argument(2) >>> 16) & 0xffff;
    if (length != 0) {
      out.append(length).append("<<16|");
    }
    out.append(divisor);
    boolean on = divisor != 0 && length != 0;
    note(on ? CLOCK_HZ / divisor : 0, out);
    if (on) {
      out.append(", ").append(length).append(" ms");
    }
    out.append(" */");
  }

  /** A character as a C constant. */
  static void character(int c, StringBuilder out) {
    out.append('\'');
    switch (c) {
      case '\'', '\\' -> out.append('\\').append((char) c);
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case 0x0b -> out.append("\\v");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> {
        if (c >= ' ' && c < 0x7f) {
          out.append((char) c);
        } else {
          Digits.bareHex(out.append("\\x"), c, 2);
        }
      }
    }
    out.append('\'');
  }
}
