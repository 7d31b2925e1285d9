package dev.systape.analyzer.tape;

import java.io.IOException;

/**
 * A tape cannot be read at all. The message is one line for the user: what, to which path, why,
 * what to do.
 */
public final class TapeException extends IOException {
  private static final long serialVersionUID = 1;

  /** An error with its line for the user. */
  public TapeException(String message) {
    super(message);
  }

  /** An error with its line for the user and what led to it. */
  public TapeException(String message, Throwable cause) {
    super(message, cause);
  }
}
