package dev.systape.schema.text;

/** Status words of wait(2), as conditions on the macros that take them apart. */
final class WaitStatusText {
  private static final int CONTINUED = 0xffff;
  private static final int STOPPED = 0x7f;
  private static final int CORE_DUMP = 0x80;
  private static final int CALL_BIT = 0x80;

  /** SIGTRAP with the bit of PTRACE_O_TRACESYSGOOD. */
  private static final int CALL = 5 | CALL_BIT;

  private static final int STOP = 128;

  /** Events of linux/ptrace.h. */
  private static final String[] EVENTS = {
    null, "FORK", "VFORK", "CLONE", "EXEC", "VFORK_DONE", "EXIT", "SECCOMP"
  };

  private WaitStatusText() {}

  /** Writes a status in braces. */
  static void print(int status, StringBuilder out) {
    int low = status & STOPPED;
    if (status == CONTINUED) {
      out.append("{WIFCONTINUED(s)}");
    } else if ((status & 0xff) == STOPPED) {
      stop(status, out.append("{WIFSTOPPED(s) && WSTOPSIG(s) == "));
    } else if (low == 0) {
      out.append("{WIFEXITED(s) && WEXITSTATUS(s) == ").append(status >>> 8 & 0xff).append('}');
      event(status >>> 16, out);
    } else {
      Words.signal(low, out.append("{WIFSIGNALED(s) && WTERMSIG(s) == "));
      out.append((status & CORE_DUMP) == 0 ? "}" : " && WCOREDUMP(s)}");
      event(status >>> 16, out);
    }
  }

  /** What ptrace(2) adds: a bit for a call, the number of an event. */
  private static void stop(int status, StringBuilder out) {
    int signal = status >>> 8 & 0xff;
    Words.signal(signal == CALL ? signal & ~CALL_BIT : signal, out);
    out.append(signal == CALL ? " | 0x80}" : "}");
    int event = status >>> 16;
    if (event == 0) {
      return;
    }
    out.append('|');
    if (event < EVENTS.length || event == STOP) {
      out.append("PTRACE_EVENT_").append(event == STOP ? "STOP" : EVENTS[event]).append("<<16");
    } else {
      Digits.hex(out, event);
      out.append("<<16 /* PTRACE_EVENT_??? */");
    }
  }

  private static void event(int event, StringBuilder out) {
    if (event != 0) {
      Digits.hex(out.append(" | "), (long) event << 16);
    }
  }
}
