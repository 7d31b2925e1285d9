package dev.systape.analyzer.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.function.BooleanSupplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;

/**
 * Stops a result at each screen and asks whether to go on: a blank shows the next screen, Enter the
 * next line, q ends it, as Ctrl-C does. Lines are as wide as the terminal at most.
 */
final class Pager extends Writer {
  private static final String MORE = "-- more: blank, Enter, q --";
  private static final long LOOK_MS = 100;

  private final Writer out;
  private final Terminal terminal;
  private final BooleanSupplier interrupted;
  private final int screen;
  private int left;

  /**
   * A pager.
   *
   * @param height lines of the terminal; one that does not know its height is never full
   */
  Pager(Writer out, Terminal terminal, int height, BooleanSupplier interrupted) {
    this.out = out;
    this.terminal = terminal;
    this.interrupted = interrupted;
    // One line is that of the question.
    screen = height > 1 ? height - 1 : Integer.MAX_VALUE;
    left = screen;
  }

  /** The user has seen enough. */
  static final class Enough extends IOException {
    private static final long serialVersionUID = 1;
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    int begin = offset;
    for (int i = offset; i < offset + length; i++) {
      // Asked before a line, not after one: what fits is shown without a question.
      if (left == 0) {
        out.write(text, begin, i - begin);
        begin = i;
        ask();
      }
      if (text[i] == '\n') {
        left--;
      }
    }
    out.write(text, begin, offset + length - begin);
  }

  private void ask() throws IOException {
    out.write(MORE);
    out.flush();
    Attributes before = terminal.enterRawMode();
    try {
      left = answer();
    } finally {
      terminal.setAttributes(before);
      out.write("\r" + " ".repeat(MORE.length()) + "\r");
      out.flush();
    }
    if (left == 0) {
      throw new Enough();
    }
  }

  /** How many more lines; 0: no more. */
  private int answer() throws IOException {
    while (!interrupted.getAsBoolean()) {
      int key = terminal.reader().read(LOOK_MS);
      switch (key) {
        case ' ' -> {
          return screen;
        }
        case '\r', '\n' -> {
          return 1;
        }
        // 3: Ctrl-C where the terminal hands it over as a key; 4: Ctrl-D.
        case 'q', 'Q', 3, 4, NonBlockingReader.EOF -> {
          return 0;
        }
        default -> {
          // Another key, or none yet.
        }
      }
    }
    return 0;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /** What is behind it stays open. */
  @Override
  public void close() throws IOException {
    out.flush();
  }
}
