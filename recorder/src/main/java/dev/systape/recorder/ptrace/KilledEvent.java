package dev.systape.recorder.ptrace;

/**
 * A signal killed a thread and its process.
 *
 * @param <S> the type of the caller's state
 */
public final class KilledEvent<S> extends EndEvent<S> {
  private static final int CORE_DUMPED = 0x80;

  KilledEvent() {}

  /** The signal. */
  public int number() {
    return word & 0x7f;
  }

  /** Whether a core was dumped, as far as the kernel knows: core(5). */
  public boolean coreDumped() {
    return (word & CORE_DUMPED) != 0;
  }

  @Override
  public void accept(TraceHandler<S> handler) {
    handler.killed(this);
  }
}
