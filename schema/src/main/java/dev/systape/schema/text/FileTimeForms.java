package dev.systape.schema.text;

import dev.systape.schema.model.CallDef;
import dev.systape.schema.tape.Capture;

/** The times that utime(2) and its kin set, with what they are on the clock, UTC. */
final class FileTimeForms implements Forms {
  private static final long UTIME_NOW = (1L << 30) - 1;
  private static final long UTIME_OMIT = (1L << 30) - 2;

  private final int word;

  FileTimeForms(ArgumentTexts types) {
    word = types.abi().pointerWidth();
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    return switch (call.name()) {
      case "utime" -> plain.with(1, this::seconds);
      case "utimes" -> plain.with(1, (view, out) -> times(view, 1, word, true, out));
      case "futimesat" -> plain.with(2, (view, out) -> times(view, 2, word, true, out));
      case "utimensat" -> plain.with(2, (view, out) -> times(view, 2, word, false, out));
      case "utimensat_time64" ->
          plain.with(2, (view, out) -> times(view, 2, Long.BYTES, false, out));
      default -> null;
    };
  }

  private static int capture(CallView call, int argument, int size) {
    long address = call.argument(argument);
    int capture = address == 0 ? -1 : call.find(argument, Capture.ENTRY, address);
    return capture < 0 || call.length(capture) < size ? -1 : capture;
  }

  private void seconds(CallView call, StringBuilder out) {
    int capture = capture(call, 1, 2 * word);
    if (capture < 0) {
      Digits.address(out, call.argument(1));
      return;
    }
    long data = call.data(capture);
    long access = Words.signed(Words.load(data, word), word);
    long modification = Words.signed(Words.load(data + word, word), word);
    Times.clock(access, 0, out.append("{actime=").append(access));
    Times.clock(modification, 0, out.append(", modtime=").append(modification));
    out.append('}');
  }

  private static void times(
      CallView call, int argument, int width, boolean micros, StringBuilder out) {
    int capture = capture(call, argument, 4 * width);
    if (capture < 0) {
      Digits.address(out, call.argument(argument));
      return;
    }
    long data = call.data(capture);
    time(data, width, micros, out.append('['));
    time(data + 2L * width, width, micros, out.append(", "));
    out.append(']');
  }

  private static void time(long data, int width, boolean micros, StringBuilder out) {
    long seconds = Words.signed(Words.load(data, width), width);
    long part = Words.load(data + width, width);
    if (!micros && (part == UTIME_NOW || part == UTIME_OMIT)) {
      out.append(part == UTIME_NOW ? "UTIME_NOW" : "UTIME_OMIT");
      return;
    }
    out.append("{tv_sec=").append(seconds).append(micros ? ", tv_usec=" : ", tv_nsec=");
    Digits.unsigned(out, part);
    out.append('}');
    if (micros) {
      Times.microClock(seconds, part, out);
    } else {
      Times.clock(seconds, part, out);
    }
  }
}
