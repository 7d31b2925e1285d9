package dev.systape.recorder.ptrace;

/**
 * A thread is traced from now on: it was spawned, and stands before its execve, or it was attached,
 * and stands wherever it was.
 *
 * @param <S> the type of the caller's state
 */
public final class StartedEvent<S> extends TraceEvent<S> {
  StartedEvent() {}

  /** Whether it was running before. */
  public boolean attached() {
    return thread.attached;
  }

  /** Whether every thread of its process is stopped now, so that a snapshot of it is exact. */
  public boolean allStopped() {
    return thread.stoppedWhole;
  }

  @Override
  public void accept(TraceHandler<S> handler) {
    handler.started(this);
  }
}
