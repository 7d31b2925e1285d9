package dev.systape.analyzer.sequence;

import java.io.IOException;

/** A data set cannot be read. The message is one line for the user: what, where, why. */
public final class TraceException extends IOException {
  private static final long serialVersionUID = 1;

  /** An error with its line for the user. */
  public TraceException(String message) {
    super(message);
  }

  /** An error at a line of a file, counted from 1. */
  TraceException(String file, long line, String message) {
    super(file + ":" + line + ": " + message);
  }
}
