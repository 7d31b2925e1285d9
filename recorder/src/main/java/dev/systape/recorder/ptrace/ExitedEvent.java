package dev.systape.recorder.ptrace;

/**
 * A thread ended by exit or exit_group, its own or another thread's.
 *
 * @param <S> the type of the caller's state
 */
public final class ExitedEvent<S> extends EndEvent<S> {
  ExitedEvent() {}

  /** The exit status, 0 to 255. */
  public int status() {
    return word >> 8 & 0xff;
  }

  @Override
  public void accept(TraceHandler<S> handler) {
    handler.exited(this);
  }
}
