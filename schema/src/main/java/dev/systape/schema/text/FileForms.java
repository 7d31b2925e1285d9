package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;

/** Calls on files whose arguments strace does not write one by one as they are. */
final class FileForms implements Forms {
  private static final int TYPE_BITS = 8;
  private static final int TYPE_MASK = 0xff;
  private static final long COMMAND_MASK = 0xff_ffffL;

  /** {@code XATTR_SIZE_MAX} of linux/limits.h. */
  private static final long XATTR_SIZE_MAX = 65536;

  /** {@code MAX_HANDLE_SZ} of linux/exportfs.h. */
  private static final int MAX_HANDLE_SZ = 128;

  private static final int HANDLE_TYPE = 4;
  private static final int HANDLE = 8;

  /** {@code SWAP_FLAG_PRIO_MASK} of linux/swap.h. */
  private static final int SWAP_PRIORITY = 0x7fff;

  private static final int EOVERFLOW = 75;

  private final ArgumentTexts types;

  FileForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    return switch (call.name()) {
      case "quotactl" -> plain.with(0, quotaCommand(0));
      case "quotactl_fd" -> plain.with(1, quotaCommand(1));
      case "setxattr", "lsetxattr", "fsetxattr" -> plain.with(2, this::newAttribute);
      case "getxattr", "lgetxattr", "fgetxattr" ->
          plain.with(2, CallForms.atExit(2, CallView::succeeded, this::attribute));
      case "listxattr", "llistxattr", "flistxattr" ->
          plain.with(1, CallForms.atExit(1, view -> view.argument(2) != 0, names(plain, 1)));
      case "listxattrat" ->
          plain.with(3, CallForms.atExit(3, view -> view.argument(4) != 0, names(plain, 3)));
      case "ustat" -> plain.with(1, CallForms.atExit(1, view -> false, plain.arguments().get(1)));
      case "swapon" -> plain.with(1, priority(types.symbols().text("swap_flags", 4)));
      case "fanotify_mark" -> mark(plain);
      case "name_to_handle_at" -> plain.with(2, new Handle());
      case "truncate64", "ftruncate64" -> plain.with(1, FileForms::size);
      case "readdir" ->
          plain
              .with(1, new OneEntry(types.options().hexStrings()))
              .with(2, CallForms.when(view -> view.argument(2) != 1, plain.arguments().get(2)));
      default -> null;
    };
  }

  @Override
  public MemoryText struct(Type.Struct struct) {
    return struct.name().equals("file_handle") ? FileForms::knownHandle : null;
  }

  /** A size in two words, which has no sign. */
  private static void size(CallView call, StringBuilder out) {
    Digits.unsigned(out, call.argument(2) << 32 | call.argument(1));
  }

  /** A struct old_linux_dirent of fs/readdir.c; the length is that of the name. */
  private record OneEntry(int hexStrings) implements ArgumentText {
    private static final int LENGTH = 8;
    private static final int NAME = 10;

    @Override
    public boolean isAtExit() {
      return true;
    }

    @Override
    public void print(CallView call, StringBuilder out) {
      long address = call.argument(1);
      boolean filled = address != 0 && call.succeeded() && call.result() > 0;
      int capture = filled ? call.find(1, Capture.EXIT, address) : -1;
      int length = capture < 0 || call.length(capture) < NAME ? -1 : length(call, capture);
      if (length < 0 || call.length(capture) < NAME + length) {
        Digits.address(out, address);
        return;
      }
      long data = call.data(capture);
      Digits.unsigned(out.append("{d_ino="), Memory.getU32(data));
      Digits.unsigned(out.append(", d_off="), Memory.getU32(data + Integer.BYTES));
      out.append(", d_reclen=").append(length).append(", d_name=");
      Quotes.quote(out, data + NAME, length, hexStrings);
      out.append('}');
    }

    private static int length(CallView call, int capture) {
      return Memory.getU16(call.data(capture) + LENGTH);
    }
  }

  /**
   * The command and the type of quota in its low byte, as QCMD of sys/quota.h puts them together.
   */
  private ArgumentText quotaCommand(int argument) {
    WordText commands = types.symbols().text("quota_cmd", 4);
    WordText kinds = types.symbols().text("quota_type", 4);
    return (call, out) -> {
      long word = call.argument(argument);
      commands.print(word >>> TYPE_BITS & COMMAND_MASK, out.append("QCMD("));
      kinds.print(word & TYPE_MASK, out.append(", "));
      out.append(')');
    };
  }

  /** The priority is a number in the low bits. */
  private static ArgumentText priority(WordText flags) {
    return (call, out) -> {
      int word = (int) call.argument(1);
      if ((word & ~SWAP_PRIORITY) != 0) {
        flags.print(word & ~SWAP_PRIORITY, out);
        out.append('|');
      }
      out.append(word & SWAP_PRIORITY);
    };
  }

  /** No value is longer than the kernel takes. */
  private void newAttribute(CallView call, StringBuilder out) {
    long address = call.argument(2);
    long length = call.argument(3);
    if (Long.compareUnsigned(length, XATTR_SIZE_MAX) > 0) {
      Digits.address(out, address);
    } else {
      int capture = address == 0 ? -1 : call.find(2, Capture.ENTRY, address);
      types.strings().value(call, capture, address, length, out);
    }
  }

  private void attribute(CallView call, StringBuilder out) {
    long address = call.argument(2);
    int capture = call.find(2, Capture.EXIT, address);
    types.strings().value(call, capture, address, call.result(), out);
  }

  private static ArgumentText names(CallText plain, int argument) {
    return plain.arguments().get(argument);
  }

  /** A directory that is none is FAN_NOFD; on i386 the mask takes two words. */
  private CallText mark(CallText plain) {
    boolean halves = types.abi() == Abi.I386;
    int directory = halves ? 4 : 3;
    ArgumentText other = plain.arguments().get(directory);
    CallText text =
        plain.with(
            directory,
            (view, out) -> {
              if ((int) view.argument(directory) == -1) {
                out.append("FAN_NOFD");
              } else {
                other.print(view, out);
              }
            });
    if (!halves) {
      return text;
    }
    WordText mask = types.symbols().text("fanotify_mask", Long.BYTES);
    return text.with(
        2,
        (view, out) ->
            mask.print(view.argument(3) << Integer.SIZE | view.argument(2) & 0xffff_ffffL, out));
  }

  /** A handle that the program has. */
  private static void knownHandle(CallView call, long data, StringBuilder out) {
    Digits.unsigned(out.append("{handle_bytes="), Memory.getU32(data));
    out.append(", handle_type=").append(Memory.getInt(data + HANDLE_TYPE));
    handle(call, data, out.append(", f_handle="));
    out.append('}');
  }

  /** The handle's own bytes, which follow the struct in memory. */
  private static void handle(CallView call, long data, StringBuilder out) {
    long bytes = Memory.getU32(data);
    int holder = call.holding(data);
    int capture =
        holder < 0 || bytes == 0
            ? -1
            : call.findAny(call.phase(holder), call.address(holder) + HANDLE);
    int length = (int) Math.min(bytes, MAX_HANDLE_SZ);
    if (length == 0) {
      out.append("\"\"");
    } else if (capture < 0 || call.length(capture) < length) {
      out.append("???");
    } else {
      Quotes.quote(out, call.data(capture), length, Quotes.HEX_ALWAYS);
      out.append(length < bytes ? "..." : "");
    }
  }

  /** A handle that the kernel fills: its size before and after, the rest where it fits. */
  private static final class Handle implements ArgumentText {
    private static final int ARGUMENT = 2;

    @Override
    public boolean isAtExit() {
      return true;
    }

    @Override
    public void print(CallView call, StringBuilder out) {
      long address = call.argument(ARGUMENT);
      int before = address == 0 ? -1 : call.find(ARGUMENT, Capture.ENTRY, address);
      if (before < 0 || call.length(before) < HANDLE) {
        Digits.address(out, address);
        return;
      }
      long asked = Memory.getU32(call.data(before));
      Digits.unsigned(out.append("{handle_bytes="), asked);
      int after = call.find(ARGUMENT, Capture.EXIT, address);
      if (after >= 0
          && call.length(after) >= HANDLE
          && (call.succeeded() || call.hasResult() && call.result() == -EOVERFLOW)) {
        long told = Memory.getU32(call.data(after));
        if (told != asked) {
          Digits.unsigned(out.append(" => "), told);
        }
        if (call.succeeded()) {
          out.append(", handle_type=").append(Memory.getInt(call.data(after) + HANDLE_TYPE));
          handle(call, call.data(after), out.append(", f_handle="));
        }
      }
      out.append('}');
    }
  }
}
