package dev.systape.recorder.ptrace;

/**
 * A thread ended. Nothing can be asked of it any more but what the caller's state knows.
 *
 * @param <S> the type of the caller's state
 */
public abstract sealed class EndEvent<S> extends TraceEvent<S> permits ExitedEvent, KilledEvent {
  boolean last;
  long rusage;

  EndEvent() {}

  /** The status word of wait(2). */
  public int waitStatus() {
    return word;
  }

  /** Whether no other thread of its process is left. */
  public boolean lastOfProcess() {
    return last;
  }

  /**
   * Address of a struct rusage, getrusage(2), of what its process used, valid as long as the event;
   * 0 where it is not known, as for a thread that is not the leader.
   */
  public long rusageAddress() {
    return rusage;
  }
}
