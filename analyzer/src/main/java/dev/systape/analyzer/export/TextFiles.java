package dev.systape.analyzer.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A text file that is written a little at a time, as one of many: it holds no descriptor, and not
 * more than a few KiB of memory.
 */
final class TextFiles {
  private static final int KEPT = 1 << 13;

  private final Path file;
  private final StringBuilder text = new StringBuilder();

  /** Creates one. */
  TextFiles(Path file) throws IOException {
    this.file = file;
    Destination.create(file).close();
  }

  /** Where it is. */
  Path file() {
    return file;
  }

  /** Appends text. */
  void append(CharSequence more) throws IOException {
    text.append(more);
    if (text.length() >= KEPT) {
      flush();
    }
  }

  /** Writes what is kept. */
  void flush() throws IOException {
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    text.setLength(0);
  }
}
