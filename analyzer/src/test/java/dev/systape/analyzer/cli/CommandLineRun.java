package dev.systape.analyzer.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a command line did.
 *
 * @param status its exit status
 * @param out standard output
 * @param err standard error
 */
record CommandLineRun(int status, String out, String err) {
  /** Runs words without a terminal; a cache, where one is needed, is made in {@code home}. */
  static CommandLineRun of(Path home, String... words) {
    return with(home, "", Terminals.NONE, words);
  }

  /** Runs words with text on standard input and with terminals. */
  static CommandLineRun with(Path home, String in, Terminals terminals, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CommandLineRun run = into(out, home, in, terminals, words);
    return new CommandLineRun(run.status, out.toString(StandardCharsets.UTF_8), run.err);
  }

  /** Runs words with a standard output of the caller's. */
  static CommandLineRun into(
      OutputStream out, Path home, String in, Terminals terminals, String... words) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        Console.of(
            new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminals,
            Map.of("HOME", home.toString()));
    int status = Analyze.run(words, console);
    return new CommandLineRun(status, "", err.toString(StandardCharsets.UTF_8));
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
