package dev.systape.recorder.ptrace;

/**
 * A thread is about to run on untraced, after {@link Tracer#detach}: PTRACE_DETACH of ptrace(2).
 *
 * @param <S> the type of the caller's state
 */
public final class DetachedEvent<S> extends TraceEvent<S> {
  DetachedEvent() {}

  @Override
  public void accept(TraceHandler<S> handler) {
    handler.detached(this);
  }
}
