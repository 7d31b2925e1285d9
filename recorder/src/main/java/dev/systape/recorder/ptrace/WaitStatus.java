package dev.systape.recorder.ptrace;

/**
 * A status word of wait(2) for a tracee.
 *
 * @param word as wait4 stored it
 */
public record WaitStatus(int word) {
  /** Whether a word is an end, not a stop. */
  static boolean ended(int word) {
    return (word & 0xff) != 0x7f;
  }

  /** The signal of a stop's word, with bit 7 set at a syscall stop. */
  static int signal(int word) {
    return word >> 8 & 0xff;
  }

  /** The PTRACE_EVENT_ number of a stop's word, or 0. */
  static int event(int word) {
    return word >>> 16;
  }

  /** Whether the thread is stopped. */
  public boolean stopped() {
    return !ended(word);
  }

  /** Whether the thread ended by itself. */
  public boolean exited() {
    return (word & 0x7f) == 0;
  }

  /** Whether a signal killed it. */
  public boolean killed() {
    return !stopped() && !exited();
  }

  /** The exit status of a thread that {@link #exited}. */
  public int exitStatus() {
    return word >> 8 & 0xff;
  }

  /** The signal that killed the thread, or that it stopped for; SIGTRAP for ptrace's own stops. */
  public int signal() {
    return stopped() ? signal(word) & 0x7f : word & 0x7f;
  }

  /** Whether it stopped at the entry or the exit of a system call. */
  public boolean syscallStop() {
    return stopped() && signal(word) == Ptrace.SYSCALL_STOP;
  }

  /** The PTRACE_EVENT_ number of linux/ptrace.h that it stopped for, or 0. */
  public int event() {
    return stopped() ? event(word) : 0;
  }
}
