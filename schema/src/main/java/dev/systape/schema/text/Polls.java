package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;
import java.util.List;

/** poll(2) and ppoll(2): what is waited for, and behind the result what came. */
final class Polls {
  private static final int SIZE = 8;
  private static final int EVENTS = 4;
  private static final int REVENTS = 6;

  /** Characters that strace has room for behind the bracket, as measured. */
  private static final int LIST_MAX = 995;

  private Polls() {}

  /**
   * The arguments are those at entry.
   *
   * @param timeout the argument that points to a timeout, -1 where none does
   */
  static void arguments(
      ArgumentTexts types,
      SymbolSets symbols,
      List<ArgumentText> arguments,
      int timeout,
      MemoryText time,
      int size) {
    WordText events = symbols.text("poll_events", 2);
    arguments.set(0, (call, out) -> descriptors(call, events, types.options(), out));
    if (timeout >= 0) {
      arguments.set(timeout, (call, out) -> time(call, timeout, Capture.ENTRY, time, size, out));
    }
  }

  private static void descriptors(
      CallView call, WordText events, TextOptions options, StringBuilder out) {
    long address = call.argument(0);
    long count = call.argument(1) & 0xffff_ffffL;
    int capture = address == 0 ? -1 : call.find(0, Capture.ENTRY, address);
    if (count == 0 && address != 0) {
      out.append("[]");
      return;
    }
    if (capture < 0 || call.length(capture) < SIZE || call.has(capture, Capture.LATE)) {
      Digits.address(out, address);
      return;
    }
    long there = Math.min(count, call.length(capture) / SIZE);
    long shown = options.verbose() ? there : Math.min(there, options.stringLimit());
    out.append('[');
    for (int i = 0; i < shown; i++) {
      long data = call.data(capture) + (long) SIZE * i;
      int fd = Memory.getInt(data);
      out.append(i == 0 ? "{fd=" : ", {fd=").append(fd);
      if (fd >= 0) {
        events.print(Memory.getU16(data + EVENTS), out.append(", events="));
      }
      out.append('}');
    }
    if (shown < there) {
      out.append(", ...");
    } else if (there < count) {
      Digits.hex(out.append(", ... /* "), address + there * SIZE);
      out.append(" */");
    }
    out.append(']');
  }

  private static void time(
      CallView call, int argument, int phase, MemoryText text, int size, StringBuilder out) {
    long address = call.argument(argument);
    int capture = address == 0 ? -1 : call.find(argument, phase, address);
    if (capture < 0
        || call.length(capture) < size
        || phase == Capture.ENTRY && call.has(capture, Capture.LATE)) {
      Digits.address(out, address);
    } else {
      text.print(call, call.data(capture), out);
    }
  }

  /** The descriptors with events, and how much of the timeout is left. */
  static ResultText result(
      ArgumentTexts types, SymbolSets symbols, int timeout, MemoryText time, int size) {
    WordText events = symbols.text("poll_events", 2);
    return (call, out) -> {
      out.append(call.result());
      if (call.result() == 0) {
        out.append(" (Timeout)");
        return;
      }
      int capture = call.find(0, Capture.EXIT, call.argument(0));
      if (capture < 0) {
        return;
      }
      ready(call, capture, events, types.options(), out.append(" (["));
      out.append(']');
      if (timeout >= 0 && call.argument(timeout) != 0) {
        time(call, timeout, Capture.EXIT, time, size, out.append(", left "));
      }
      out.append(')');
    };
  }

  private static void ready(
      CallView call, int capture, WordText events, TextOptions options, StringBuilder out) {
    long count = Math.min(call.argument(1) & 0xffff_ffffL, call.length(capture) / SIZE);
    int start = out.length();
    int shown = 0;
    for (int i = 0; i < count; i++) {
      long data = call.data(capture) + (long) SIZE * i;
      int revents = Memory.getU16(data + REVENTS);
      if (revents != 0) {
        int end = out.length();
        out.append(shown == 0 ? "" : ", ");
        if (!options.verbose() && shown == options.stringLimit()) {
          out.append("...");
          return;
        }
        out.append("{fd=").append(Memory.getInt(data));
        events.print(revents, out.append(", revents="));
        out.append('}');
        if (out.length() - start > LIST_MAX) {
          out.setLength(end);
          out.append(", ...");
          return;
        }
        shown++;
      }
    }
  }
}
