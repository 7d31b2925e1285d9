package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Direction;
import dev.systape.schema.model.Length;
import dev.systape.schema.tape.Capture;

/** Writes strings and buffers that arguments point to. Hot: no allocation. */
final class Strings {
  private static final int PATH_MAX = 4096;

  private final TextOptions options;

  Strings(TextOptions options) {
    this.options = options;
  }

  /** A NUL-terminated string of {@code limit} bytes at the most. */
  void text(CallView call, int argument, long address, int limit, StringBuilder out) {
    int capture = address == 0 ? -1 : call.find(argument, Capture.ENTRY, address);
    string(call, capture, address, limit, out);
  }

  /** What of such a string was captured, at an index that may be -1. */
  void string(CallView call, int capture, long address, int limit, StringBuilder out) {
    // strace reads one byte more than it shows, and no more.
    boolean broken = capture >= 0 && call.errno(capture) != 0;
    if (capture < 0
        || broken && (limit >= PATH_MAX || call.length(capture) <= limit)
        || call.has(capture, Capture.LIMIT)) {
      Digits.address(out, address);
      return;
    }
    int length = call.length(capture);
    boolean cut = broken || call.has(capture, Capture.TRUNCATED);
    // Of a name that does not end, the kernel and strace see one byte less: the last has to be NUL.
    int shown = Math.min(cut ? Math.min(length, PATH_MAX - 1) : length, limit);
    Quotes.quote(out, call.data(capture), shown, options.hexStrings());
    out.append(shown < length || cut ? "..." : "");
  }

  /** A buffer argument of a length that the call states. */
  ArgumentText buffer(int argument, Direction direction, Length length, int hexStrings) {
    boolean exit = direction == Direction.OUT;
    return new ArgumentText() {
      @Override
      public void print(CallView call, StringBuilder out) {
        long address = call.argument(argument);
        if (exit && !call.succeeded()) {
          Digits.address(out, address);
        } else {
          int phase = exit ? Capture.EXIT : Capture.ENTRY;
          bytes(call, argument, phase, address, Lengths.of(length, call), hexStrings, out);
        }
      }

      @Override
      public boolean isAtExit() {
        return exit;
      }
    };
  }

  /** Bytes at an address, of which the call says that there are {@code length}. */
  void bytes(
      CallView call,
      int argument,
      int phase,
      long address,
      long length,
      int hexStrings,
      StringBuilder out) {
    // strace reads one byte more than it shows, where there is to be one.
    long read = Math.min(shown(length) + 1L, length & Long.MAX_VALUE);
    int capture = address == 0 ? -1 : call.find(argument, phase, address, read);
    data(call, capture, address, length, hexStrings, out);
  }

  /** What of such bytes was captured, at an index that may be -1. */
  void data(
      CallView call, int capture, long address, long length, int hexStrings, StringBuilder out) {
    if (address == 0) {
      out.append("NULL");
      return;
    }
    if (length == 0) {
      out.append("\"\"");
      return;
    }
    int limit = shown(length);
    if (isUnreadable(call, capture, length)) {
      Digits.address(out, address);
      return;
    }
    int shown = Math.min(call.length(capture), limit);
    Quotes.quote(out, call.data(capture), shown, hexStrings);
    out.append(Long.compareUnsigned(shown, length) < 0 ? "..." : "");
  }

  /**
   * What of bytes that may end in a NUL was captured, at an index that may be -1: a NUL that would
   * be the last is left out, and then nothing says that there is more.
   */
  void value(CallView call, int capture, long address, long length, StringBuilder out) {
    if (address == 0) {
      out.append("NULL");
    } else if (length == 0) {
      out.append("\"\"");
    } else if (isUnreadable(call, capture, length)) {
      Digits.address(out, address);
    } else {
      int shown = Math.min(call.length(capture), shown(length));
      long data = call.data(capture);
      boolean ended = shown > 0 && Memory.getByte(data + shown - 1) == 0;
      Quotes.quote(out, data, ended ? shown - 1 : shown, options.hexStrings());
      out.append(ended || Long.compareUnsigned(shown, length) >= 0 ? "" : "...");
    }
  }

  private int shown(long length) {
    return Long.compareUnsigned(length, options.stringLimit()) < 0
        ? (int) length
        : options.stringLimit();
  }

  /** Whether bytes are not known, of which strace reads one more than it shows. */
  private boolean isUnreadable(CallView call, int capture, long length) {
    int shown = shown(length);
    return capture < 0
        || call.has(capture, Capture.LIMIT)
        || call.errno(capture) != 0
            && Long.compareUnsigned(
                    call.length(capture), Math.min(shown + 1L, length & Long.MAX_VALUE))
                < 0;
  }

  /** A vector of strings, {@code argv}. */
  void vector(CallView call, int argument, StringBuilder out) {
    long address = call.argument(argument);
    int capture = address == 0 ? -1 : call.find(argument, Capture.ENTRY, address);
    if (capture < 0 || call.errno(capture) != 0 && call.length(capture) == 0) {
      Digits.address(out, address);
      return;
    }
    int width = call.abi().pointerWidth();
    int count = count(call, capture, width);
    int shown = options.verbose() ? count : Math.min(count, options.stringLimit());
    long data = call.data(capture);
    out.append('[');
    for (int i = 0; i < shown; i++) {
      long string = Words.load(data + (long) i * width, width);
      text(call, argument, string, options.stringLimit(), out.append(i == 0 ? "" : ", "));
    }
    out.append(shown < count ? ", ..." : "");
    if (shown == count && !call.has(capture, Capture.STRING)) {
      Digits.hex(out.append(shown == 0 ? "... /* " : ", ... /* "), address + (long) count * width);
      out.append(" */");
    }
    out.append(']');
  }

  /** Only how many strings a vector has, {@code envp}. */
  void vectorSize(CallView call, int argument, StringBuilder out) {
    long address = call.argument(argument);
    Digits.address(out, address);
    int capture = address == 0 ? -1 : call.find(argument, Capture.ENTRY, address);
    if (capture >= 0 && (call.errno(capture) == 0 || call.length(capture) > 0)) {
      int count = count(call, capture, call.abi().pointerWidth());
      out.append(" /* ").append(count).append(count == 1 ? " var" : " vars");
      out.append(call.has(capture, Capture.STRING) ? " */" : ", unterminated */");
    }
  }

  private static int count(CallView call, int capture, int width) {
    int words = call.length(capture) / width;
    boolean ended = words > 0 && call.has(capture, Capture.STRING);
    return ended && Memory.getInt(call.data(capture) + (long) width * (words - 1)) == 0
        ? words - 1
        : words;
  }
}
