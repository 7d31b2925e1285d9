package dev.systape.recorder.ptrace;

import dev.systape.schema.memory.Memory;

/** What the tracer remembers of one thread between its stops. */
final class TracedThread<S> {
  /**
   * Not resumed yet: a new thread that stopped before its parent's event told whose child it is.
   */
  static final int EARLY = 0;

  /** Runs, or is stopped for a moment; no call is open. */
  static final int OUTSIDE = 1;

  /** Between the entry stop and the exit stop of a call. */
  static final int INSIDE = 2;

  /** Between the spawn and the execve that its story begins with. */
  static final int PARKED = 3;

  /** A child that is not to be followed: detached at its first stop. */
  static final int UNFOLLOWED = 4;

  final Tracee tracee;

  /** The caller's own. */
  S state;

  int phase;

  /** The breakpoints of its address space, shared with all that run in it. */
  Breakpoints breakpoints;

  /** The open or last call. */
  int abi;

  int number;

  /** Result that it gets in place of its own. */
  boolean forced;

  long forcedResult;

  /** Whether the caller kept the kernel from executing it. */
  boolean suppressed;

  /** Whether it has entered exit or exit_group. */
  boolean exiting;

  /** Whether its first stop has still to be reported as the beginning. */
  boolean fresh;

  /** Whether it was running before it was traced. */
  boolean attached;

  /** Whether all of its process had stopped when it was attached, or it has not run yet. */
  boolean stoppedWhole = true;

  /** Whether it was resumed since its last stop. */
  boolean running;

  /** Whether it is in a group stop. */
  boolean listening;

  /** Whether it goes on by one instruction. */
  boolean steps;

  /** The breakpoint whose instruction it has yet to execute, or null. */
  Breakpoint standing;

  private final long info = Memory.allocate(2L * Ptrace.INFO_SIZE);

  TracedThread(Tracee tracee, int phase) {
    this.tracee = tracee;
    this.phase = phase;
  }

  int tid() {
    return tracee.tid();
  }

  int pid() {
    return tracee.pid();
  }

  /** struct ptrace_syscall_info of the last entry stop. */
  long entryInfo() {
    return info;
  }

  /** struct ptrace_syscall_info of the last exit stop, or of whatever else was asked. */
  long exitInfo() {
    return info + Ptrace.INFO_SIZE;
  }

  void free() {
    Memory.free(info);
    tracee.close();
  }
}
