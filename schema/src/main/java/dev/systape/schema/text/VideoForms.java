package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Symbols;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;

/** Structs of linux/videodev2.h: what a format, a buffer or a control holds depends on its type. */
final class VideoForms implements Forms {
  private static final int CONTROL = 20;
  private static final int CLASS_MASK = 0xfff0000;
  private static final int NEXT_CONTROL = 0x80000000;
  private static final int NEXT_COMPOUND = 0x40000000;
  private static final int TIMESTAMP_MASK = 0xe000;
  private static final int SOURCE_MASK = 0x70000;
  private static final int MMAP = 1;
  private static final int USER_POINTER = 2;

  private final ArgumentTexts types;
  private final SymbolSets symbols;
  private final boolean wide;

  VideoForms(ArgumentTexts types) {
    this.types = types;
    symbols = types.symbols();
    wide = types.abi() == Abi.X86_64 || types.abi() == Abi.AARCH64;
  }

  @Override
  public MemoryText struct(Type.Struct struct) {
    return switch (struct.name()) {
      case "v4l2_version" -> VideoForms::version;
      case "v4l2_fract" -> VideoForms::fraction;
      case "v4l2_fourcc" -> fourcc();
      case "v4l2_control_id" -> control();
      case "v4l2_sliced_line" -> VideoForms::lines;
      case "v4l2_format" -> typed(true, formats());
      case "v4l2_format_answer" -> answer(formats());
      case "v4l2_format_get" -> got(formats());
      case "v4l2_streamparm" -> typed(true, parameters());
      case "v4l2_streamparm_answer" -> answer(parameters());
      case "v4l2_streamparm_get" -> got(parameters());
      case "v4l2_create_answer" -> (call, data, out) -> {};
      case "v4l2_frmsizeenum" -> enumerated(struct, sizes());
      case "v4l2_frmivalenum" -> enumerated(struct, intervals());
      case "v4l2_queryctrl", "v4l2_query_ext_ctrl" -> queried(struct);
      case "v4l2_ext_control" -> extended();
      case "v4l2_ext_controls_set" -> controls(false);
      case "v4l2_ext_controls_get" -> controls(true);
      case "v4l2_buffer_index" -> buffer(struct, false);
      case "v4l2_buffer_type" -> buffer(struct, true);
      default -> null;
    };
  }

  private static void version(CallView call, long data, StringBuilder out) {
    out.append("KERNEL_VERSION(").append(Memory.getU16(data + 2));
    out.append(", ").append(Memory.getU8(data + 1));
    out.append(", ").append(Memory.getU8(data)).append(')');
  }

  private static void fraction(CallView call, long data, StringBuilder out) {
    Digits.unsigned(out, Memory.getU32(data));
    Digits.unsigned(out.append('/'), Memory.getU32(data + 4));
  }

  /** Four characters, and the format's name where it has one. */
  private MemoryText fourcc() {
    Symbols names = symbols.set("v4l2_pixel_formats");
    WordText name = symbols.names("v4l2_pixel_formats", 4);
    return (call, data, out) -> {
      out.append("v4l2_fourcc(");
      for (int i = 0; i < 4; i++) {
        int c = Memory.getU8(data + i);
        out.append(i == 0 ? "'" : ", '");
        if (c < ' ' || c >= 0x7f) {
          Digits.bareHex(out.append("\\x"), c, 2);
        } else {
          out.append(c == '\'' || c == '\\' ? "\\" : "").append((char) c);
        }
        out.append('\'');
      }
      out.append(')');
      if (names.nameOf(Memory.getU32(data)) != null) {
        name.print(Memory.getU32(data), out.append(" /* "));
        out.append(" */");
      }
    };
  }

