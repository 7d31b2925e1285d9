package dev.systape.recorder.ptrace;

import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.LibC;
import dev.systape.recorder.linux.Linux;

/**
 * ptrace(2): requests, options, events and the layout of struct ptrace_syscall_info, as
 * linux/ptrace.h has them.
 */
final class Ptrace {
  static final int GETREGS = 12;
  static final int DETACH = 17;
  static final int SYSCALL = 24;
  static final int GETEVENTMSG = 0x4201;
  static final int GETSIGINFO = 0x4202;
  static final int SEIZE = 0x4206;
  static final int INTERRUPT = 0x4207;
  static final int LISTEN = 0x4208;
  static final int GET_SYSCALL_INFO = 0x420e;

  static final int O_TRACESYSGOOD = 1;
  static final int O_TRACEFORK = 2;
  static final int O_TRACEVFORK = 4;
  static final int O_TRACECLONE = 8;
  static final int O_TRACEEXEC = 16;

  static final int EVENT_FORK = 1;
  static final int EVENT_VFORK = 2;
  static final int EVENT_CLONE = 3;
  static final int EVENT_EXEC = 4;
  static final int EVENT_STOP = 128;

  /** The stop signal of a syscall stop under PTRACE_O_TRACESYSGOOD. */
  static final int SYSCALL_STOP = Linux.SIGTRAP | 0x80;

  static final int INFO_OP = 0;
  static final int INFO_ARCH = 4;
  static final int INFO_IP = 8;
  static final int INFO_SP = 16;
  static final int INFO_NR = 24;
  static final int INFO_ARGS = 32;
  static final int INFO_RVAL = 24;
  static final int INFO_SIZE = 88;
  static final int OP_ENTRY = 1;
  static final int OP_EXIT = 2;

  static final int SIGINFO_SIZE = 128;

  /** Bytes of x86_64's struct user_regs_struct, 27 words. */
  static final int REGISTERS_SIZE = 27 * 8;

  static final int WALL = 0x40000000;
  static final int WNOTHREAD = 0x20000000;

  private Ptrace() {}

  /**
   * A request to a stopped tracee.
   *
   * @return the result, or -1 where the tracee is gone (it was killed; its end will be reported by
   *     wait)
   * @throws ErrnoException for any other failure
   */
  static long request(int request, int tid, long address, long data) {
    long result = LibC.LIBC.ptrace(request, tid, address, data);
    if (result == -1 && LibC.errno() != Linux.ESRCH) {
      throw ErrnoException.last("ptrace(" + name(request) + ", " + tid + ")");
    }
    return result;
  }

  private static String name(int request) {
    return switch (request) {
      case GETREGS -> "PTRACE_GETREGS";
      case DETACH -> "PTRACE_DETACH";
      case SYSCALL -> "PTRACE_SYSCALL";
      case GETEVENTMSG -> "PTRACE_GETEVENTMSG";
      case GETSIGINFO -> "PTRACE_GETSIGINFO";
      case SEIZE -> "PTRACE_SEIZE";
      case INTERRUPT -> "PTRACE_INTERRUPT";
      case LISTEN -> "PTRACE_LISTEN";
      case GET_SYSCALL_INFO -> "PTRACE_GET_SYSCALL_INFO";
      default -> "request " + request;
    };
  }
}
