package dev.systape.recorder.ptrace;

/** What the backend remembers of one thread of the program between its stops. */
final class Tracee {
  /**
   * Not resumed yet: a new thread that stopped before its parent's event told whose child it is.
   */
  static final int EARLY = 0;

  /** Runs, or is stopped for a moment; no call is open. */
  static final int OUTSIDE = 1;

  /** Between the entry stop and the exit stop of a call. */
  static final int INSIDE = 2;

  /** As INSIDE, and the call is not recorded. */
  static final int INSIDE_UNRECORDED = 3;

  /** Between the spawn and the execve that recording begins with. */
  static final int PARKED = 4;

  /** A child that is not to be followed: detached at its first stop. */
  static final int UNFOLLOWED = 5;

  final CallRecord record = new CallRecord();

  int tid;
  int pid;
  int state;

  /** The open call. */
  int abi;

  int number;
  long argument0;
  int plan;

  /** Whether it has entered exit or exit_group. */
  boolean exiting;

  /** Sequence of the thread's next record. */
  long sequence;

  /**
   * Sequence that was kept for the open call when an execve took over another thread's tid, or -1.
   */
  private long keptSequence = -1;

  Tracee(int tid, int pid, int state) {
    this.tid = tid;
    this.pid = pid;
    this.state = state;
  }

  /** The sequence of the open call's record. */
  long callSequence() {
    if (keptSequence < 0) {
      return sequence++;
    }
    long kept = keptSequence;
    keptSequence = -1;
    return kept;
  }

  /**
   * Takes over the leader's tid at an execve: its records go on with the leader's numbers, but for
   * the open execve, which is the old thread's.
   */
  void become(int leaderTid, long leaderSequence) {
    keptSequence = sequence;
    tid = leaderTid;
    sequence = leaderSequence;
  }
}
