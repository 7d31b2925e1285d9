package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.numbers.ErrnoNames;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.List;

/** ptrace(2): words of the tracee's user area by their names, sets of registers, what a stop is. */
final class PtraceForms implements Forms {
  private static final int PEEKUSER = 3;
  private static final int POKEUSER = 6;
  private static final int GETREGSET = 0x4204;
  private static final int SETREGSET = 0x4205;
  private static final int GETSIGMASK = 0x420a;
  private static final int SETSIGMASK = 0x420b;
  private static final int SECCOMP_GET_FILTER = 0x420c;
  private static final int SECCOMP_GET_METADATA = 0x420d;
  private static final int GET_SYSCALL_INFO = 0x420e;
  private static final int LAST_KNOWN = GET_SYSCALL_INFO;
  private static final int SET_SYSCALL_INFO = 0x4212;
  private static final int NT_PRSTATUS = 1;
  private static final int NT_FPREGSET = 2;
  private static final int SIGSET = 8;

  private final ArgumentTexts types;

  PtraceForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    if (!call.name().equals("ptrace")) {
      return null;
    }
    List<ArgumentText> arguments = new ArrayList<>(plain.arguments());
    arguments.set(2, new Place(types.abi(), arguments.get(2)));
    arguments.set(3, new Data(types, arguments.get(3)));
    return new CallText(plain.name(), arguments, plain.result(), plain.returns());
  }

  /** A request of which strace knows what it takes; 0 is none that comes here. */
  private static int request(CallView call) {
    long request = call.argument(0);
    boolean known = request <= LAST_KNOWN || request == SET_SYSCALL_INFO;
    return request >>> 32 == 0 && known ? (int) request : -1;
  }

  /** A request that is written as it stands in the description. */
  private abstract static class Part implements ArgumentText {
    private final ArgumentText plain;

    Part(ArgumentText plain) {
      this.plain = plain;
    }

    ArgumentText plain() {
      return plain;
    }

    @Override
    public boolean isPresent(CallView call) {
      return request(call) < 0 || plain.isPresent(call);
    }

    @Override
    public boolean isAtExit() {
      return plain.isAtExit();
    }

    @Override
    public boolean isAtExit(CallView call) {
      return request(call) >= 0 && plain.isAtExit(call);
    }
  }

  /** The address, which is an offset in the user area for some requests. */
  private static final class Place extends Part {
    private final UserArea area;

    Place(Abi abi, ArgumentText plain) {
      super(plain);
      area = UserArea.of(abi);
    }

    @Override
    public void print(CallView call, StringBuilder out) {
      int request = request(call);
      if (request < 0) {
        Digits.address(out, call.argument(2));
      } else if ((request == PEEKUSER || request == POKEUSER) && area != null) {
        area.print(call.argument(2), out);
      } else {
        plain().print(call, out);
      }
    }
  }

  private static final class Data extends Part {
    private final boolean verbose;
    private final Registers general;
    private final Registers floating;
    private final WordText flags;
    private final WordText operations;
    private final MemoryText filter;
    private final TextOptions options;

    Data(ArgumentTexts types, ArgumentText plain) {
      super(plain);
      options = types.options();
      verbose = options.verbose();
      SymbolSets symbols = types.symbols();
      general = new Registers(types, symbols.struct("user_regs"));
      floating = new Registers(types, symbols.struct("user_fpregs"));
      flags = symbols.text("seccomp_flags", 8);
      operations = symbols.text("ptrace_info_op", 1);
      filter = types.structs().of(symbols.struct("seccomp_filter"));
    }

    @Override
    public void print(CallView call, StringBuilder out) {
      long address = call.argument(3);
      int request = request(call);
      switch (request) {
        case -1 -> Digits.address(out, address);
        case GETREGSET, SETREGSET -> registers(call, request == GETREGSET, out);
        case GETSIGMASK, SETSIGMASK -> {
          if (call.argument(2) == SIGSET) {
            plain().print(call, out);
          } else {
            Digits.address(out, address);
          }
        }
        case SECCOMP_GET_FILTER -> filter(call, out);
        case SECCOMP_GET_METADATA -> metadata(call, out);
        case GET_SYSCALL_INFO ->
            syscall(call, call.succeeded() ? find(call, Capture.EXIT, address, 1) : -1, out);
        case SET_SYSCALL_INFO -> syscall(call, find(call, Capture.ENTRY, address, 1), out);
        default -> plain().print(call, out);
      }
    }

    private void registers(CallView call, boolean get, StringBuilder out) {
      long address = call.argument(3);
      int width = call.abi().pointerWidth();
      int entry = find(call, Capture.ENTRY, address, 2 * width);
      if (entry < 0) {
        Digits.address(out, address);
        return;
      }
      long base = Words.load(call.data(entry), width);
      long length = Words.load(call.data(entry) + width, width);
      int exit = get && call.succeeded() ? find(call, Capture.EXIT, address, 2 * width) : -1;
      long after = exit < 0 ? length : Words.load(call.data(exit) + width, width);
      out.append("{iov_base=");
      Registers set =
          switch ((int) call.argument(2)) {
            case NT_PRSTATUS -> general;
            case NT_FPREGSET -> floating;
            default -> null;
          };
      int phase = get ? Capture.EXIT : Capture.ENTRY;
      int capture = set == null || get && exit < 0 ? -1 : find(call, phase, base, 1);
      if (capture < 0 || !set.print(call, capture, after, out)) {
        Digits.address(out, base);
      }
      Digits.unsigned(out.append(", iov_len="), length);
      if (after != length) {
        Digits.unsigned(out.append(" => "), after);
      }
      out.append('}');
    }

    private void filter(CallView call, StringBuilder out) {
      long address = call.argument(3);
      boolean known = verbose && call.succeeded();
      int capture = known ? find(call, Capture.EXIT, address, 8) : -1;
      if (capture < 0) {
        Digits.address(out, address);
      } else {
        Elements.print(call, filter, 8, capture, address, call.result(), options, out);
      }
    }

    private void metadata(CallView call, StringBuilder out) {
      long address = call.argument(3);
      int entry = find(call, Capture.ENTRY, address, 8);
      if (Long.compareUnsigned(call.argument(2), 8) < 0 || entry < 0) {
        Digits.address(out, address);
        return;
      }
      Digits.unsigned(out.append("{filter_off="), Memory.getLong(call.data(entry)));
      int exit = call.succeeded() ? find(call, Capture.EXIT, address, 16) : -1;
      if (exit >= 0 && call.result() >= 16) {
        flags.print(Memory.getLong(call.data(exit) + 8), out.append(", flags="));
      }
      out.append('}');
    }

    private void syscall(CallView call, int capture, StringBuilder out) {
      if (capture < 0) {
        Digits.address(out, call.argument(3));
      } else {
        new SyscallInfo(call.data(capture), call.length(capture), operations).print(out);
      }
    }
  }

  private static int find(CallView call, int phase, long address, int size) {
    int capture = address == 0 ? -1 : call.find(3, phase, address);
    return capture < 0 || call.length(capture) < size ? -1 : capture;
  }

  /** A struct ptrace_syscall_info, as much of it as the program asked for. */
  private record SyscallInfo(long data, int size, WordText operations) {
    private static final int ARCHITECTURE = 4;
    private static final int INSTRUCTION = 8;
    private static final int STACK = 16;
    private static final int UNION = 24;
    private static final int ARGUMENTS = 32;
    private static final int RET_DATA = 80;

    void print(StringBuilder out) {
      int operation = Memory.getU8(data);
      operations.print(operation, out.append("{op="));
      if (size >= ARCHITECTURE) {
        rest("reserved", Memory.getU8(data + 1), out);
        rest("flags", Memory.getU16(data + 2), out);
      }
      if (size >= INSTRUCTION) {
        AuditArchitectures.architecture(architecture(), out.append(", arch="));
      }
      if (size >= STACK) {
        Digits.address(out.append(", instruction_pointer="), Memory.getLong(data + INSTRUCTION));
      }
      if (size >= UNION) {
        Digits.address(out.append(", stack_pointer="), Memory.getLong(data + STACK));
      }
      if (size >= ARGUMENTS) {
        switch (operation) {
          case 1 -> call(out.append(", entry={nr="), false);
          case 2 -> result(out.append(", exit={rval="));
          case 3 -> call(out.append(", seccomp={nr="), true);
          default -> {}
        }
      }
      out.append('}');
    }

    /** What is zero unless a program set it. */
    private static void rest(String name, int value, StringBuilder out) {
      if (value != 0) {
        Digits.hex(out.append(", ").append(name).append('='), value);
      }
    }

    private int architecture() {
      return Memory.getInt(data + ARCHITECTURE);
    }

    private void call(StringBuilder out, boolean seccomp) {
      long number = Memory.getLong(data + UNION);
      String name =
          number >>> 31 == 0 ? AuditArchitectures.name((int) number, architecture()) : null;
      if (name == null) {
        out.append(number);
      } else {
        out.append("__NR_").append(name);
      }
      int count = Math.min(6, (size - ARGUMENTS) / 8);
      for (int i = 0; i < count; i++) {
        out.append(i == 0 ? ", args=[" : ", ");
        Digits.hex(out, Memory.getLong(data + ARGUMENTS + 8L * i));
      }
      out.append(count > 0 ? "]" : "");
      if (seccomp && size >= RET_DATA + 4) {
        out.append(", ret_data=").append(Memory.getU32(data + RET_DATA));
      }
      out.append('}');
    }

    private void result(StringBuilder out) {
      long value = Memory.getLong(data + UNION);
      boolean told = size > ARGUMENTS;
      boolean error = told && Memory.getU8(data + ARGUMENTS) != 0;
      String name = error && value < 0 && value > -4096 ? ErrnoNames.name((int) -value) : null;
      if (name == null) {
        out.append(value);
      } else {
        out.append('-').append(name);
      }
      if (told) {
        out.append(", is_error=").append(Memory.getU8(data + ARGUMENTS));
      }
      out.append('}');
    }
  }
}
