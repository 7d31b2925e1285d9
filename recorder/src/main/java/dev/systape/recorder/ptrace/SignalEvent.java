package dev.systape.recorder.ptrace;

/**
 * A signal is about to be delivered: signal-delivery-stop of ptrace(2).
 *
 * @param <S> the type of the caller's state
 */
public final class SignalEvent<S> extends TraceEvent<S> {
  int received;

  SignalEvent() {}

  /** Its number, signal(7). */
  public int number() {
    return received;
  }

  /** The siginfo_t, 128 bytes; empty where the thread is gone. */
  public byte[] siginfo() {
    return thread.tracee.siginfo();
  }

  /** Keeps it from the program. */
  public void suppress() {
    signal = 0;
  }

  /** Has another signal delivered in its place; 0 for none. */
  public void deliver(int number) {
    signal = number;
  }

  @Override
  public void accept(TraceHandler<S> handler) {
    handler.signal(this);
  }
}
