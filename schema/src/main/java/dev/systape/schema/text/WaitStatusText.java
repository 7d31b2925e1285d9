package dev.systape.schema.text;

/** Status words of wait(2), as conditions on the macros that take them apart. */
final class WaitStatusText {
  private static final int CONTINUED = 0xffff;
  private static final int STOPPED = 0x7f;
  private static final int CORE_DUMP = 0x80;

  private WaitStatusText() {}

  /** Writes a status in braces. */
  static void print(int status, StringBuilder out) {
    int low = status & STOPPED;
    if (status == CONTINUED) {
      out.append("{WIFCONTINUED(s)}");
    } else if ((status & 0xff) == STOPPED) {
      Words.signal(status >>> 8 & 0xff, out.append("{WIFSTOPPED(s) && WSTOPSIG(s) == "));
      out.append('}');
      event(status >>> 16, out);
    } else if (low == 0) {
      out.append("{WIFEXITED(s) && WEXITSTATUS(s) == ").append(status >>> 8 & 0xff).append('}');
      event(status >>> 16, out);
    } else {
      Words.signal(low, out.append("{WIFSIGNALED(s) && WTERMSIG(s) == "));
      out.append((status & CORE_DUMP) == 0 ? "}" : " && WCOREDUMP(s)}");
      event(status >>> 16, out);
    }
  }

  private static void event(int event, StringBuilder out) {
    if (event != 0) {
      Digits.hex(out.append(" | "), (long) event << 16);
    }
  }
}
