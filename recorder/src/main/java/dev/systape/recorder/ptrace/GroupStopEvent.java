package dev.systape.recorder.ptrace;

/**
 * A thread was stopped by job control: group-stop of ptrace(2). It stays stopped until a SIGCONT
 * comes, as without a tracer.
 *
 * @param <S> the type of the caller's state
 */
public final class GroupStopEvent<S> extends TraceEvent<S> {
  int stopSignal;

  GroupStopEvent() {}

  /** SIGSTOP, SIGTSTP, SIGTTIN or SIGTTOU. */
  public int number() {
    return stopSignal;
  }

  /** Has the thread run on although its process is stopped. */
  public void resume() {
    next = Next.RESUME;
  }

  @Override
  public void accept(TraceHandler<S> handler) {
    handler.groupStop(this);
  }
}
