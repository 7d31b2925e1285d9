package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.ErrnoNames;
import dev.systape.schema.tape.Capture;

/** Where memory lies: masks of nodes, states of pages. */
final class MemoryForms implements Forms {
  /** mmap2(2) counts in units of 4096 bytes on i386. */
  private static final int PAGE_SHIFT = 12;

  private final ArgumentTexts types;

  MemoryForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    return switch (call.name()) {
      case "mbind" -> plain.with(3, nodes(3, 4, Capture.ENTRY));
      case "set_mempolicy" -> plain.with(1, nodes(1, 2, Capture.ENTRY));
      case "get_mempolicy" -> plain.with(1, nodes(1, 2, Capture.EXIT));
      case "migrate_pages" ->
          plain.with(2, nodes(2, 1, Capture.ENTRY)).with(3, nodes(3, 1, Capture.ENTRY));
      case "mincore" -> plain.with(2, new Residency(types.options()));
      case "move_pages" -> plain.with(4, pageStates(plain.arguments().get(4)));
      case "mmap" -> call.parameters().size() == 1 ? plain.with(0, packed()) : null;
      case "mmap2" -> plain.with(5, MemoryForms::pages);
      default -> null;
    };
  }

  /** The first mmap of i386, whose arguments lie in memory. */
  private ArgumentText packed() {
    Type.Struct struct = types.symbols().struct("mmap_arg");
    int size = StructLayout.size(struct, types.abi());
    return (call, out) -> {
      long address = call.argument(0);
      int capture = address == 0 ? -1 : call.find(0, Capture.ENTRY, address);
      if (capture < 0 || call.length(capture) < size) {
        Digits.address(out, address);
        return;
      }
      for (int i = 0; i < struct.fields().size(); i++) {
        long field = call.data(capture) + StructLayout.offset(struct, i, types.abi());
        out.append(i == 0 ? "" : ", ");
        types.structs().of(struct.fields().get(i).type()).print(call, field, out);
      }
    };
  }

  /** mmap2 counts in pages, and strace in bytes. */
  private static void pages(CallView call, StringBuilder out) {
    Digits.hex(out, call.argument(5) << PAGE_SHIFT);
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
              MemoryForms::pageState,
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
      if (address != 0 && pages == 0) {
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
