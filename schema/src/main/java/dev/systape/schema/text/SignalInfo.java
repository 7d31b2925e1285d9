package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes a siginfo_t as a 64-bit kernel lays it out (asm-generic/siginfo.h): which members of its
 * union are there follows from the signal and the code, as sigaction(2) lists them.
 */
final class SignalInfo {
  /** Bytes of a siginfo_t. */
  static final int SIZE = 128;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int ERRNO = 4;
  private static final int CODE = 8;
  private static final int PID = 16;
  private static final int UID = 20;
  private static final int VALUE = 24;
  private static final int STATUS = 24;
  private static final int USER_TIME = 32;
  private static final int SYSTEM_TIME = 40;

  private static final int SIGILL = 4;
  private static final int SIGTRAP = 5;
  private static final int SIGBUS = 7;
  private static final int SIGFPE = 8;
  private static final int SIGSEGV = 11;
  private static final int SIGCHLD = 17;
  private static final int SIGIO = 29;
  private static final int SIGSYS = 31;

  private static final int SI_TIMER = -2;
  private static final int SI_MESGQ = -3;
  private static final int SI_TKILL = -6;
  private static final int SI_KERNEL = 0x80;
  private static final int CLD_EXITED = 1;

  /** Codes from 0 down. */
  private static final String[] USER_CODES = {
    "SI_USER", "SI_QUEUE", "SI_TIMER", "SI_MESGQ", "SI_ASYNCIO", "SI_SIGIO", "SI_TKILL"
  };

  private SignalInfo() {}

  /** Writes one that lies in memory. */
  static void print(long data, StringBuilder out) {
    print(Memory.bytes(data, SIZE), out);
  }

  /** Writes one. */
  static void print(byte[] info, StringBuilder out) {
    int signal = word(info, 0);
    int code = word(info, CODE);
    Words.signal(signal, out.append("{si_signo="));
    code(signal, code, out.append(", si_code="));
    if (word(info, ERRNO) != 0) {
      out.append(", si_errno=").append(word(info, ERRNO));
    }
    if (code == SI_TIMER) {
      Digits.hex(out.append(", si_timerid="), word(info, PID) & 0xffff_ffffL);
      out.append(", si_overrun=").append(word(info, UID));
      value(info, out);
    } else if (code <= 0) {
      sender(info, out);
      if (code != 0 && code != SI_TKILL && (code >= SI_MESGQ || wide(info, VALUE) != 0)) {
        value(info, out);
      }
    } else {
      raised(signal, code, info, out);
    }
    out.append('}');
  }

  private static void raised(int signal, int code, byte[] info, StringBuilder out) {
    switch (signal) {
      case SIGCHLD -> child(code, info, out);
      case SIGILL, SIGFPE, SIGSEGV, SIGBUS, SIGTRAP ->
          Digits.address(out.append(", si_addr="), wide(info, PID));
      case SIGIO -> {
        out.append(", si_band=").append(wide(info, PID));
        out.append(", si_fd=").append(word(info, VALUE));
      }
      case SIGSYS -> {
        Digits.address(out.append(", si_call_addr="), wide(info, PID));
        out.append(", si_syscall=").append(word(info, VALUE));
        Digits.hex(out.append(", si_arch="), word(info, VALUE + 4) & 0xffff_ffffL);
      }
      default -> {
        if (wide(info, PID) != 0) {
          sender(info, out);
        }
      }
    }
  }

  private static void child(int code, byte[] info, StringBuilder out) {
    sender(info, out);
    out.append(", si_status=");
    if (code == CLD_EXITED) {
      out.append(word(info, STATUS));
    } else {
      Words.signal(word(info, STATUS), out);
    }
    StructForms.ticks(wide(info, USER_TIME), out.append(", si_utime="));
    StructForms.ticks(wide(info, SYSTEM_TIME), out.append(", si_stime="));
  }

  private static void sender(byte[] info, StringBuilder out) {
    out.append(", si_pid=").append(word(info, PID));
    Digits.unsigned(out.append(", si_uid="), word(info, UID) & 0xffff_ffffL);
  }

  private static void value(byte[] info, StringBuilder out) {
    out.append(", si_int=").append(word(info, VALUE));
    Digits.address(out.append(", si_ptr="), wide(info, VALUE));
  }

  private static void code(int signal, int code, StringBuilder out) {
    String name = name(signal, code);
    if (name == null) {
      Digits.hex(out, code & 0xffff_ffffL);
    } else {
      out.append(name);
    }
  }

  private static String name(int signal, int code) {
    if (code == SI_KERNEL) {
      return "SI_KERNEL";
    }
    if (code <= 0) {
      return code > -USER_CODES.length ? USER_CODES[-code] : null;
    }
    String[] names =
        switch (signal) {
          case SIGCHLD -> Codes.CHILD;
          case SIGSEGV -> Codes.SEGMENT;
          case SIGBUS -> Codes.BUS;
          case SIGFPE -> Codes.ARITHMETIC;
          case SIGILL -> Codes.INSTRUCTION;
          case SIGTRAP -> Codes.TRAP;
          case SIGIO -> Codes.POLL;
          case SIGSYS -> Codes.CALL;
          default -> Codes.NONE;
        };
    return code <= names.length ? names[code - 1] : null;
  }

  /** Names of codes from 1 up, by signal. */
  private static final class Codes {
    static final String[] NONE = {};
    static final String[] CHILD = {
      "CLD_EXITED", "CLD_KILLED", "CLD_DUMPED", "CLD_TRAPPED", "CLD_STOPPED", "CLD_CONTINUED"
    };
    static final String[] SEGMENT = {
      "SEGV_MAPERR",
      "SEGV_ACCERR",
      "SEGV_BNDERR",
      "SEGV_PKUERR",
      "SEGV_ACCADI",
      "SEGV_ADIDERR",
      "SEGV_ADIPERR",
      "SEGV_MTEAERR",
      "SEGV_MTESERR",
      "SEGV_CPERR"
    };
    static final String[] BUS = {
      "BUS_ADRALN", "BUS_ADRERR", "BUS_OBJERR", "BUS_MCEERR_AR", "BUS_MCEERR_AO"
    };
    static final String[] ARITHMETIC = {
      "FPE_INTDIV",
      "FPE_INTOVF",
      "FPE_FLTDIV",
      "FPE_FLTOVF",
      "FPE_FLTUND",
      "FPE_FLTRES",
      "FPE_FLTINV",
      "FPE_FLTSUB"
    };
    static final String[] INSTRUCTION = {
      "ILL_ILLOPC",
      "ILL_ILLOPN",
      "ILL_ILLADR",
      "ILL_ILLTRP",
      "ILL_PRVOPC",
      "ILL_PRVREG",
      "ILL_COPROC",
      "ILL_BADSTK"
    };
    static final String[] TRAP = {
      "TRAP_BRKPT", "TRAP_TRACE", "TRAP_BRANCH", "TRAP_HWBKPT", "TRAP_UNK", "TRAP_PERF"
    };
    static final String[] POLL = {
      "POLL_IN", "POLL_OUT", "POLL_MSG", "POLL_ERR", "POLL_PRI", "POLL_HUP"
    };
    static final String[] CALL = {"SYS_SECCOMP", "SYS_USER_DISPATCH"};

    private Codes() {}
  }

  private static int word(byte[] info, int offset) {
    return (int) INTS.get(info, offset);
  }

  private static long wide(byte[] info, int offset) {
    return (long) LONGS.get(info, offset);
  }
}
