package dev.systape.schema.text;

import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Direction;
import dev.systape.schema.model.Length;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The calls that strace writes in a way of their own. */
final class CallForms {
  private static final int F_GETFD = 1;
  private static final int F_GETFL = 3;
  private static final int F_GETLEASE = 1025;
  private static final long UTIME_NOW = (1L << 30) - 1;
  private static final long UTIME_OMIT = (1L << 30) - 2;
  private static final int SIGINFO_SIZE = 128;

  private final ArgumentTexts types;
  private final SymbolSets symbols;

  CallForms(ArgumentTexts types, SymbolSets symbols) {
    this.types = types;
    this.symbols = symbols;
  }

  /** What becomes of a call's plain form. */
  CallText apply(CallDef call, CallText plain) {
    List<ArgumentText> arguments = new ArrayList<>(plain.arguments());
    ResultText result = plain.result();
    switch (call.name()) {
      case "fcntl", "fcntl64" -> result = fcntlResult(plain.result());
      case "clone" -> arguments = cloneArguments(call, arguments);
      default -> change(call, arguments);
    }
    return new CallText(plain.name(), arguments, result, plain.returns());
  }

  private void change(CallDef call, List<ArgumentText> arguments) {
    switch (call.name()) {
      case "getdents", "getdents64" ->
          arguments.set(1, new DirectoryEntries(types.abi(), call.name()));
      case "getcwd" -> arguments.set(0, atExit(0, CallForms::isAny, this::workingDirectory));
      case "getrandom" ->
          arguments.set(
              0,
              types
                  .strings()
                  .buffer(
                      0,
                      Direction.OUT,
                      new Length.Min(new Length.Result(), new Length.Argument(1)),
                      Quotes.HEX_ALWAYS));
      case "waitid" -> arguments.set(2, signalInfo(2, Capture.EXIT));
      case "pidfd_send_signal" -> arguments.set(2, signalInfo(2, Capture.ENTRY));
      case "setsockopt" -> arguments.set(3, new SocketOption(types, false));
      case "getsockopt" -> arguments.set(3, new SocketOption(types, true));
      case "utimensat" -> arguments.set(2, this::times);
      case "sendfile" -> arguments.set(2, offset(2, types.abi().pointerWidth(), true));
      case "splice", "copy_file_range" -> {
        arguments.set(1, offset(1, Long.BYTES, false));
        arguments.set(3, offset(3, Long.BYTES, false));
      }
      default -> {}
    }
  }

  private static boolean isAny(CallView view) {
    return true;
  }

  private static Type type(CallDef call, int parameter) {
    return call.parameters().get(parameter).type();
  }

  /** An argument that is there only where a condition holds. */
  static ArgumentText when(Predicate<CallView> condition, ArgumentText text) {
    return new ArgumentText() {
      @Override
      public void print(CallView call, StringBuilder out) {
        text.print(call, out);
      }

      @Override
      public boolean isPresent(CallView call) {
        return condition.test(call) && text.isPresent(call);
      }

      @Override
      public boolean isAtExit() {
        return text.isAtExit();
      }
    };
  }

  /** What the kernel wrote, where the call succeeded and a condition holds; else its address. */
  static ArgumentText atExit(int argument, Predicate<CallView> condition, ArgumentText text) {
    return new ArgumentText() {
      @Override
      public void print(CallView call, StringBuilder out) {
        if (call.argument(argument) != 0 && call.succeeded() && condition.test(call)) {
          text.print(call, out);
        } else {
          Digits.address(out, call.argument(argument));
        }
      }

      @Override
      public boolean isAtExit() {
        return true;
      }
    };
  }

  private static ArgumentText named(String name, ArgumentText text) {
    return new ArgumentText() {
      @Override
      public void print(CallView call, StringBuilder out) {
        text.print(call, out.append(name));
      }

      @Override
      public boolean isPresent(CallView call) {
        return text.isPresent(call);
      }

      @Override
      public boolean isAtExit() {
        return text.isAtExit();
      }
    };
  }

  /** clone: the arguments have names, and those that the flags do not ask for are left out. */
  private List<ArgumentText> cloneArguments(CallDef call, List<ArgumentText> plain) {
    int child = call.parameters().get(3).name().equals("child_tid") ? 3 : 4;
    WordText names = symbols.text("clone2_flags", 8);
    ArgumentText flags = (view, out) -> cloneFlags(names, view, out);
    return List.of(
        named("child_stack=", plain.get(1)),
        named("flags=", flags),
        when(view -> (view.argument(0) & 0x101000) != 0, named("parent_tid=", plain.get(2))),
        when(view -> (view.argument(0) & 0x80000) != 0, named("tls=", pointer(7 - child))),
        when(view -> (view.argument(0) & 0x1200000) != 0, named("child_tidptr=", pointer(child))));
  }

