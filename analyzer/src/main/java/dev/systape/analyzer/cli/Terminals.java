package dev.systape.analyzer.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What of the standard streams is a terminal.
 *
 * @param in whether standard input is one
 * @param width cells of that on standard output, 0 where it is none
 * @param err whether standard error is one
 */
record Terminals(boolean in, int width, boolean err) {
  /** None. */
  static final Terminals NONE = new Terminals(false, 0, false);

  private static final String DESCRIPTORS = "/proc/self/fd/";
  private static final int DEFAULT_WIDTH = 80;
  private static final int MIN_WIDTH = 40;

  /** Those of this process. */
  static Terminals ofProcess() {
    return new Terminals(isTerminal(0), isTerminal(1) ? columns() : 0, isTerminal(2));
  }

  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of(DESCRIPTORS + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException e) {
      return false;
    }
  }

  /** From stty(1), which asks the terminal itself; shells do not export COLUMNS. */
  private static int columns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size").redirectInput(new File(DESCRIPTORS + 1)).start();
      byte[] answer = stty.getInputStream().readAllBytes();
      String[] size = new String(answer, StandardCharsets.US_ASCII).strip().split(" ");
      return size.length == 2 ? Math.max(MIN_WIDTH, Integer.parseInt(size[1])) : DEFAULT_WIDTH;
    } catch (IOException | NumberFormatException e) {
      return DEFAULT_WIDTH;
    }
  }
}
