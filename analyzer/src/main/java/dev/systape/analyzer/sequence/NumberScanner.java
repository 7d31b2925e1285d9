package dev.systape.analyzer.sequence;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads decimal numbers between white space, and knows their lines. Hot: bytes in one buffer, no
 * allocation a number. Anything that is neither a digit nor white space is an error.
 */
final class NumberScanner {
  private static final int BUFFER = 1 << 16;
  private static final int SHOWN = 20;
  private static final int END = -1;

  private final byte[] buffer = new byte[BUFFER];
  private InputStream in;
  private String file;
  private int at;
  private int filled;
  private long line;
  private long numberLine;

  /** Begins a file; the caller closes it. */
  void begin(InputStream input, String name) {
    in = input;
    file = name;
    at = 0;
    filled = 0;
    line = 1;
  }

  /** The line of the number that was read last, from 1. */
  long line() {
    return numberLine;
  }

  /**
   * The next number, or -1 at the end of the file.
   *
   * @throws TraceException where something else stands there
   */
  int next() throws IOException {
    int c = read();
    while (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      line += c == '\n' ? 1 : 0;
      c = read();
    }
    if (c == END) {
      return END;
    }
    numberLine = line;
    long value = 0;
    int digits = 0;
    while (c >= '0' && c <= '9') {
      value = Math.min(value * 10 + (c - '0'), 1L << 40);
      digits++;
      c = read();
    }
    boolean ended = c == END || c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (digits == 0 || !ended) {
      throw garbage(digits == 0 ? "" : Long.toString(value), c);
    }
    if (value > Integer.MAX_VALUE) {
      throw new TraceException(file, line, "a number too large for a system call or a pid");
    }
    line += c == '\n' ? 1 : 0;
    return (int) value;
  }

  private TraceException garbage(String before, int first) throws IOException {
    StringBuilder word = new StringBuilder(before);
    for (int c = first; c > ' ' && word.length() < SHOWN; c = read()) {
      word.append(c < 0x7f ? (char) c : '?');
    }
    if (word.isEmpty()) {
      word.append("\\x").append(Integer.toHexString(first));
    }
    return new TraceException(file, numberLine, "'" + word + "' is no number");
  }

  private int read() throws IOException {
    if (at == filled) {
      filled = in.read(buffer, 0, buffer.length);
      at = 0;
      if (filled <= 0) {
        filled = 0;
        return END;
      }
    }
    return buffer[at++] & 0xff;
  }
}
