package dev.systape.schema.numbers;

/**
 * Signals by number, as signal(7) names them on x86 and arm64, and what siginfo's {@code si_code}
 * says of their cause (sigaction(2), asm-generic/siginfo.h). Real-time signals as strace names
 * them: SIGRT_2 is number 34, for 32 and 33 are the C library's.
 */
public final class SignalNames {
  private static final int SIGRTMIN = 32;
  private static final int LAST = 64;

  private static final String[] STANDARD =
      words(
          "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT"
              + " STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS");

  /** Causes by signal: the codes from 1 on, a minus where a code has no name. */
  private static final String[][] CAUSES = new String[SIGRTMIN][];

  static {
    CAUSES[4] =
        words(
            "ILL_ILLOPC ILL_ILLOPN ILL_ILLADR ILL_ILLTRP ILL_PRVOPC ILL_PRVREG ILL_COPROC"
                + " ILL_BADSTK ILL_BADIADDR");
    CAUSES[5] = words("TRAP_BRKPT TRAP_TRACE TRAP_BRANCH TRAP_HWBKPT TRAP_UNK TRAP_PERF");
    CAUSES[7] = words("BUS_ADRALN BUS_ADRERR BUS_OBJERR BUS_MCEERR_AR BUS_MCEERR_AO");
    CAUSES[8] =
        words(
            "FPE_INTDIV FPE_INTOVF FPE_FLTDIV FPE_FLTOVF FPE_FLTUND FPE_FLTRES FPE_FLTINV"
                + " FPE_FLTSUB - - - - - FPE_FLTUNK FPE_CONDTRAP");
    CAUSES[11] =
        words(
            "SEGV_MAPERR SEGV_ACCERR SEGV_BNDERR SEGV_PKUERR SEGV_ACCADI SEGV_ADIDERR"
                + " SEGV_ADIPERR SEGV_MTEAERR SEGV_MTESERR SEGV_CPERR");
    CAUSES[17] = words("CLD_EXITED CLD_KILLED CLD_DUMPED CLD_TRAPPED CLD_STOPPED CLD_CONTINUED");
    CAUSES[29] = words("POLL_IN POLL_OUT POLL_MSG POLL_ERR POLL_PRI POLL_HUP");
    CAUSES[31] = words("SYS_SECCOMP SYS_USER_DISPATCH");
  }

  private SignalNames() {}

  private static String[] words(String words) {
    return words.split(" ");
  }

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

  /**
   * The name of a {@code si_code}, e.g. {@code SI_USER}, {@code SEGV_MAPERR}, {@code CLD_EXITED};
   * null where the code has none for this signal. Codes above 0 mean something else with each
   * signal; {@code SI_KERNEL} and those from 0 down mean the same with all.
   */
  public static String code(int signal, int code) {
    String sender = sender(code);
    if (sender != null) {
      return sender;
    }
    String[] causes = signal > 0 && signal < CAUSES.length ? CAUSES[signal] : null;
    if (causes == null || code < 1 || code > causes.length || causes[code - 1].equals("-")) {
      return null;
    }
    return causes[code - 1];
  }

  private static String sender(int code) {
    return switch (code) {
      case 0x80 -> "SI_KERNEL";
      case 0 -> "SI_USER";
      case -1 -> "SI_QUEUE";
      case -2 -> "SI_TIMER";
      case -3 -> "SI_MESGQ";
      case -4 -> "SI_ASYNCIO";
      case -5 -> "SI_SIGIO";
      case -6 -> "SI_TKILL";
      case -7 -> "SI_DETHREAD";
      case -60 -> "SI_ASYNCNL";
      default -> null;
    };
  }
}
