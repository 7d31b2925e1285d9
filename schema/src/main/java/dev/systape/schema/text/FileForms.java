package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.List;

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
  private static final int EOVERFLOW = 75;

  private final ArgumentTexts types;

  FileForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    return switch (call.name()) {
      case "quotactl" -> with(plain, 0, quotaCommand(0));
      case "quotactl_fd" -> with(plain, 1, quotaCommand(1));
      case "setxattr", "lsetxattr", "fsetxattr" ->
          with(plain, 2, attribute(plain.arguments().get(2)));
      case "name_to_handle_at" -> with(plain, 2, new Handle());
      default -> null;
    };
  }

  @Override
  public MemoryText struct(Type.Struct struct) {
    return struct.name().equals("file_handle") ? FileForms::knownHandle : null;
  }

  private static CallText with(CallText plain, int argument, ArgumentText text) {
    List<ArgumentText> arguments = new ArrayList<>(plain.arguments());
    arguments.set(argument, text);
    return new CallText(plain.name(), arguments, plain.result(), plain.returns());
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

  /** No value is longer than the kernel takes. */
  private static ArgumentText attribute(ArgumentText plain) {
    return (call, out) -> {
      if (Long.compareUnsigned(call.argument(3), XATTR_SIZE_MAX) > 0) {
        Digits.address(out, call.argument(2));
      } else {
        plain.print(call, out);
      }
    };
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
      if (before < 0 || call.length(before) < 4) {
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
