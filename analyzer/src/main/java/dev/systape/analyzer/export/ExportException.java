package dev.systape.analyzer.export;

import java.io.IOException;

/** An export is refused; the message is one line for the user. */
public final class ExportException extends IOException {
  private static final long serialVersionUID = 1;

  ExportException(String message) {
    super(message);
  }
}
