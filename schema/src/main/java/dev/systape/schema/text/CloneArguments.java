package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;

/** The struct clone_args of clone3(2), as long as the call says, and what the kernel answers. */
final class CloneArguments implements ArgumentText {
  private static final long PIDFD = 0x1000;
  private static final long SETTLS = 0x80000;
  private static final long PARENT_SETTID = 0x100000;
  private static final long CHILD_TID = 0x1200000;
  private static final long INTO_CGROUP = 0x200000000L;

  /** Where the fields of linux/sched.h lie, 8 bytes each. */
  private static final int FLAGS = 0;

  private static final int PIDFD_AT = FLAGS + 8;
  private static final int CHILD = PIDFD_AT + 8;
  private static final int PARENT = CHILD + 8;
  private static final int SIGNAL = PARENT + 8;
  private static final int STACK = SIGNAL + 8;
  private static final int STACK_SIZE = STACK + 8;
  private static final int TLS = STACK_SIZE + 8;
  private static final int SET_TID = TLS + 8;
  private static final int SET_TID_SIZE = SET_TID + 8;
  private static final int CGROUP = SET_TID_SIZE + 8;
  private static final int KNOWN = CGROUP + 8;
  private static final int OLDEST = SET_TID;
  private static final int PAGE = 4096;
  private static final int TIDS_MAX = 32;

  private final TextOptions options;
  private final WordText flags;

  CloneArguments(ArgumentTexts types) {
    options = types.options();
    flags = types.symbols().text("clone_flags", 8);
  }

  @Override
  public boolean isAtExit() {
    return false;
  }

  @Override
  public void print(CallView call, StringBuilder out) {
    long address = call.argument(0);
    long size = call.argument(1);
    int capture = address == 0 ? -1 : call.find(0, Capture.ENTRY, address);
    boolean small = Long.compareUnsigned(size, OLDEST) < 0;
    int known = Long.compareUnsigned(size, KNOWN) < 0 ? (int) size : KNOWN;
    if (small || capture < 0 || call.length(capture) < known) {
      Digits.address(out, address);
      return;
    }
    long data = call.data(capture);
    long word = Memory.getLong(data);
    fields(call, data, known, word, out);
    if (Long.compareUnsigned(size, PAGE) > 0) {
      out.append(", ???");
    } else {
      tail(call, capture, (int) size, out);
    }
    out.append('}');
    if (call.succeeded() && (word & (PIDFD | PARENT_SETTID)) != 0) {
      answer(call, data, word, out);
    }
  }

  private void fields(CallView call, long data, int size, long word, StringBuilder out) {
    flags.print(word, out.append("{flags="));
    if ((word & PIDFD) != 0) {
      Digits.address(out.append(", pidfd="), Memory.getLong(data + PIDFD_AT));
    }
    if ((word & CHILD_TID) != 0) {
      Digits.address(out.append(", child_tid="), Memory.getLong(data + CHILD));
    }
    if ((word & PARENT_SETTID) != 0) {
      Digits.address(out.append(", parent_tid="), Memory.getLong(data + PARENT));
    }
    long signal = Memory.getLong(data + SIGNAL);
    out.append(", exit_signal=");
    if (signal >>> 31 == 0) {
      Words.signal((int) signal, out);
    } else {
      Digits.unsigned(out, signal);
    }
    Digits.address(out.append(", stack="), Memory.getLong(data + STACK));
    Digits.hex(out.append(", stack_size="), Memory.getLong(data + STACK_SIZE));
    if ((word & SETTLS) != 0) {
      Digits.address(out.append(", tls="), Memory.getLong(data + TLS));
    }
    if (size >= SET_TID_SIZE) {
      long tids = Memory.getLong(data + SET_TID);
      long count = size < CGROUP ? 0 : Memory.getLong(data + SET_TID_SIZE);
      if (tids != 0 || count != 0) {
        tids(call, tids, count, out.append(", set_tid="));
        Digits.unsigned(out.append(", set_tid_size="), count);
      }
    }
    long group = size < KNOWN ? 0 : Memory.getLong(data + CGROUP);
    if (size >= KNOWN && ((word & INTO_CGROUP) != 0 || group != 0)) {
      Digits.unsigned(out.append(", cgroup="), group);
    }
  }

  private void tids(CallView call, long address, long count, StringBuilder out) {
    int capture = address == 0 ? -1 : call.find(0, Capture.ENTRY, address);
    if (count <= 0 || count > TIDS_MAX || capture < 0 || call.length(capture) < 4) {
      Digits.address(out, address);
    } else {
      Elements.print(call, CloneArguments::tid, 4, capture, address, count, options, out);
    }
  }

  private static void tid(CallView call, long data, StringBuilder out) {
    out.append(Memory.getInt(data));
  }

  private void tail(CallView call, int capture, int size, StringBuilder out) {
    long data = call.data(capture);
    int end = Math.min(size, call.length(capture));
    boolean zero = true;
    for (int i = KNOWN; i < end && zero; i++) {
      zero = Memory.getU8(data + i) == 0;
    }
    if (end < size) {
      out.append(", ???");
    } else if (!zero) {
      out.append(", /* bytes ").append(KNOWN).append("..").append(end - 1).append(" */ ");
      int shown = Math.min(end - KNOWN, options.stringLimit());
      Quotes.quote(out, data + KNOWN, shown, Quotes.HEX_ALWAYS);
      out.append(shown < end - KNOWN ? "..." : "");
    }
  }

  private static void answer(CallView call, long data, long word, StringBuilder out) {
    out.append(" => {");
    if ((word & PIDFD) != 0) {
      number(call, Memory.getLong(data + PIDFD_AT), out.append("pidfd="));
    }
    if ((word & PARENT_SETTID) != 0) {
      out.append((word & PIDFD) == 0 ? "" : ", ");
      number(call, Memory.getLong(data + PARENT), out.append("parent_tid="));
    }
    out.append('}');
  }

  private static void number(CallView call, long address, StringBuilder out) {
    int capture = address == 0 ? -1 : call.find(0, Capture.EXIT, address);
    if (capture < 0 || call.length(capture) < 4) {
      Digits.address(out, address);
    } else {
      out.append('[').append(Memory.getInt(call.data(capture))).append(']');
    }
  }
}