  /** A control: by its name, or by its class and its number there; what is asked to follow it. */
  private MemoryText control() {
    Symbols names = symbols.set("v4l2_control_ids");
    Symbols classes = symbols.set("v4l2_control_classes");
    WordText name = symbols.text("v4l2_control_ids", 4);
    WordText area = symbols.names("v4l2_control_classes", 4);
    return (call, data, out) -> {
      int word = Memory.getInt(data);
      out.append((word & NEXT_CONTROL) != 0 ? "V4L2_CTRL_FLAG_NEXT_CTRL|" : "");
      out.append((word & NEXT_COMPOUND) != 0 ? "V4L2_CTRL_FLAG_NEXT_COMPOUND|" : "");
      int id = word & ~(NEXT_CONTROL | NEXT_COMPOUND);
      boolean known = classes.nameOf(id & CLASS_MASK) != null && (id & ~0xfffffff) == 0;
      if (names.nameOf(id) == null && known) {
        area.print(id & CLASS_MASK, out);
        Digits.hex(out.append('+'), id & ~CLASS_MASK);
      } else {
        name.print(id, out);
      }
    };
  }

  private static void lines(CallView call, long data, StringBuilder out) {
    for (int i = 0; i < 24; i++) {
      Digits.hex(
          out.append(i == 0 ? '[' : ',').append(i == 0 ? "" : " "), Memory.getU16(data + 2L * i));
    }
    out.append(']');
  }

  /** One of several structs behind the type, under a name of its own. */
  private record Case(String label, MemoryText text, boolean answers) {
    void print(CallView call, long data, StringBuilder out) {
      text.print(call, data, out.append(label).append('='));
    }
  }

  private Case member(String label, String struct) {
    return new Case(label, types.structs().of(symbols.struct(struct)), true);
  }

  /** What a format holds, by the type of the buffers. */
  private Case[] formats() {
    Case pix = member("fmt.pix", "v4l2_pix_format");
    Case win = new Case("fmt.win", types.structs().of(symbols.struct("v4l2_window")), false);
    Case vbi = member("fmt.vbi", "v4l2_vbi_format");
    Case sliced = member("fmt.sliced", "v4l2_sliced_vbi_format");
    Case planes = new Case("fmt.pix_mp", planes(), true);
    Case sdr = member("fmt.sdr", "v4l2_sdr_format");
    Case meta = member("fmt.meta", "v4l2_meta_format");
    return new Case[] {
      null, pix, pix, win, vbi, vbi, sliced, sliced, win, planes, planes, sdr, sdr, meta, meta
    };
  }

  private Case[] parameters() {
    return new Case[] {
      null, member("parm.capture", "v4l2_captureparm"), member("parm.output", "v4l2_outputparm")
    };
  }

  private static Case of(Case[] cases, long data) {
    long type = Memory.getU32(data);
    return type < cases.length ? cases[(int) type] : null;
  }

  /** Where the union begins: streaming parameters have no pointers in it. */
  private long union(Case[] cases) {
    return cases.length > 3 && wide ? 8 : 4;
  }

  private MemoryText typed(boolean all, Case[] cases) {
    WordText name = symbols.text("v4l2_buf_types", 4);
    return (call, data, out) -> {
      name.print(Memory.getU32(data), out.append("{type="));
      Case chosen = of(cases, data);
      if (all && chosen != null) {
        chosen.print(call, data + union(cases), out.append(", "));
      }
      out.append('}');
    };
  }

  private MemoryText answer(Case[] cases) {
    return (call, data, out) -> {
      Case chosen = of(cases, data);
      if (chosen != null && chosen.answers) {
        chosen.print(call, data + union(cases), out.append('{'));
        out.append('}');
      }
    };
  }

  private MemoryText got(Case[] cases) {
    MemoryText asked = typed(false, cases);
    MemoryText told = typed(true, cases);
    return (call, data, out) -> {
      if (call.isAnswered()) {
        told.print(call, data + call.answer(), out);
      } else {
        asked.print(call, data, out);
      }
    };
  }

