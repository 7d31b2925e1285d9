package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Symbols;
import dev.systape.schema.numbers.ErrnoNames;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.List;

/** Masks of NUMA nodes, and numbers that strace writes before their names. */
final class KernelForms implements Forms {
  private static final int SYSLOG_ACTION_CONSOLE_LEVEL = 8;

  /** {@code KEXEC_SEGMENT_MAX} of linux/kexec.h. */
  private static final int KEXEC_SEGMENT_MAX = 16;

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
      case "mincore" -> with(plain, 2, new Residency(types.options()));
      case "move_pages" -> with(plain, 4, pageStates(plain.arguments().get(4)));
      case "kexec_load" -> with(plain, 2, segments(plain.arguments().get(2)));
      default -> null;
    };
  }

  private static CallText with(CallText plain, int argument, ArgumentText text) {
    List<ArgumentText> arguments = new ArrayList<>(plain.arguments());
    arguments.set(argument, text);
    return new CallText(plain.name(), arguments, plain.result(), plain.returns());
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
