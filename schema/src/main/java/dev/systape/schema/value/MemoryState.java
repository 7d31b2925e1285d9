package dev.systape.schema.value;

import dev.systape.schema.numbers.ErrnoNames;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.text.CallView;

/**
 * What the tape holds of the program's memory at an address: an object with the {@code state}, and
 * with the {@code value} as far as there are bytes. States:
 *
 * <ul>
 *   <li>{@code whole}: all that the call speaks of
 *   <li>{@code truncated}: cut by a limit of the recording; {@code length} says how long it was
 *   <li>{@code unreadable}: the memory ended before, with {@code errno}
 *   <li>{@code limit}: not tried, because too much came before
 *   <li>{@code missing}: the tape has no capture of it
 * </ul>
 *
 * <p>{@code late} is true of what was there at entry but could only be read at exit.
 */
final class MemoryState {
  /** In place of how long the value should be, where the call does not say. */
  static final long UNKNOWN = -1;

  private MemoryState() {}

  /** Writes the value that is in the bytes. */
  interface Body {
    /**
     * Writes it.
     *
     * @param data address of the bytes
     * @param length how many there are
     */
    void write(long data, int length);
  }

  /**
   * Writes the object.
   *
   * @param capture its index, or -1
   * @param wanted bytes that the call speaks of, or {@link #UNKNOWN}
   * @param text whether it is a string or a vector, which is whole where its end is there
   */
  static void write(
      CallView call, int capture, long wanted, boolean text, ValueSink sink, Body body) {
    write(call, capture, wanted, text, sink, body, (data, length) -> {});
  }

  /**
   * Likewise, with more members.
   *
   * @param more writes them, of the same bytes
   */
  static void write(
      CallView call, int capture, long wanted, boolean text, ValueSink sink, Body body, Body more) {
    if (capture < 0 && wanted == 0) {
      empty(sink, body);
      return;
    }
    sink.beginObject();
    sink.name("state");
    if (capture < 0) {
      sink.text("missing");
      sink.endObject();
      return;
    }
    String state = state(call, capture, wanted, text);
    int length = call.length(capture);
    sink.text(state);
    if (call.errno(capture) != 0) {
      sink.name("errno");
      String name = ErrnoNames.name(call.errno(capture));
      sink.text(name == null ? Integer.toString(call.errno(capture)) : name);
    }
    if (!state.equals("whole") && call.originalLength(capture) != Capture.UNKNOWN_LENGTH) {
      sink.name("length");
      sink.unsigned(call.originalLength(capture));
    }
    if (call.has(capture, Capture.LATE)) {
      sink.name("late");
      sink.truth(true);
    }
    if (length > 0 || state.equals("whole") || state.equals("truncated")) {
      sink.name("value");
      int shown = wanted < 0 || length <= wanted ? length : (int) wanted;
      body.write(call.data(capture), shown);
      more.write(call.data(capture), shown);
    }
    sink.endObject();
  }

  private static String state(CallView call, int capture, long wanted, boolean text) {
    int length = call.length(capture);
    if (wanted >= 0 && length >= wanted && !text) {
      return "whole";
    }
    if (call.errno(capture) != 0) {
      return "unreadable";
    }
    if (call.has(capture, Capture.LIMIT)) {
      return "limit";
    }
    boolean cut =
        call.has(capture, Capture.TRUNCATED)
            || call.has(capture, Capture.CONTINUED)
            || wanted >= 0 && length < wanted
            || text && !call.has(capture, Capture.STRING);
    return cut ? "truncated" : "whole";
  }

  /** Writes what has no bytes, and needs none. */
  static void empty(ValueSink sink, Body body) {
    sink.beginObject();
    sink.name("state");
    sink.text("whole");
    sink.name("value");
    body.write(0, 0);
    sink.endObject();
  }
}
