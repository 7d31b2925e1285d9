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
    if (call.name().equals("clone")) {
      arguments = cloneArguments(call, arguments);
    } else {
      change(call, arguments);
    }
    return new CallText(plain.name(), arguments, plain.result(), plain.returns());
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
      case "sendfile" -> arguments.set(2, offset(2, types.abi().pointerWidth(), true));
      case "sendfile64" -> arguments.set(2, offset(2, Long.BYTES, true));
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
        bracketed(call, capture, after, out);
        int exit = after && call.succeeded() ? call.find(argument, Capture.EXIT, address) : -1;
        if (exit >= 0 && call.length(exit) >= width && call.result() != 0) {
          bracketed(call, exit, after, out.append(" => "));
        }
      }

      @Override
      public boolean isAtExit() {
        return after;
      }
    };
  }

  /** A file offset is a signed number but for sendfile's, of which 64 bits have no sign. */
  private static void bracketed(CallView call, int capture, boolean unsigned, StringBuilder out) {
    int width = call.length(capture);
    long offset = Words.signed(Words.load(call.data(capture), width), width);
    if (unsigned && width == Long.BYTES) {
      Digits.unsigned(out.append('['), offset);
    } else {
      out.append('[').append(offset);
    }
    out.append(']');
  }
}
