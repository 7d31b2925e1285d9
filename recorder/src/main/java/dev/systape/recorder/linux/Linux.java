package dev.systape.recorder.linux;

import dev.systape.schema.memory.Memory;

/**
 * Constants of the kernel's user interface, under their own names, and the calls that need more
 * than a binding.
 */
public final class Linux {
  /** EPERM. */
  public static final int EPERM = 1;

  /** ENOENT. */
  public static final int ENOENT = 2;

  /** EEXIST. */
  public static final int EEXIST = 17;

  /** EINVAL. */
  public static final int EINVAL = 22;

  /** ESRCH. */
  public static final int ESRCH = 3;

  /** EINTR. */
  public static final int EINTR = 4;

  /** EACCES. */
  public static final int EACCES = 13;

  /** ENOSYS. */
  public static final int ENOSYS = 38;

  /** ECHILD. */
  public static final int ECHILD = 10;

  /** EFAULT. */
  public static final int EFAULT = 14;

  /** SIGQUIT. */
  public static final int SIGQUIT = 3;

  /** SIGTRAP. */
  public static final int SIGTRAP = 5;

  /** SIGILL. */
  public static final int SIGILL = 4;

  /** SIGBUS. */
  public static final int SIGBUS = 7;

  /** SIGFPE. */
  public static final int SIGFPE = 8;

  /** SIGKILL. */
  public static final int SIGKILL = 9;

  /** SIGSEGV. */
  public static final int SIGSEGV = 11;

  /** SIGTERM. */
  public static final int SIGTERM = 15;

  /** SIGCHLD. */
  public static final int SIGCHLD = 17;

  /** O_CLOEXEC of x86_64. */
  public static final int O_CLOEXEC = 0x80000;

  /** CLOCK_REALTIME. */
  public static final int CLOCK_REALTIME = 0;

  /** CLOCK_MONOTONIC. */
  public static final int CLOCK_MONOTONIC = 1;

  /** CLOCK_BOOTTIME. */
  public static final int CLOCK_BOOTTIME = 7;

  private static final int SYS_MMAP = 9;
  private static final int SYS_RT_SIGACTION = 13;
  private static final int SYS_SETPRIORITY = 141;
  private static final int SYS_GETTID = 186;
  private static final int SYS_TGKILL = 234;
  private static final int PRIO_PROCESS = 0;
  private static final int FIRST_NICE = -10;
  private static final int PROT_READ = 1;
  private static final int PROT_WRITE = 2;
  private static final int PROT_EXEC = 4;
  private static final int MAP_PRIVATE = 2;
  private static final int MAP_ANONYMOUS = 0x20;
  private static final int SIGACTION_SIZE = 32;
  private static final int SIGSET_SIZE = 8;

  private Linux() {}

  /** gettid(2). */
  public static int gettid() {
    return (int) LibC.LIBC.syscall(SYS_GETTID, 0, 0, 0, 0, 0, 0);
  }

  /** tgkill(2). */
  public static void tgkill(int pid, int tid, int signal) {
    LibC.LIBC.syscall(SYS_TGKILL, pid, tid, signal, 0, 0, 0);
  }

  /**
   * Has the calling thread, and what it starts from now on, go before others where all CPUs are
   * busy: setpriority(2) with {@value #FIRST_NICE}. That takes CAP_SYS_NICE; where it is missing
   * nothing happens.
   */
  public static void goFirst() {
    LibC.LIBC.syscall(SYS_SETPRIORITY, PRIO_PROCESS, gettid(), FIRST_NICE, 0, 0, 0);
  }

  /** A clock's time in ns. */
  public static long clockNs(int clock) {
    long timespec = Memory.allocate(16);
    try {
      if (LibC.LIBC.clock_gettime(clock, timespec) != 0) {
        throw ErrnoException.last("clock_gettime(" + clock + ")");
      }
      return Memory.getLong(timespec) * 1_000_000_000L + Memory.getLong(timespec + 8);
    } finally {
      Memory.free(timespec);
    }
  }

  /**
   * Sets a signal's disposition to a handler's address (0: SIG_DFL, 1: SIG_IGN) for this process.
   */
  public static void signal(int signal, long handler, long flags, long restorer) {
    long action = Memory.allocate(SIGACTION_SIZE);
    Memory.putLong(action, handler);
    Memory.putLong(action + 8, flags);
    Memory.putLong(action + 16, restorer);
    long result = LibC.LIBC.syscall(SYS_RT_SIGACTION, signal, action, 0, SIGSET_SIZE, 0, 0);
    Memory.free(action);
    if (result != 0) {
      throw ErrnoException.last("rt_sigaction(" + signal + ")");
    }
  }

  /**
   * Maps machine code, written first and made executable then, as systems that forbid both at once
   * want it.
   *
   * @return its address; it stays mapped until {@code munmap}
   */
  public static long mapCode(byte[] code) {
    long address =
        LibC.LIBC.syscall(
            SYS_MMAP, 0, code.length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (address == -1) {
      throw ErrnoException.last("mmap of " + code.length + " bytes");
    }
    Memory.copy(code, 0, address, code.length);
    if (LibC.LIBC.mprotect(address, code.length, PROT_READ | PROT_EXEC) != 0) {
      throw ErrnoException.last("mprotect(PROT_EXEC), which spawning a program needs");
    }
    return address;
  }
}
