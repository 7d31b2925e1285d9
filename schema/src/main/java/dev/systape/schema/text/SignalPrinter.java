package dev.systape.schema.text;

import dev.systape.schema.numbers.SignalNames;

/** Writes signals and the ends of threads as strace does. */
public final class SignalPrinter {
  private static final int TERMINATION_SIGNAL = 0x7f;
  private static final int CORE_DUMP = 0x80;

  /** A printer. */
  public SignalPrinter() {}

  /**
   * Appends the line of a signal that was delivered.
   *
   * @param siginfo the kernel's siginfo_t of a 64-bit kernel, raw; empty where it is not known
   */
  public void signal(int signo, byte[] siginfo, StringBuilder out) {
    out.append("--- ");
    Words.signal(signo, out);
    out.append(' ');
    if (siginfo.length >= SignalInfo.SIZE) {
      SignalInfo.print(siginfo, out);
    } else {
      out.append("{si_signo=");
      Words.signal(signo, out);
      out.append('}');
    }
    out.append(" ---");
  }

  /** Appends the line of a thread that ended with a status of wait(2). */
  public void exit(int waitStatus, StringBuilder out) {
    int signal = waitStatus & TERMINATION_SIGNAL;
    if (signal == 0) {
      out.append("+++ exited with ").append(waitStatus >>> 8 & 0xff);
    } else {
      String name = SignalNames.name(signal);
      out.append("+++ killed by ").append(name == null ? "SIG_" + signal : name);
      out.append((waitStatus & CORE_DUMP) == 0 ? "" : " (core dumped)");
    }
    out.append(" +++");
  }
}
