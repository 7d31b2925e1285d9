package dev.systape.recorder.ptrace;

import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.LibC;
import dev.systape.recorder.linux.Linux;

/**
 * ptrace(2): requests, options, events and the layout of struct ptrace_syscall_info, as
 * linux/ptrace.h has them.
 */
final class Ptrace {
  static final int POKEDATA = 5;
  static final int CONT = 7;
  static final int SINGLESTEP = 9;
  static final int GETREGS = 12;
  static final int SETREGS = 13;
  static final int DETACH = 17;
  static final int SYSCALL = 24;
  static final int GETEVENTMSG = 0x4201;
  static final int GETSIGINFO = 0x4202;
  static final int SETSIGINFO = 0x4203;
  static final int GETREGSET = 0x4204;
  static final int SETREGSET = 0x4205;
  static final int SEIZE = 0x4206;
  static final int INTERRUPT = 0x4207;
  static final int LISTEN = 0x4208;
  static final int GETSIGMASK = 0x420a;
  static final int SETSIGMASK = 0x420b;
  static final int SECCOMP_GET_FILTER = 0x420c;
  static final int SECCOMP_GET_METADATA = 0x420d;
  static final int GET_SYSCALL_INFO = 0x420e;

  static final int O_TRACESYSGOOD = 1;
  static final int O_TRACEFORK = 2;
  static final int O_TRACEVFORK = 4;
  static final int O_TRACECLONE = 8;
  static final int O_TRACEEXEC = 16;
  static final int O_TRACEVFORKDONE = 32;
  static final int O_TRACESECCOMP = 128;
  static final int O_EXITKILL = 0x100000;

  static final int EVENT_FORK = 1;
  static final int EVENT_VFORK = 2;
  static final int EVENT_CLONE = 3;
  static final int EVENT_EXEC = 4;
  static final int EVENT_VFORK_DONE = 5;
  static final int EVENT_SECCOMP = 7;
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
  static final int INFO_RET_DATA = 80;
  static final int INFO_SIZE = 88;
  static final int OP_ENTRY = 1;
  static final int OP_EXIT = 2;

  /** NT_PRSTATUS of elf.h: the general purpose registers. */
  static final int NT_PRSTATUS = 1;

  /** NT_ARM_SYSTEM_CALL of elf.h: the number of the call that an aarch64 thread is entering. */
  static final int NT_ARM_SYSTEM_CALL = 0x404;

  /** Bytes of siginfo_t. */
  static final int SIGINFO_SIZE = 128;

  /** Offset of si_code in siginfo_t. */
  static final int SIGINFO_CODE = 8;

  /** si_code of a breakpoint instruction: SI_KERNEL on x86, TRAP_BRKPT on aarch64. */
  static final int SI_KERNEL = 0x80;

  static final int TRAP_BRKPT = 1;

  /** si_code of a single step. */
  static final int TRAP_TRACE = 2;

  static final int WALL = 0x40000000;
  static final int WNOTHREAD = 0x20000000;
  static final int WNOHANG = 1;

  static final long CLONE_VM = 0x100;
  static final long CLONE_VFORK = 0x4000;
  static final long CLONE_THREAD = 0x10000;

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
      case POKEDATA -> "PTRACE_POKEDATA";
      case CONT -> "PTRACE_CONT";
      case SINGLESTEP -> "PTRACE_SINGLESTEP";
      case GETREGS -> "PTRACE_GETREGS";
      case SETREGS -> "PTRACE_SETREGS";
      case DETACH -> "PTRACE_DETACH";
      case SYSCALL -> "PTRACE_SYSCALL";
      case GETEVENTMSG -> "PTRACE_GETEVENTMSG";
      case GETSIGINFO -> "PTRACE_GETSIGINFO";
      case SETSIGINFO -> "PTRACE_SETSIGINFO";
      case GETREGSET -> "PTRACE_GETREGSET";
      case SETREGSET -> "PTRACE_SETREGSET";
      case SEIZE -> "PTRACE_SEIZE";
      case INTERRUPT -> "PTRACE_INTERRUPT";
      case LISTEN -> "PTRACE_LISTEN";
      case GETSIGMASK -> "PTRACE_GETSIGMASK";
      case SETSIGMASK -> "PTRACE_SETSIGMASK";
      case SECCOMP_GET_FILTER -> "PTRACE_SECCOMP_GET_FILTER";
      case SECCOMP_GET_METADATA -> "PTRACE_SECCOMP_GET_METADATA";
      case GET_SYSCALL_INFO -> "PTRACE_GET_SYSCALL_INFO";
      default -> "request " + request;
    };
  }
}
