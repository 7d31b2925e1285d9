package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.ErrnoNames;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.List;

/** Processes: how they are made and waited for, what they are and may do. */
final class ProcessForms implements Forms {
  private static final int NAME_MAX = 64;
  private static final int GROUPS_MAX = 65536;
  private static final int VM86_WORDS = 5;
  private static final int MAX_ERRNO = 4095;
  private static final int USER_DESC_SIZE = 16;
  private static final int CLASS_SHIFT = 13;
  private static final int CLASS_DATA = 0x1fff;

  private final ArgumentTexts types;

  ProcessForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    List<ArgumentText> arguments = new ArrayList<>(plain.arguments());
    ResultText result = plain.result();
    switch (call.name()) {
      case "clone3" -> arguments.set(0, new CloneArguments(types));
      case "wait4", "waitpid" -> {
        for (int i = 1; i < arguments.size(); i += 2) {
          arguments.set(i, CallForms.atExit(i, view -> view.result() != 0, arguments.get(i)));
        }
      }
      case "rseq", "set_tid_address" -> raw(arguments.size(), arguments);
      case "vm86" -> raw(VM86_WORDS, arguments);
      case "setgroups", "setgroups32" -> arguments.set(1, upTo(GROUPS_MAX, 1, 0, arguments));
      case "sethostname", "setdomainname" -> arguments.set(0, upTo(NAME_MAX, 0, 1, arguments));
      case "ioprio_set" -> arguments.set(2, (view, out) -> priority(view.argument(2), out));
      case "ioprio_get" -> result = this::priorityResult;
      case "personality" -> {
        ArgumentText persona = arguments.get(0);
        arguments.set(0, (view, out) -> personality(persona, view, out));
        result = personality(types.symbols().text("personality", 4));
      }
      case "membarrier" -> result = barriers(plain.result());
      case "modify_ldt" -> {
        arguments.set(1, segment(arguments.get(1)));
        result = ProcessForms::segmentResult;
      }
      case "get_thread_area" -> arguments.set(0, new ThreadArea(arguments.get(0)));
      case "set_thread_area" -> {
        arguments.set(0, this::passedSegment);
        result = ProcessForms::chosenSegment;
      }
      case "capget" -> arguments.set(1, new Capabilities(types, true));
      case "capset" -> arguments.set(1, new Capabilities(types, false));
      default -> {
        return null;
      }
    }
    return new CallText(plain.name(), arguments, result, plain.returns());
  }

  @Override
  public MemoryText struct(Type.Struct struct) {
    return struct.name().equals("user_desc") ? this::userDescriptor : null;
  }

  /** What strace does not take apart. */
  private static void raw(int count, List<ArgumentText> arguments) {
    arguments.clear();
    for (int i = 0; i < count; i++) {
      int index = i;
      arguments.add((call, out) -> Digits.hex(out, call.argument(index)));
    }
  }

  /** An argument that is written as an address where its length is one that the kernel refuses. */
  private static ArgumentText upTo(
      int limit, int argument, int length, List<ArgumentText> arguments) {
    ArgumentText plain = arguments.get(argument);
    return (call, out) -> {
      if ((call.argument(length) & 0xffff_ffffL) > limit) {
        Digits.address(out, call.argument(argument));
      } else {
        plain.print(call, out);
      }
    };
  }

  private void priority(long word, StringBuilder out) {
    int value = (int) word;
    types
        .symbols()
        .text("ioprio_class", 4)
        .print(value >>> CLASS_SHIFT, out.append("IOPRIO_PRIO_VALUE("));
    out.append(", ").append(value & CLASS_DATA).append(')');
  }

  private void priorityResult(CallView call, StringBuilder out) {
    priority(call.result(), out.append(call.result()).append(" ("));
    out.append(')');
  }

  /** All ones ask for the present one. */
  private static void personality(ArgumentText plain, CallView call, StringBuilder out) {
    if ((int) call.argument(0) == -1) {
      Digits.hex(out, 0xffff_ffffL);
    } else {
      plain.print(call, out);
    }
  }

  private static ResultText personality(WordText names) {
    return (call, out) -> {
      Digits.hex(out, call.result());
      names.print(call.result(), out.append(" ("));
      out.append(')');
    };
  }

  private ResultText barriers(ResultText plain) {
    WordText commands = types.symbols().text("membarrier_cmds", 4);
    return (call, out) -> {
      if ((int) call.argument(0) == 0) {
        Results.flags(commands, call.result(), out);
      } else {
        plain.print(call, out);
      }
    };
  }

  private static ArgumentText segment(ArgumentText plain) {
    return (call, out) -> {
      if (call.argument(2) == USER_DESC_SIZE) {
        plain.print(call, out);
      } else {
        Digits.address(out, call.argument(1));
      }
    };
  }

  /** The call returns an int: an error is no negative long. */
  private static void segmentResult(CallView call, StringBuilder out) {
    int result = (int) call.result();
    out.append(result & 0xffff_ffffL);
    if (result < 0 && result >= -MAX_ERRNO) {
      out.append(' ').append(ErrnoNames.name(-result));
      out.append(" (").append(ErrnoNames.describe(-result)).append(')');
    }
  }

  private void userDescriptor(CallView call, long data, StringBuilder out) {
    entry(Memory.getInt(data), out.append("{entry_number="));
    wide(Memory.getU32(data + 4), out.append(", base_addr="));
    wide(Memory.getU32(data + 8), out.append(", limit="));
    int bits = Memory.getInt(data + 12);
    out.append(", seg_32bit=").append(bits & 1);
    out.append(", contents=").append(bits >>> 1 & 3);
    out.append(", read_exec_only=").append(bits >>> 3 & 1);
    out.append(", limit_in_pages=").append(bits >>> 4 & 1);
    out.append(", seg_not_present=").append(bits >>> 5 & 1);
    out.append(", useable=").append(bits >>> 6 & 1);
    if (types.abi().pointerWidth() == Long.BYTES) {
      out.append(", lm=").append(bits >>> 7 & 1);
    }
    out.append('}');
  }

  /** A number of an entry; -1 has the kernel choose one. */
  private static void entry(int number, StringBuilder out) {
    out.append(number == -1 ? number : number & 0xffff_ffffL);
  }

  /** {@code %#08x}: eight characters with the prefix, which 0 does not have. */
  private static void wide(long value, StringBuilder out) {
    Digits.bareHex(value == 0 ? out : out.append("0x"), value, value == 0 ? 8 : 6);
  }

  /** What the program passes. */
  private void passedSegment(CallView call, StringBuilder out) {
    long address = call.argument(0);
    int capture = address == 0 ? -1 : call.find(0, Capture.ENTRY, address);
    if (capture < 0 || call.length(capture) < USER_DESC_SIZE) {
      Digits.address(out, address);
    } else {
      userDescriptor(call, call.data(capture), out);
    }
  }

  /** The entry that the kernel chose or took. */
  private static void chosenSegment(CallView call, StringBuilder out) {
    out.append(call.result());
    int capture = call.find(0, Capture.EXIT, call.argument(0));
    if (capture >= 0 && call.length(capture) >= 4) {
      out.append(" (entry_number=").append(Memory.getInt(call.data(capture))).append(')');
    }
  }

  /** What the kernel tells of a segment; which one was asked for, where it tells nothing. */
  private static final class ThreadArea implements ArgumentText {
    private final ArgumentText plain;

    ThreadArea(ArgumentText plain) {
      this.plain = plain;
    }

    @Override
    public void print(CallView call, StringBuilder out) {
      long address = call.argument(0);
      int capture = address == 0 ? -1 : call.find(0, Capture.ENTRY, address);
      if (call.succeeded()) {
        plain.print(call, out);
      } else if (capture < 0 || call.length(capture) < 4) {
        Digits.address(out, address);
      } else {
        entry(Memory.getInt(call.data(capture)), out.append("{entry_number="));
        out.append(", ...}");
      }
    }

    @Override
    public boolean isAtExit() {
      return true;
    }
  }
}
