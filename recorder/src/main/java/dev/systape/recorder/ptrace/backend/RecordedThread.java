package dev.systape.recorder.ptrace.backend;

import dev.systape.recorder.ptrace.Tracee;
import java.util.HashMap;
import java.util.Map;

/** What the backend remembers of one thread of the program between its stops. */
final class RecordedThread {
  /** Its open call. */
  final CallRecord record = new CallRecord();

  private final Tracee tracee;

  /** Whether a call is open that is recorded. */
  boolean inside;

  /** The plan of the open call. */
  int plan;

  /** What the recorder did to the open call: flags of its record. */
  int injected;

  /** How long the thread is to be held when the open call returns. */
  long exitDelayNs;

  /** How often it made the calls that something is done to, by injection, ABI and number. */
  private final Map<Long, Long> counts = new HashMap<>();

  /** Sequence of the thread's next record. */
  long sequence;

  /**
   * Sequence that was kept for the open call when an execve took over another thread's tid, or -1.
   */
  private long keptSequence = -1;

  RecordedThread(Tracee tracee) {
    this.tracee = tracee;
  }

  int tid() {
    return tracee.tid();
  }

  int pid() {
    return tracee.pid();
  }

  /** Counts a call for an injection: 1 for the first one. */
  long count(int injection, int abi, int number) {
    long key = ((long) injection << 8 | abi) << Integer.SIZE | number & 0xffff_ffffL;
    return counts.merge(key, 1L, Long::sum);
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
   * It has the leader's tid now, by an execve: its records go on with the leader's numbers, but for
   * the open execve, which is the old thread's.
   */
  void becomeLeader(long leaderSequence) {
    keptSequence = sequence;
    sequence = leaderSequence;
  }
}
