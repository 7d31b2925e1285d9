package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;
import java.util.List;

/**
 * select(2) and pselect(2): sets of descriptors before the call, and what became of them. The first
 * select of i386 finds its five words in memory.
 */
final class Selects {
  private static final int TIMEOUT = 4;
  private static final int WORDS = 5;
  private static final int WIDTH = 4;
  private static final String[] LABELS = {"in ", "out ", "except "};

  private final MemoryText time;
  private final int size;
  private final boolean packed;

  /**
   * A form.
   *
   * @param size bytes of the timeout
   * @param packed whether the words lie in memory
   */
  Selects(MemoryText time, int size, boolean packed) {
    this.time = time;
    this.size = size;
    this.packed = packed;
  }

  /** The sets and the timeout are those at entry. */
  void arguments(List<ArgumentText> arguments) {
    for (int i = 1; i <= LABELS.length; i++) {
      int argument = i;
      arguments.set(i, (call, out) -> set(call, argument, out));
    }
    arguments.set(TIMEOUT, (call, out) -> timeout(call, Capture.ENTRY, out));
    if (arguments.size() > TIMEOUT + 1) {
      arguments.set(TIMEOUT + 1, atEntry(arguments.get(TIMEOUT + 1)));
    }
  }

  /** The words that lie in memory; their address where that cannot be read. */
  void all(ArgumentText address, CallView call, StringBuilder out) {
    if (packed(call) < 0) {
      address.print(call, out);
      return;
    }
    out.append((int) word(call, 0));
    for (int i = 1; i <= LABELS.length; i++) {
      set(call, i, out.append(", "));
    }
    timeout(call, Capture.ENTRY, out.append(", "));
  }

  private static int packed(CallView call) {
    int capture = call.find(0, Capture.ENTRY, call.argument(0));
    return capture < 0 || call.length(capture) < WORDS * WIDTH ? -1 : capture;
  }

  private long word(CallView call, int index) {
    if (!packed) {
      return call.argument(index);
    }
    int capture = packed(call);
    return capture < 0 ? 0 : Memory.getU32(call.data(capture) + (long) index * WIDTH);
  }

  private int find(CallView call, int index, int phase) {
    long address = word(call, index);
    return address == 0 ? -1 : call.find(packed ? 0 : index, phase, address);
  }

  private static ArgumentText atEntry(ArgumentText text) {
    return text::print;
  }

  private void timeout(CallView call, int phase, StringBuilder out) {
    int capture = find(call, TIMEOUT, phase);
    if (capture < 0
        || call.length(capture) < size
        || phase == Capture.ENTRY && late(call, capture)) {
      Digits.address(out, word(call, TIMEOUT));
    } else {
      time.print(call, call.data(capture), out);
    }
  }

  private static boolean late(CallView call, int capture) {
    return call.has(capture, Capture.LATE);
  }

  private void set(CallView call, int index, StringBuilder out) {
    long address = word(call, index);
    int capture = find(call, index, Capture.ENTRY);
    if (address != 0 && (int) word(call, 0) <= 0) {
      Digits.hex(out, address);
    } else if (capture < 0 || call.errno(capture) != 0 || late(call, capture)) {
      Digits.address(out, address);
    } else {
      bits(call.data(capture), limit(call, capture), out);
    }
  }

  private int limit(CallView call, int capture) {
    return Math.min(8 * call.length(capture), Math.max(0, (int) word(call, 0)));
  }

  /** The numbers of the bits that are set. */
  static void bits(long data, int limit, StringBuilder out) {
    bits(data, limit, Long.MAX_VALUE, out);
  }

  /** So many of these at the most; returns how many there were. */
  private static int bits(long data, int limit, long most, StringBuilder out) {
    char separator = '[';
    int count = 0;
    for (int i = 0; i < limit && count < most; i++) {
      if ((Memory.getU8(data + (i >>> 3)) >>> (i & 7) & 1) != 0) {
        out.append(separator).append(i);
        separator = ' ';
        count++;
      }
    }
    out.append(separator == '[' ? "[]" : "]");
    return count;
  }

  /** Which descriptors are ready, as many as the result says, and how much of the time is left. */
  void result(CallView call, StringBuilder out) {
    out.append(call.result());
    if (call.result() == 0) {
      out.append(" (Timeout)");
      return;
    }
    String separator = " (";
    long rest = call.result();
    for (int i = 0; i < LABELS.length && rest > 0; i++) {
      int capture = find(call, i + 1, Capture.EXIT);
      if (capture >= 0
          && call.errno(capture) == 0
          && hasBit(call.data(capture), limit(call, capture))) {
        out.append(separator).append(LABELS[i]);
        rest -= bits(call.data(capture), limit(call, capture), rest, out);
        separator = ", ";
      }
    }
    if (word(call, TIMEOUT) != 0) {
      timeout(call, Capture.EXIT, out.append(separator).append("left "));
      separator = ", ";
    }
    out.append(separator.equals(", ") ? ")" : "");
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
