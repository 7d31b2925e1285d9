package dev.systape.recorder.linux;

import dev.systape.schema.numbers.ErrnoNames;

/** A system call of the recorder's own failed: which, on what, and why. */
public final class ErrnoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int errno;

  /**
   * A failure with the current thread's errno.
   *
   * @param what the call and what it was called on, e.g. {@code "ptrace(PTRACE_SEIZE, 4711)"}
   */
  public static ErrnoException last(String what) {
    return new ErrnoException(what, LibC.errno());
  }

  /** A failure with a given errno. */
  public ErrnoException(String what, int errno) {
    super(what + ": " + ErrnoNames.describe(errno) + " (" + ErrnoNames.name(errno) + ")");
    this.errno = errno;
  }

  /** The errno. */
  public int errno() {
    return errno;
  }
}
