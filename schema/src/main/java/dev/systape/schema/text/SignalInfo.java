package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.numbers.ErrnoNames;
import dev.systape.schema.numbers.SignalNames;
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
  private static final int ADDRESS_BITS = 24;
  private static final int LOWER = 32;
  private static final int UPPER = 40;

  private static final int SIGILL = 4;
  private static final int SIGTRAP = 5;
  private static final int SIGBUS = 7;
  private static final int SIGFPE = 8;
  private static final int SIGSEGV = 11;
  private static final int SIGCHLD = 17;
  private static final int SIGIO = 29;
  private static final int SIGSYS = 31;

  private static final int SI_USER = 0;
  private static final int SI_TIMER = -2;
  private static final int SI_SIGIO = -5;
  private static final int SI_TKILL = -6;
  private static final int CLD_EXITED = 1;
  private static final int SEGV_BNDERR = 3;
  private static final int SEGV_PKUERR = 4;
  private static final int BUS_MCEERR_AR = 4;
  private static final int BUS_MCEERR_AO = 5;
  private static final int POLL_HUP = 6;

  private SignalInfo() {}

  /** Writes one that lies in the memory of a program of an ABI. */
  static void print(long data, Abi abi, StringBuilder out) {
    byte[] info = Memory.bytes(data, SIZE);
    print(abi == Abi.I386 ? widened(info) : info, out);
  }

  /**
   * What a 32-bit program has, as the kernel has it: the union begins behind three words, and
   * pointers and clock ticks in it are 32 bits.
   */
  private static byte[] widened(byte[] info) {
    byte[] wide = new byte[SIZE];
    System.arraycopy(info, 0, wide, 0, 12);
    int signal = word(info, 0);
    int code = word(info, CODE);
    boolean fault = signal == SIGILL || signal == SIGFPE || signal == SIGSEGV || signal == SIGBUS;
    fault |= signal == SIGTRAP || signal == SIGSYS;
    if (code > 0 && fault) {
      LONGS.set(wide, PID, word(info, 12) & 0xffff_ffffL);
      INTS.set(wide, VALUE, word(info, 16));
      INTS.set(wide, VALUE + 4, word(info, 20));
      boolean bounds = signal == SIGSEGV && code == SEGV_BNDERR;
      LONGS.set(wide, LOWER, word(info, 20) & 0xffff_ffffL);
      LONGS.set(wide, UPPER, bounds ? word(info, 24) & 0xffff_ffffL : 0);
    } else if (code == SI_SIGIO || code > 0 && signal == SIGIO) {
      LONGS.set(wide, PID, (long) word(info, 12));
      INTS.set(wide, VALUE, word(info, 16));
    } else {
      INTS.set(wide, PID, word(info, 12));
      INTS.set(wide, UID, word(info, 16));
      LONGS.set(wide, VALUE, word(info, 20) & 0xffff_ffffL);
      LONGS.set(wide, USER_TIME, (long) word(info, 24));
      LONGS.set(wide, SYSTEM_TIME, (long) word(info, 28));
    }
    return wide;
  }

  /** Writes one. */
  static void print(byte[] info, StringBuilder out) {
    int signal = word(info, 0);
    int code = word(info, CODE);
    if (signal == 0) {
      out.append("{}");
      return;
    }
    Words.signal(signal, out.append("{si_signo="));
    code(signal, code, out.append(", si_code="));
    int errno = word(info, ERRNO);
    if (errno != 0) {
      String name = ErrnoNames.name(errno);
      out.append(", si_errno=");
      if (name == null) {
        Digits.unsigned(out, errno & 0xffff_ffffL);
      } else {
        out.append(name);
      }
    }
    if (code <= 0) {
      sent(code, info, out);
    } else {
      raised(signal, code, info, out);
    }
    out.append('}');
  }

  /** From a program, or for one. */
  private static void sent(int code, byte[] info, StringBuilder out) {
    switch (code) {
      case SI_USER, SI_TKILL -> sender(info, out);
      case SI_TIMER -> {
        Digits.hex(out.append(", si_timerid="), word(info, PID) & 0xffff_ffffL);
        out.append(", si_overrun=").append(word(info, UID));
        value(info, out);
      }
      case SI_SIGIO -> band(info, out);
      default -> {
        sender(info, out);
        if (wide(info, VALUE) != 0) {
          value(info, out);
        }
      }
    }
  }

  private static void raised(int signal, int code, byte[] info, StringBuilder out) {
    switch (signal) {
      case SIGCHLD -> child(code, info, out);
      case SIGILL, SIGFPE, SIGTRAP -> address(info, out);
      case SIGSEGV -> segment(code, info, out);
      case SIGBUS -> {
        address(info, out);
        if (code == BUS_MCEERR_AR || code == BUS_MCEERR_AO) {
          Digits.hex(out.append(", si_addr_lsb="), word(info, ADDRESS_BITS) & 0xffffL);
        }
      }
      case SIGIO -> {
        if (code <= POLL_HUP) {
          band(info, out);
        }
      }
      case SIGSYS -> {
        Digits.address(out.append(", si_call_addr="), wide(info, PID));
        AuditArchitectures.call(word(info, VALUE), word(info, VALUE + 4), out);
      }
      default -> {
        if (word(info, PID) != 0 || word(info, UID) != 0) {
          sender(info, out);
        }
        if (wide(info, VALUE) != 0) {
          value(info, out);
        }
      }
    }
  }

  private static void address(byte[] info, StringBuilder out) {
    Digits.address(out.append(", si_addr="), wide(info, PID));
  }

  private static void segment(int code, byte[] info, StringBuilder out) {
    address(info, out);
    if (code == SEGV_BNDERR) {
      Digits.address(out.append(", si_lower="), wide(info, LOWER));
      Digits.address(out.append(", si_upper="), wide(info, UPPER));
    } else if (code == SEGV_PKUERR) {
      Digits.unsigned(out.append(", si_pkey="), word(info, LOWER) & 0xffff_ffffL);
    }
  }

  private static void band(byte[] info, StringBuilder out) {
    out.append(", si_band=").append(wide(info, PID));
    out.append(", si_fd=").append(word(info, VALUE));
  }

  private static void child(int code, byte[] info, StringBuilder out) {
    sender(info, out);
    out.append(", si_status=");
    if (code == CLD_EXITED) {
      out.append(word(info, STATUS));
    } else {
      Words.signal(word(info, STATUS), out);
    }
    ticks(wide(info, USER_TIME), out.append(", si_utime="));
    ticks(wide(info, SYSTEM_TIME), out.append(", si_stime="));
  }

  /** Clock ticks, unsigned, and what they are in seconds. */
  private static void ticks(long value, StringBuilder out) {
    Digits.unsigned(out, value);
    if (value != 0) {
      long seconds = Long.divideUnsigned(value, 100);
      long rest = value - 100 * seconds;
      out.append(" /* ").append(seconds).append(rest < 10 ? ".0" : ".").append(rest);
      out.append(" s */");
    }
  }

  private static void sender(byte[] info, StringBuilder out) {
    int user = word(info, UID);
    out.append(", si_pid=").append(word(info, PID)).append(", si_uid=");
    if (user == -1) {
      out.append(-1);
    } else {
      Digits.unsigned(out, user & 0xffff_ffffL);
    }
  }

  private static void value(byte[] info, StringBuilder out) {
    out.append(", si_int=").append(word(info, VALUE));
    Digits.address(out.append(", si_ptr="), wide(info, VALUE));
  }

  private static void code(int signal, int code, StringBuilder out) {
    String name = SignalNames.code(signal, code);
    if (name == null) {
      Digits.hex(out, code & 0xffff_ffffL);
    } else {
      out.append(name);
    }
  }

  private static int word(byte[] info, int offset) {
    return (int) INTS.get(info, offset);
  }

  private static long wide(byte[] info, int offset) {
    return (long) LONGS.get(info, offset);
  }
}
