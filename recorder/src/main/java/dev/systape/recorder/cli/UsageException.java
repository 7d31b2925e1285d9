package dev.systape.recorder.cli;

/** What the user asked for cannot be done as asked; the message says why and what to do. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
