package dev.systape.recorder.ptrace;

/**
 * An execve succeeded: PTRACE_EVENT_EXEC of ptrace(2). The new program has not run yet. Its
 * breakpoints are none.
 *
 * @param <S> the type of the caller's state
 */
public final class ExecEvent<S> extends TraceEvent<S> {
  int oldTid;
  S replaced;

  ExecEvent() {}

  /**
   * The tid of the thread that called execve. Where it was not the leader, it has the leader's tid
   * now, and {@link #state} is what it was under its old tid; the old tid never ends.
   */
  public int oldTid() {
    return oldTid;
  }

  /** The state of the leader whose tid was taken over, null where there was none. */
  public S replaced() {
    return replaced;
  }

  @Override
  public void accept(TraceHandler<S> handler) {
    handler.exec(this);
  }
}
