package dev.systape.recorder.ebpf;

/** What a recorded thread is doing, in {@link CallArea#STATE}. */
final class ThreadState {
  /** Outside any call, as far as is known: an exit without an entry is a call of its own. */
  static final int OUTSIDE = 0;

  /** In a call that is recorded. */
  static final int INSIDE = 1;

  /** In a call that is not. */
  static final int UNRECORDED = 2;

  /** Between the spawn and the execve that recording begins with. */
  static final int PARKED = 3;

  /** New: on its way out of the call that made it, which is its parent's. */
  static final int NEW = 4;

  private ThreadState() {}
}