  private MemoryText planes() {
    WordText field = symbols.text("v4l2_fields", 4);
    WordText colors = symbols.text("v4l2_colorspaces", 4);
    MemoryText fourcc = fourcc();
    return (call, data, out) -> {
      Digits.unsigned(out.append("{width="), Memory.getU32(data));
      Digits.unsigned(out.append(", height="), Memory.getU32(data + 4));
      fourcc.print(call, data + 8, out.append(", pixelformat="));
      field.print(Memory.getU32(data + 12), out.append(", field="));
      colors.print(Memory.getU32(data + 16), out.append(", colorspace="));
      int planes = Memory.getU8(data + 180);
      out.append(", plane_fmt=[");
      for (int i = 0; i < Math.min(planes, 8); i++) {
        long plane = data + 20 + 20L * i;
        Digits.unsigned(
            out.append(i == 0 ? "{" : ", {").append("sizeimage="), Memory.getU32(plane));
        Digits.unsigned(out.append(", bytesperline="), Memory.getU32(plane + 4));
        out.append('}');
      }
      out.append("], num_planes=").append(planes).append('}');
    };
  }

  /** What is told once the call succeeded, by the type that is the last field of the question. */
  private MemoryText enumerated(Type.Struct struct, Case[] cases) {
    StructFields fields = types.structs().fields(struct);
    int type = offset(struct, struct.fields().size() - 3);
    return (call, data, out) -> {
      fields.printFields(call, data, fields.size(), out.append('{'));
      Case chosen = call.isAnswered() ? of(cases, data + call.answer() + type) : null;
      if (chosen != null) {
        chosen.print(call, data + call.answer() + type + 4, out.append(", "));
      }
      out.append('}');
    };
  }

  private Case[] sizes() {
    return new Case[] {
      null,
      member("discrete", "v4l2_frmsize_discrete"),
      null,
      member("stepwise", "v4l2_frmsize_stepwise")
    };
  }

  private Case[] intervals() {
    Case stepwise = member("stepwise", "v4l2_frmival_stepwise");
    return new Case[] {null, member("discrete", "v4l2_fract"), stepwise, stepwise};
  }

  private MemoryText queried(Type.Struct struct) {
    StructFields fields = types.structs().fields(struct);
    return (call, data, out) -> {
      fields.printFields(call, data, fields.size(), out.append('{'));
      out.append(call.isAnswered() ? ", ...}" : "}");
    };
  }

  private MemoryText extended() {
    MemoryText id = control();
    return (call, data, out) -> {
      id.print(call, data, out.append("{id="));
      long size = Memory.getU32(data + 4);
      Digits.unsigned(out.append(", size="), size);
      long value = Memory.getLong(data + 12);
      if (size == 0) {
        out.append(", value=").append((int) value).append(", value64=").append(value);
      } else {
        Digits.address(out.append(", string="), wide ? value : value & 0xffff_ffffL);
      }
      out.append('}');
    };
  }

  private MemoryText controls(boolean get) {
    WordText classes = symbols.text("v4l2_control_classes", 4);
    MemoryText control = extended();
    return (call, data, out) -> {
      classes.print(Memory.getU32(data), out.append("{ctrl_class="));
      long count = Memory.getU32(data + 4);
      Digits.unsigned(out.append(", count="), count);
      long address = wide ? Memory.getLong(data + 24) : Memory.getU32(data + 20);
      int capture = address == 0 ? -1 : call.findAny(Capture.ENTRY, address);
      boolean known = capture >= 0 && call.length(capture) >= CONTROL;
      if (count > 0) {
        array(call, control, capture, address, count, out.append(", controls="));
      }
      if (get) {
        error(call, data, out);
        out.append('}');
        return;
      }
      out.append('}');
      if (known && count > 0 && call.length(capture) >= count * CONTROL && call.hasResult()) {
        array(call, control, capture, address, count, out.append(" => {controls="));
        error(call, data, out);
        out.append('}');
      }
    };
  }

