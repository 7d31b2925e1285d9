package dev.systape.analyzer.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What standard output and error are. */
final class Terminals {
  private static final int DEFAULT_WIDTH = 80;
  private static final int MIN_WIDTH = 40;

  private Terminals() {}

  /** Cells of the terminal on standard output, 0 where it is none. */
  static int width() {
    return isTerminal(1) ? Math.max(MIN_WIDTH, columns()) : 0;
  }

  /** Whether standard error is a terminal. */
  static boolean errIsTerminal() {
    return isTerminal(2);
  }

  private static boolean isTerminal(int fd) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException e) {
      return false;
    }
  }

  /** From stty(1), which asks the terminal itself; COLUMNS is not exported by shells. */
  private static int columns() {
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      String[] size =
          new String(
                  stty.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII)
              .strip()
              .split(" ");
      return size.length == 2 ? Integer.parseInt(size[1]) : DEFAULT_WIDTH;
    } catch (IOException | NumberFormatException e) {
      return DEFAULT_WIDTH;
    }
  }
}
