package dev.systape.schema.text;

import dev.systape.schema.model.CallDef;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.List;

/** Clocks and sleeping: what is left of a sleep, and the state of a clock. */
final class TimeForms implements Forms {
  private static final int RESTARTS = 512;
  private static final int LAST_RESTART = 516;

  private final ArgumentTexts types;

  TimeForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    List<ArgumentText> arguments = new ArrayList<>(plain.arguments());
    ResultText result = plain.result();
    switch (call.name()) {
      case "time" -> {
        arguments.set(0, CallForms.atExit(0, view -> true, (view, out) -> second(view, true, out)));
        result = TimeForms::clock;
      }
      case "stime" -> arguments.set(0, (view, out) -> second(view, false, out));
      case "nanosleep" -> arguments.set(1, left(1, -1, arguments.get(1)));
      case "clock_nanosleep", "clock_nanosleep_time64" ->
          arguments.set(3, left(3, 1, arguments.get(3)));
      case "adjtimex" -> {
        arguments.set(0, CallForms.atExit(0, view -> true, arguments.get(0)));
        result = state();
      }
      case "clock_adjtime", "clock_adjtime64" -> {
        arguments.set(1, CallForms.atExit(1, view -> true, arguments.get(1)));
        result = state();
      }
      default -> {
        return null;
      }
    }
    return new CallText(plain.name(), arguments, result, plain.returns());
  }

  private static void second(CallView call, boolean exit, StringBuilder out) {
    long address = call.argument(0);
    int width = call.abi().pointerWidth();
    int capture = call.find(0, exit ? Capture.EXIT : Capture.ENTRY, address);
    if (capture < 0 || call.length(capture) < width) {
      Digits.address(out, address);
      return;
    }
    long seconds = Words.signed(Words.load(call.data(capture), width), width);
    Times.clock(seconds, 0, out.append('[').append(seconds));
    out.append(']');
  }

  private static void clock(CallView call, StringBuilder out) {
    Times.when(call.result(), 0, out.append(call.result()).append(" ("));
    out.append(')');
  }

  /** The time that is left, which only an interrupted sleep to no fixed time leaves. */
  private static ArgumentText left(int index, int flags, ArgumentText plain) {
    return new ArgumentText() {
      @Override
      public void print(CallView call, StringBuilder out) {
        long errno = call.hasResult() ? -call.result() : 0;
        boolean interrupted = errno >= RESTARTS && errno <= LAST_RESTART;
        if (interrupted && (flags < 0 || (int) call.argument(flags) == 0)) {
          plain.print(call, out);
        } else {
          Digits.address(out, call.argument(index));
        }
      }

      @Override
      public boolean isAtExit() {
        return true;
      }
    };
  }

  private ResultText state() {
    WordText names = types.symbols().text("time_state", 4);
    return (call, out) -> {
      out.append(call.result()).append(" (");
      names.print(call.result(), out);
      out.append(')');
    };
  }
}