  private static ArgumentText pointer(int argument) {
    return (call, out) -> Digits.address(out, call.argument(argument));
  }

  /** The signal at exit stands last. */
  private static void cloneFlags(WordText names, CallView call, StringBuilder out) {
    long word = call.argument(0);
    int start = out.length();
    if ((word & ~0xffL) != 0) {
      names.print(word & ~0xffL, out);
    }
    if ((word & 0xff) != 0 || out.length() == start) {
      Words.signal((int) word & 0xff, out.append(out.length() == start ? "" : "|"));
    }
  }

  private ResultText fcntlResult(ResultText plain) {
    WordText open = symbols.text("open_flags", 4);
    WordText descriptor = symbols.text("fd_flags", 4);
    WordText lock = symbols.text("lock_type", 4);
    return (call, out) -> {
      long command = (int) call.argument(1);
      if (command == F_GETFL) {
        note(call, open, " (flags ", out);
      } else if (command == F_GETFD && call.result() != 0) {
        note(call, descriptor, " (flags ", out);
      } else if (command == F_GETLEASE) {
        note(call, lock, " (", out);
      } else {
        plain.print(call, out);
      }
    };
  }

  private static void note(CallView call, WordText names, String start, StringBuilder out) {
    Digits.hex(out, call.result());
    names.print(call.result(), out.append(start));
    out.append(')');
  }

  private void workingDirectory(CallView call, StringBuilder out) {
    long address = call.argument(0);
    int capture = call.find(0, Capture.EXIT, address);
    if (capture < 0) {
      Digits.address(out, address);
      return;
    }
    int length = call.length(capture);
    int end = Quotes.untilNul(call.data(capture), length);
    Quotes.quote(out, call.data(capture), end, types.options().hexStrings());
    out.append(end == length && length < call.result() ? "..." : "");
  }

  private ArgumentText signalInfo(int argument, int phase) {
    ArgumentText text =
        (call, out) -> {
          long address = call.argument(argument);
          int capture = address == 0 ? -1 : call.find(argument, phase, address);
          if (capture < 0 || call.length(capture) < SIGINFO_SIZE) {
            Digits.address(out, address);
          } else {
            SignalInfo.print(call.data(capture), types.abi(), out);
          }
        };
    return phase == Capture.EXIT ? atExit(argument, CallForms::isAny, text) : text;
  }

  /** Times with what they are on the clock, UTC. */
  private void times(CallView call, StringBuilder out) {
    long address = call.argument(2);
    int width = types.abi().pointerWidth();
    int capture = address == 0 ? -1 : call.find(2, Capture.ENTRY, address);
    if (capture < 0 || call.length(capture) < 4 * width) {
      Digits.address(out, address);
      return;
    }
    out.append('[');
    for (int i = 0; i < 2; i++) {
      long time = call.data(capture) + 2L * width * i;
      long nanos = Words.signed(Words.load(time + width, width), width);
      out.append(i == 0 ? "" : ", ");
      if (nanos == UTIME_NOW || nanos == UTIME_OMIT) {
        out.append(nanos == UTIME_NOW ? "UTIME_NOW" : "UTIME_OMIT");
      } else {
        time(Words.signed(Words.load(time, width), width), nanos, out);
      }
    }
    out.append(']');
  }

  private static void time(long seconds, long nanos, StringBuilder out) {
    out.append("{tv_sec=").append(seconds).append(", tv_nsec=").append(nanos).append('}');
    Times.clock(seconds, nanos, out);
  }

  /** A position in memory, at entry; that at exit behind it where strace tells it. */
  private static ArgumentText offset(int argument, int width, boolean after) {
    return new ArgumentText() {
      @Override
      public void print(CallView call, StringBuilder out) {
        long address = call.argument(argument);
        int capture = address == 0 ? -1 : call.find(argument, Capture.ENTRY, address);
        if (capture < 0 || call.length(capture) < width || call.has(capture, Capture.LATE)) {
          Digits.address(out, address);
          return;
        }
        bracketed(call, capture, out);
        int exit = after && call.succeeded() ? call.find(argument, Capture.EXIT, address) : -1;
        if (exit >= 0 && call.length(exit) >= width && call.result() != 0) {
          bracketed(call, exit, out.append(" => "));
        }
      }

      @Override
      public boolean isAtExit() {
        return after;
      }
    };
  }

  private static void bracketed(CallView call, int capture, StringBuilder out) {
    int width = call.length(capture);
    out.append('[').append(Words.signed(Words.load(call.data(capture), width), width)).append(']');
  }
}
