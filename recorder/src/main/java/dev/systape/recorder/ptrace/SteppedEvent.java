package dev.systape.recorder.ptrace;

/**
 * A thread executed one instruction, as {@link TraceEvent#step} asked: PTRACE_SINGLESTEP of
 * ptrace(2).
 *
 * @param <S> the type of the caller's state
 */
public final class SteppedEvent<S> extends TraceEvent<S> {
  SteppedEvent() {}

  @Override
  public void accept(TraceHandler<S> handler) {
    handler.stepped(this);
  }
}
