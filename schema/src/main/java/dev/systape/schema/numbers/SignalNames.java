package dev.systape.schema.numbers;

/**
 * Signals by number, as signal(7) names them on x86 and arm64; real-time signals as strace does:
 * SIGRT_2 is number 34, for 32 and 33 are the C library's.
 */
public final class SignalNames {
  private static final int SIGRTMIN = 32;
  private static final int LAST = 64;
  private static final String[] STANDARD =
      ("HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF"
              + " WINCH IO PWR SYS")
          .split(" ");

  private SignalNames() {}

  /**
   * The name with its SIG, e.g. {@code SIGCHLD}, {@code SIGRTMIN}, {@code SIGRT_3}; null where the
   * number is no signal.
   */
  public static String name(int signal) {
    if (signal < 1 || signal > LAST) {
      return null;
    }
    if (signal < SIGRTMIN) {
      return "SIG" + STANDARD[signal - 1];
    }
    return signal == SIGRTMIN ? "SIGRTMIN" : "SIGRT_" + (signal - SIGRTMIN);
  }
}
