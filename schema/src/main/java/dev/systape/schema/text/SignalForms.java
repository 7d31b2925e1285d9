package dev.systape.schema.text;

import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.SignalNames;
import dev.systape.schema.numbers.SyscallNumbers;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.List;

/** Signals: sets whose size an argument says, handlers, siginfo, sigevent, what came. */
final class SignalForms implements Forms {
  private static final int SET_SIZE = 8;
  private static final int LARGE_SET = 64;
  private static final long SA_RESTORER = 0x4000000;
  private static final int SIGEV_SIGNAL = 0;
  private static final int SIGEV_THREAD = 2;
  private static final int SIGEV_THREAD_ID = 4;

  private final ArgumentTexts types;

  SignalForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    List<ArgumentText> arguments = new ArrayList<>(plain.arguments());
    boolean changed = sets(call, types.abi().pointerWidth(), types.options().names(), arguments);
    ResultText result = plain.result();
    if (call.name().equals("restart_syscall")) {
      arguments.add(SignalForms::resumed);
    } else if (call.name().equals("sgetmask")) {
      result = (view, out) -> mask("mask ", view, out);
    } else if (call.name().equals("ssetmask")) {
      result = (view, out) -> mask("old mask ", view, out);
    } else if (call.name().equals("signal")) {
      result = this::handler;
    } else if (call.name().startsWith("rt_sigtimedwait")) {
      result = SignalForms::caught;
    } else if (call.name().equals("epoll_pwait2")) {
      arguments.set(3, whereSucceeded(3, arguments.get(3)));
    } else if (!changed) {
      return null;
    }
    return new CallText(plain.name(), arguments, result, plain.returns());
  }

  private static ArgumentText whereSucceeded(int index, ArgumentText plain) {
    return CallForms.atExit(index, view -> true, plain);
  }

  /**
   * Sets of signals whose size another argument says. Returns whether there are any.
   *
   * @param width of a long: a shorter set is none
   */
  static boolean sets(
      CallDef call, int width, TextOptions.Names names, List<ArgumentText> arguments) {
    List<Parameter> parameters = call.parameters();
    boolean any = false;
    for (int i = 0; i < parameters.size(); i++) {
      int size = sizeOfSet(parameters, i);
      if (size >= 0) {
        boolean exit = ((Type.Pointer) parameters.get(i).type()).direction().readsAtExit();
        int least = call.name().equals("rt_sigpending") ? 1 : width;
        arguments.set(i, set(i, size, exit, call.name().startsWith("epoll_"), least, names));
        any = true;
      }
    }
    return any;
  }

  /** The parameter that says how long a set is, or -1 where the parameter is no such set. */
  private static int sizeOfSet(List<Parameter> parameters, int index) {
    boolean set =
        parameters.get(index).type() instanceof Type.Pointer pointer
            && pointer.element() instanceof Type.Word word
            && word.scalar() == Scalar.SIGSET;
    for (int i = index + 1; set && i < parameters.size(); i++) {
      String name = parameters.get(i).name();
      if (name.equals("sigsetsize") || name.equals("sizemask")) {
        return i;
      }
    }
    return -1;
  }

  /**
   * A set, which is read only where its size is right.
   *
   * @param late whether a set that is passed in is told once the call is over, if it succeeds
   */
  private static ArgumentText set(
      int index, int size, boolean exit, boolean late, int least, TextOptions.Names names) {
    return new ArgumentText() {
      @Override
      public void print(CallView call, StringBuilder out) {
        long address = call.argument(index);
        long length = call.argument(size);
        boolean known = address != 0 && length >= least && length <= SET_SIZE;
        known &= !(exit || late) || call.succeeded();
        int capture = known ? call.find(index, exit ? Capture.EXIT : Capture.ENTRY, address) : -1;
        if (capture < 0 || call.length(capture) < length) {
          Digits.address(out, address);
        } else {
          SignalSets.print(bits(call.data(capture), (int) length), 64, names, out);
        }
      }

      @Override
      public boolean isAtExit() {
        return exit || late;
      }
    };
  }

  private static long bits(long data, int length) {
    return length == SET_SIZE ? Words.load(data, SET_SIZE) : shorter(data, length);
  }

  private static long shorter(long data, int length) {
    long set = 0;
    for (int i = 0; i < length; i++) {
      set |= Words.load(data + i, 1) << 8 * i;
    }
    return set;
  }

  private TextOptions.Names style() {
    return types.options().names();
  }

  private static void mask(String label, CallView call, StringBuilder out) {
    Digits.hex(out, call.result() & 0xffff_ffffL);
    SignalSets.print(call.result() & 0xffff_ffffL, 32, out.append(" (").append(label));
    out.append(')');
  }

  private void handler(CallView call, StringBuilder out) {
    long handler = call.result() & Words.mask(types.abi().pointerWidth());
    Digits.hex(out, handler);
    if (handler <= 1) {
      out.append(handler == 0 ? " (SIG_DFL)" : " (SIG_IGN)");
    }
  }

  private static void resumed(CallView call, StringBuilder out) {
    int number = call.previous();
    String name = number < 0 ? null : SyscallNumbers.of(call.abi()).name(number);
    out.append("<... resuming interrupted ").append(name == null ? "system call" : name);
    out.append(" ...>");
  }

  private static void caught(CallView call, StringBuilder out) {
    String name = SignalNames.name((int) call.result());
    out.append(call.result());
    if (name != null) {
      out.append(" (").append(name).append(')');
    }
  }

  @Override
  public MemoryText struct(Type.Struct struct) {
    return switch (struct.name()) {
      case "sigaction", "sigaction_generic", "sigaction_old" -> action(struct);
      case "siginfo" -> (call, data, out) -> SignalInfo.print(data, types.abi(), out);
      case "sigevent" -> event(struct);
      case "sigset_argpack", "aio_sigset" -> pack(struct);
      default -> null;
    };
  }

  private int offset(Type.Struct struct, String name) {
    for (int i = 0; i < struct.fields().size(); i++) {
      if (struct.fields().get(i).name().equals(name)) {
        return StructLayout.offset(struct, i, types.abi());
      }
    }
    return -1;
  }

  private MemoryText action(Type.Struct struct) {
    int handler = offset(struct, "sa_handler");
    int mask = offset(struct, "sa_mask");
    int flags = offset(struct, "sa_flags");
    int restorer = offset(struct, "sa_restorer");
    int width = types.abi().pointerWidth();
    boolean old = struct.name().equals("sigaction_old");
    int flagsWidth = old ? 4 : width;
    WordText names = types.symbols().text("sa_flags", flagsWidth);
    WordText handlers = types.symbols().text("sighandler", 8);
    int end = StructLayout.size(struct, types.abi());
    return (call, data, out) -> {
      int holder = old ? -1 : call.holding(data);
      if (holder >= 0 && !isRoomy(call, holder, end)) {
        Digits.address(out, call.address(holder));
        return;
      }
      long at = Words.load(data + handler, width);
      out.append("{sa_handler=");
      handlers.print(at, out);
      SignalSets.print(
          Words.load(data + mask, old ? 4 : 8), old ? 32 : 64, style(), out.append(", sa_mask="));
      long word = Words.load(data + flags, flagsWidth);
      names.print(word, out.append(", sa_flags="));
      if (restorer >= 0 && (word & SA_RESTORER) != 0) {
        Digits.address(out.append(", sa_restorer="), Words.load(data + restorer, width));
      }
      out.append('}');
    };
  }

  /** Whether the set can be read that strace expects: one of 512 signals. */
  private static boolean isRoomy(CallView call, int holder, int end) {
    int rest = call.findAny(call.phase(holder), call.address(holder) + end);
    return rest >= 0 && call.length(rest) == LARGE_SET - SET_SIZE;
  }

  /** What a timer or a queue does: the signal has a name only where one is sent. */
  private MemoryText event(Type.Struct struct) {
    int signal = offset(struct, "sigev_signo");
    int notify = offset(struct, "sigev_notify");
    int more = offset(struct, "_");
    int width = types.abi().pointerWidth();
    WordText kinds = types.symbols().text("sigev_notify", 4);
    return (call, data, out) -> {
      out.append('{');
      long value = Words.load(data, width);
      if (value != 0) {
        out.append("sigev_value={sival_int=").append((int) value);
        Digits.address(out.append(", sival_ptr="), value);
        out.append("}, ");
      }
      int kind = (int) Words.load(data + notify, 4);
      int number = (int) Words.load(data + signal, 4);
      out.append("sigev_signo=");
      if (kind == SIGEV_SIGNAL || kind == SIGEV_THREAD || kind == SIGEV_THREAD_ID) {
        Words.signal(number, out);
      } else {
        Digits.unsigned(out, number & 0xffff_ffffL);
      }
      kinds.print(kind, out.append(", sigev_notify="));
      if (kind == SIGEV_THREAD_ID) {
        out.append(", sigev_notify_thread_id=").append((int) Words.load(data + more, 4));
      } else if (kind == SIGEV_THREAD) {
        Digits.address(out.append(", sigev_notify_function="), Words.load(data + more, width));
        long attributes = Words.load(data + more + width, width);
        Digits.address(out.append(", sigev_notify_attributes="), attributes);
      }
      out.append('}');
    };
  }

  /** The set of pselect6, behind a pointer of its own. */
  private MemoryText pack(Type.Struct struct) {
    int width = types.abi().pointerWidth();
    return (call, data, out) -> {
      long address = Words.load(data, width);
      long size = Words.load(data + width, width);
      boolean right = size >= width && size <= SET_SIZE;
      int capture = address == 0 || !right ? -1 : call.findAny(Capture.ENTRY, address);
      out.append("{sigmask=");
      if (capture < 0 || call.length(capture) < size) {
        Digits.address(out, address);
      } else {
        SignalSets.print(bits(call.data(capture), (int) size), 64, style(), out);
      }
      Digits.unsigned(out.append(", sigsetsize="), size);
      out.append('}');
    };
  }
}
