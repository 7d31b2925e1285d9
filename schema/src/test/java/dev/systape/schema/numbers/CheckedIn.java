package dev.systape.schema.numbers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The tables as they are checked in. */
final class CheckedIn {
  private CheckedIn() {}

  /** The whole text of a table. */
  static String text(String name) throws IOException {
    try (InputStream in = SyscallNumbers.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
