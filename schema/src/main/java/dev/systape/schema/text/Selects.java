package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;
import java.util.List;

/** select(2) and pselect(2): sets of descriptors before the call, and what became of them. */
final class Selects {
  private static final int TIMEOUT = 4;
  private static final String[] LABELS = {"in ", "out ", "except "};

  private Selects() {}

  /** The sets and the timeout are those at entry. */
  static void arguments(
      ArgumentTexts types, List<ArgumentText> arguments, MemoryText timeout, int size) {
    for (int i = 1; i <= LABELS.length; i++) {
      int argument = i;
      arguments.set(i, (call, out) -> set(call, argument, out));
    }
    arguments.set(TIMEOUT, (call, out) -> timeout(call, Capture.ENTRY, timeout, size, out));
    if (arguments.size() > TIMEOUT + 1) {
      arguments.set(TIMEOUT + 1, atEntry(arguments.get(TIMEOUT + 1)));
    }
  }

  private static ArgumentText atEntry(ArgumentText text) {
    return text::print;
  }

  static void timeout(CallView call, int phase, MemoryText text, int size, StringBuilder out) {
    long address = call.argument(TIMEOUT);
    int capture = address == 0 ? -1 : call.find(TIMEOUT, phase, address);
    if (capture < 0
        || call.length(capture) < size
        || phase == Capture.ENTRY && late(call, capture)) {
      Digits.address(out, address);
    } else {
      text.print(call, call.data(capture), out);
    }
  }

  private static boolean late(CallView call, int capture) {
    return call.has(capture, Capture.LATE);
  }

  private static void set(CallView call, int argument, StringBuilder out) {
    long address = call.argument(argument);
    int capture = address == 0 ? -1 : call.find(argument, Capture.ENTRY, address);
    if (address != 0 && (int) call.argument(0) <= 0) {
      Digits.hex(out, address);
    } else if (capture < 0 || call.errno(capture) != 0 || late(call, capture)) {
      Digits.address(out, address);
    } else {
      bits(call.data(capture), limit(call, capture), out);
    }
  }

  private static int limit(CallView call, int capture) {
    return Math.min(8 * call.length(capture), Math.max(0, (int) call.argument(0)));
  }

  /** The numbers of the bits that are set. */
  static void bits(long data, int limit, StringBuilder out) {
    char separator = '[';
    for (int i = 0; i < limit; i++) {
      if ((Memory.getU8(data + (i >>> 3)) >>> (i & 7) & 1) != 0) {
        out.append(separator).append(i);
        separator = ' ';
      }
    }
    out.append(separator == '[' ? "[]" : "]");
  }

  /** Which descriptors are ready, and how much of the timeout is left. */
  static ResultText result(MemoryText timeout, int size) {
    return (call, out) -> {
      out.append(call.result());
      if (call.result() == 0) {
        out.append(" (Timeout)");
        return;
      }
      String separator = " (";
      for (int i = 0; i < LABELS.length; i++) {
        long address = call.argument(i + 1);
        int capture = address == 0 ? -1 : call.find(i + 1, Capture.EXIT, address);
        if (capture >= 0
            && call.errno(capture) == 0
            && hasBit(call.data(capture), limit(call, capture))) {
          bits(call.data(capture), limit(call, capture), out.append(separator).append(LABELS[i]));
          separator = ", ";
        }
      }
      if (call.argument(TIMEOUT) != 0) {
        timeout(call, Capture.EXIT, timeout, size, out.append(separator).append("left "));
        separator = ", ";
      }
      out.append(separator.equals(", ") ? ")" : "");
    };
  }

  private static boolean hasBit(long data, int limit) {
    for (int i = 0; i < limit; i++) {
      if ((Memory.getU8(data + (i >>> 3)) >>> (i & 7) & 1) != 0) {
        return true;
      }
    }
    return false;
  }
}
