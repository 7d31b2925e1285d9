package dev.systape.analyzer.mine;

import java.io.IOException;

/** A model cannot be used. The message is one line for the user. */
public final class ModelException extends IOException {
  private static final long serialVersionUID = 1;

  /** An error with its line for the user. */
  public ModelException(String message) {
    super(message);
  }
}
