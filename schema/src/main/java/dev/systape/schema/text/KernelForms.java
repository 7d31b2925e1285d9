package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Symbols;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.ErrnoNames;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.List;

/** Masks of NUMA nodes, and numbers that strace writes before their names. */
final class KernelForms implements Forms {
  private static final int SYSLOG_ACTION_CONSOLE_LEVEL = 8;

  /** {@code KEXEC_SEGMENT_MAX} of linux/kexec.h. */
  private static final int KEXEC_SEGMENT_MAX = 16;

  private static final int LSM_FLAG_SINGLE = 1;

  private static final int PBUF_RING = 22;
  private static final int UNREGISTER_PBUF_RING = 23;
  private static final int SYNC_CANCEL = 24;
  private static final int FILE_RANGE = 25;
  private static final int NAPI = 27;
  private static final int CLOCK = 29;
  private static final int CLONE = 30;

  /** Places in struct iocb of linux/aio_abi.h, and its flag. */
  private static final int IOCB_REQPRIO = 18;

  private static final int IOCB_FLAGS = 56;
  private static final int IOCB_FLAG_IOPRIO = 2;
  private static final int IOPRIO_CLASS_SHIFT = 13;

  private final ArgumentTexts types;

  KernelForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    return switch (call.name()) {
      case "mbind" -> with(plain, 3, nodes(3, 4, Capture.ENTRY));
      case "set_mempolicy" -> with(plain, 1, nodes(1, 2, Capture.ENTRY));
      case "get_mempolicy" -> with(plain, 1, nodes(1, 2, Capture.EXIT));
      case "migrate_pages" ->
          with(with(plain, 2, nodes(2, 1, Capture.ENTRY)), 3, nodes(3, 1, Capture.ENTRY));
      case "syslog" ->
          with(
              with(plain, 0, numberAndName(0, types.symbols().set("syslog_action"))),
              2,
              level(plain.arguments().get(2), types.symbols().set("log_level")));
      case "io_uring_register" -> with(plain, 2, single(plain.arguments().get(2)));
      case "lsm_get_self_attr" ->
          with(with(plain, 1, wanted(plain.arguments().get(1))), 2, changed(2));
      case "lsm_list_modules" -> with(plain, 1, changed(1));
      case "lsm_set_self_attr" -> with(plain, 1, context());
      case "mincore" -> with(plain, 2, new Residency(types.options()));
      case "move_pages" -> with(plain, 4, pageStates(plain.arguments().get(4)));
      case "kexec_load" -> with(plain, 2, segments(plain.arguments().get(2)));
      default -> null;
    };
  }

  @Override
  public MemoryText struct(Type.Struct struct) {
    return switch (struct.name()) {
      case "bpf_version" -> (call, data, out) -> version(Memory.getInt(data), out);
      case "aio_reqprio" -> requestPriority();
      default -> null;
    };
  }

  private static void version(int code, StringBuilder out) {
    out.append("KERNEL_VERSION(").append(code >>> 16).append(", ");
    out.append(code >>> 8 & 0xff).append(", ").append(code & 0xff).append(')');
  }

  /** A priority of its own kind only where a flag of the request says so. */
  private MemoryText requestPriority() {
    WordText classes = types.symbols().text("ioprio_class", 4);
    return (call, data, out) -> {
      int value = Memory.getU16(data);
      if ((Memory.getInt(data + IOCB_FLAGS - IOCB_REQPRIO) & IOCB_FLAG_IOPRIO) == 0) {
        out.append((short) value);
      } else {
        classes.print(value >>> IOPRIO_CLASS_SHIFT, out.append("IOPRIO_PRIO_VALUE("));
        out.append(", ").append(value & (1 << IOPRIO_CLASS_SHIFT) - 1).append(')');
      }
    };
  }

  private static CallText with(CallText plain, int argument, ArgumentText text) {
    List<ArgumentText> arguments = new ArrayList<>(plain.arguments());
    arguments.set(argument, text);
    return new CallText(plain.name(), arguments, plain.result(), plain.returns());
  }

  /** A word that the kernel answers with another, also where the call fails. */
  private static ArgumentText changed(int argument) {
    return new ArgumentText() {
      @Override
      public boolean isAtExit() {
        return true;
      }

      @Override
      public void print(CallView call, StringBuilder out) {
        long address = call.argument(argument);
        int entry = address == 0 ? -1 : call.find(argument, Capture.ENTRY, address);
        if (entry < 0 || call.length(entry) < Integer.BYTES) {
          Digits.address(out, address);
          return;
        }
        long before = Memory.getU32(call.data(entry));
        out.append('[').append(before);
        int exit = call.find(argument, Capture.EXIT, address);
        if (exit >= 0 && call.length(exit) >= Integer.BYTES) {
          long after = Memory.getU32(call.data(exit));
          if (after != before) {
            out.append(" => ").append(after);
          }
        }
        out.append(']');
      }
    };
  }

  /** Of what an operation of io_uring_register takes one of, any other number is none. */
  private static ArgumentText single(ArgumentText plain) {
    return new ArgumentText() {
      @Override
      public void print(CallView call, StringBuilder out) {
        int wanted =
            switch ((int) call.argument(1) & 0x7fff_ffff) {
              case PBUF_RING, UNREGISTER_PBUF_RING, SYNC_CANCEL, FILE_RANGE, NAPI, CLONE -> 1;
              case CLOCK -> 0;
              default -> -1;
            };
        if (wanted >= 0 && (int) call.argument(3) != wanted) {
          Digits.address(out, call.argument(2));
        } else {
          plain.print(call, out);
        }
      }

      @Override
      public boolean isAtExit(CallView call) {
        return plain.isAtExit(call);
      }
    };
  }

  /** The context of one module alone is asked for by the module's number. */
  private ArgumentText wanted(ArgumentText plain) {
    WordText ids = types.symbols().text("lsm_id", Long.BYTES);
    return new ArgumentText() {
      @Override
      public boolean isAtExit() {
        return true;
      }

      @Override
      public void print(CallView call, StringBuilder out) {
        long address = call.argument(1);
        int entry = address == 0 ? -1 : call.find(1, Capture.ENTRY, address);
        if ((call.argument(3) & LSM_FLAG_SINGLE) != 0 && entry >= 0) {
          ids.print(Memory.getLong(call.data(entry)), out.append("{id="));
          out.append("} => ");
        }
        if (call.succeeded()) {
          plain.print(call, out);
        } else {
          Digits.address(out, address);
        }
      }
    };
  }

  /** A struct lsm_ctx with the context that follows it. */
  private ArgumentText context() {
    StructFields fields = types.structs().fields(types.symbols().struct("lsm_ctx"));
    return (call, out) -> {
      long address = call.argument(1);
      int capture = address == 0 ? -1 : call.find(1, Capture.ENTRY, address);
      int size = fields.size();
      if (capture < 0 || call.length(capture) < size) {
        Digits.address(out, address);
        return;
      }
      long data = call.data(capture);
      fields.printFields(call, data, size, out.append('{'));
      long length = Memory.getLong(data + size - Long.BYTES);
      long there = Math.min(length, call.length(capture) - size);
      if (there > 0) {
        int shown = (int) Math.min(there, types.options().stringLimit());
        Quotes.quote(out.append(", ctx="), data + size, shown, Quotes.HEX_ALWAYS);
        out.append(shown < length ? "..." : "");
      }
      out.append('}');
    };
  }

  /** What SYSLOG_ACTION_CONSOLE_LEVEL sets has names. */
  private static ArgumentText level(ArgumentText plain, Symbols names) {
    ArgumentText level = numberAndName(2, names);
    return new ArgumentText() {
      @Override
      public void print(CallView call, StringBuilder out) {
        ((int) call.argument(0) == SYSLOG_ACTION_CONSOLE_LEVEL ? level : plain).print(call, out);
      }

      @Override
      public boolean isPresent(CallView call) {
        return plain.isPresent(call);
      }
    };
  }

  /** More segments than the kernel takes are none. */
  private static ArgumentText segments(ArgumentText plain) {
    return (call, out) -> {
      if (Long.compareUnsigned(call.argument(1), KEXEC_SEGMENT_MAX) > 0) {
        Digits.address(out, call.argument(2));
      } else {
        plain.print(call, out);
      }
    };
  }

  private static ArgumentText numberAndName(int argument, Symbols names) {
    return (call, out) -> {
      int value = (int) call.argument(argument);
      String name = names.nameOf(value);
      out.append(value).append(" /* ").append(name == null ? names.unknown() : name).append(" */");
    };
  }

  /** A mask of so many bits as another argument says, in longs. */
  private ArgumentText nodes(int argument, int bits, int phase) {
    int width = types.abi().pointerWidth();
    MemoryText word = (call, data, out) -> mask(Words.load(data, width), width, out);
    return new ArgumentText() {
      @Override
      public boolean isAtExit() {
        return phase == Capture.EXIT;
      }

      @Override
      public void print(CallView call, StringBuilder out) {
        long address = call.argument(argument);
        boolean known = address != 0 && (phase == Capture.ENTRY || call.succeeded());
        int capture = known ? call.find(argument, phase, address) : -1;
        long count = call.argument(bits);
        long words = words(count);
        if (known && count == 0) {
          out.append("[]");
        } else if (words == 0 || capture < 0 || call.length(capture) < width) {
          Digits.address(out, address);
        } else {
          Elements.print(call, word, width, capture, address, words, types.options(), out);
        }
      }

      private long words(long count) {
        // The kernel takes one bit less than the number says, and so does strace.
        long inWord = 8L * width;
        return count == 0 ? 0 : Long.divideUnsigned(count - 1 + inWord - 1, inWord);
      }
    };
  }

  /** Where each page lies, or why the kernel cannot tell. */
  private ArgumentText pageStates(ArgumentText plain) {
    return new ArgumentText() {
      @Override
      public boolean isAtExit() {
        return true;
      }

      @Override
      public void print(CallView call, StringBuilder out) {
        long address = call.argument(4);
        int capture = call.succeeded() ? call.find(4, Capture.EXIT, address) : -1;
        if (address != 0 && call.argument(1) == 0) {
          out.append("[]");
        } else if (address == 0 || capture < 0 || call.length(capture) < Integer.BYTES) {
          plain.print(call, out);
        } else {
          long count = call.argument(1);
          Elements.print(
              call,
              KernelForms::pageState,
              Integer.BYTES,
              capture,
              address,
              count,
              types.options(),
              out);
        }
      }
    };
  }

  private static void pageState(CallView call, long data, StringBuilder out) {
    int state = Memory.getInt(data);
    String name = state < 0 ? ErrnoNames.name(-state) : null;
    if (name == null) {
      out.append(state);
    } else {
      out.append('-').append(name);
    }
  }

  /** Which pages are in memory, a byte each. */
  private static final class Residency implements ArgumentText {
    private static final int PAGE = 4096;

    private final TextOptions options;

    Residency(TextOptions options) {
      this.options = options;
    }

    @Override
    public boolean isAtExit() {
      return true;
    }

    @Override
    public void print(CallView call, StringBuilder out) {
      long address = call.argument(2);
      int capture = address != 0 && call.succeeded() ? call.find(2, Capture.EXIT, address) : -1;
      long length = call.argument(1);
      long pages = length / PAGE + (length % PAGE == 0 ? 0 : 1);
      if (address != 0 && call.succeeded() && pages == 0) {
        out.append("[]");
      } else if (capture < 0 || call.length(capture) == 0) {
        Digits.address(out, address);
      } else {
        Elements.print(
            call,
            (view, data, text) -> text.append(Memory.getU8(data) & 1),
            1,
            capture,
            address,
            pages,
            options,
            out);
      }
    }
  }

  /** {@code %#0*lx} as wide as the digits of a long. */
  private static void mask(long value, int width, StringBuilder out) {
    int digits = 2 * width;
    if (value == 0) {
      Digits.bareHex(out, 0, digits);
    } else {
      Digits.bareHex(out.append("0x"), value, digits - 2);
    }
  }
}