  private void array(
      CallView call, MemoryText control, int capture, long address, long count, StringBuilder out) {
    if (capture < 0 || call.length(capture) < CONTROL) {
      Digits.address(out, address);
    } else {
      Elements.print(call, control, CONTROL, capture, address, count, types.options(), out);
    }
  }

  private static void error(CallView call, long data, StringBuilder out) {
    if (call.isAnswered()) {
      Digits.unsigned(out.append(", error_idx="), Memory.getU32(data + call.answer() + 8));
    }
  }

  /** A buffer; how it is used is told where the call succeeded. */
  private MemoryText buffer(Type.Struct struct, boolean whole) {
    StructFields asked =
        types
            .structs()
            .fields(
                new Type.Struct(
                    struct.name(), struct.fields().subList(0, struct.fields().size() - 1)));
    WordText memories = symbols.text("v4l2_memories", 4);
    WordText flags = symbols.text("v4l2_buffer_flags", 4);
    return (call, data, out) -> {
      asked.printFields(call, data, asked.size(), out.append('{'));
      if (call.isAnswered()) {
        long from = data + call.answer();
        if (whole) {
          Digits.unsigned(out.append(", index="), Memory.getU32(from));
        }
        long memory = from + (wide ? 60 : 48);
        memories.print(Memory.getU32(memory), out.append(", memory="));
        if (Memory.getInt(memory) == MMAP) {
          Digits.hex(out.append(", m.offset="), Memory.getU32(memory + 4));
        } else if (Memory.getInt(memory) == USER_POINTER) {
          long pointer = wide ? Memory.getLong(memory + 4) : Memory.getU32(memory + 4);
          Digits.address(out.append(", m.userptr="), pointer);
        }
        Digits.unsigned(out.append(", length="), Memory.getU32(memory + (wide ? 12 : 8)));
        Digits.unsigned(out.append(", bytesused="), Memory.getU32(from + 8));
        flags(flags, Memory.getInt(from + 12), out.append(", flags="));
        if (whole) {
          long time = from + (wide ? 24 : 20);
          long seconds = wide ? Memory.getLong(time) : Memory.getInt(time);
          long part = wide ? Memory.getLong(time + 8) : Memory.getInt(time + 4);
          out.append(", timestamp={tv_sec=").append(seconds);
          out.append(", tv_usec=").append(part).append('}');
        }
        out.append(", ...");
      }
      out.append('}');
    };
  }

  /** The flags; those that say whose clock it is, and of what, are numbers and always there. */
  private static void flags(WordText names, int word, StringBuilder out) {
    int plain = word & ~(TIMESTAMP_MASK | SOURCE_MASK);
    if (plain != 0) {
      names.print(plain & 0xffff_ffffL, out);
      out.append('|');
    }
    out.append(
        switch (word & TIMESTAMP_MASK) {
          case 0 -> "V4L2_BUF_FLAG_TIMESTAMP_UNKNOWN";
          case 0x2000 -> "V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC";
          case 0x4000 -> "V4L2_BUF_FLAG_TIMESTAMP_COPY";
          default -> unknown(word & TIMESTAMP_MASK, "TIMESTAMP");
        });
    out.append(
        switch (word & SOURCE_MASK) {
          case 0 -> "|V4L2_BUF_FLAG_TSTAMP_SRC_EOF";
          case 0x10000 -> "|V4L2_BUF_FLAG_TSTAMP_SRC_SOE";
          default -> "|" + unknown(word & SOURCE_MASK, "TSTAMP_SRC");
        });
  }

  private static String unknown(int bits, String what) {
    return "0x" + Integer.toHexString(bits) + " /* V4L2_BUF_FLAG_" + what + "_??? */";
  }

  private int offset(Type.Struct struct, int field) {
    return StructLayout.offset(struct, field, types.abi());
  }
}
