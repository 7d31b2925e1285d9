package dev.systape.analyzer.cli;

import dev.systape.analyzer.report.TextTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command reads and writes.
 *
 * @param in standard input
 * @param out results, in UTF-8; buffered, {@link Analyze} flushes it
 * @param err messages
 * @param terminals what of these is a terminal
 * @param environment of the process
 */
record Console(
    InputStream in,
    Writer out,
    PrintStream err,
    Terminals terminals,
    Map<String, String> environment) {
  private static final int BUFFER = 1 << 16;

  /** A console on streams. */
  static Console of(
      InputStream in,
      OutputStream out,
      PrintStream err,
      Terminals terminals,
      Map<String, String> environment) {
    Writer results =
        new BufferedWriter(new OutputStreamWriter(new Output(out), StandardCharsets.UTF_8), BUFFER);
    return new Console(in, results, err, terminals, environment);
  }

  /** A line of a result. */
  void println(String line) throws IOException {
    out.append(line).append('\n');
  }

  /** A table for people. */
  TextTable table() {
    return new TextTable(out, terminals.width());
  }
}
