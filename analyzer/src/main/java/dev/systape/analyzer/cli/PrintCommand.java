package dev.systape.analyzer.cli;

import dev.systape.analyzer.print.EntryOrder;
import dev.systape.analyzer.print.LineSink;
import dev.systape.analyzer.print.TapePrinter;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.text.TextOptions;
import java.io.IOException;
import java.io.Writer;
import java.util.HashSet;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code analyze print}: the tape as strace would have written it. */
@Command(
    description =
        "Writes the calls of a tape as text, a line each, as strace writes them. Needs no database.",
    sortOptions = false)
final class PrintCommand extends TapeCommand {
  /** What the lines are sorted by. */
  enum Order {
    exit,
    entry
  }

  @Option(
      names = "-s",
      paramLabel = "N",
      defaultValue = "32",
      description = "bytes of a string to write (default 32)")
  int stringLimit;

  @Option(names = "-v", description = "structs, vectors and environments whole")
  boolean verbose;

  @Option(names = "-x", description = "strings that are no ASCII in hexadecimal")
  boolean hex;

  @Option(names = "-xx", description = "all strings in hexadecimal")
  boolean allHex;

  @Option(
      names = "-a",
      paramLabel = "COLUMN",
      defaultValue = "40",
      description = "where results begin (default 40)")
  int column;

  @Option(
      names = "--pid",
      paramLabel = "PID",
      description = "only this process or thread; may be given again")
  Set<Integer> pids = new HashSet<>();

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      defaultValue = "exit",
      description = "exit (default): as calls ended; entry: as they began")
  Order order;

  @Override
  void run(Console console) throws IOException {
    TextOptions options = options();
    Writer out = console.out();
    LineSink lines = (timeNs, line) -> out.append(line).append('\n');
    try (TapeReader reader = TapeReader.open(tape)) {
      Descriptions descriptions = Descriptions.load();
      switch (order) {
        case exit -> TapePrinter.print(reader, descriptions, options, pids, lines);
        case entry -> {
          try (EntryOrder sorted = new EntryOrder(lines)) {
            TapePrinter.print(reader, descriptions, options, pids, sorted);
            sorted.finish();
          }
        }
      }
      warn(console, reader);
    }
  }

  /** Text alone would look like all that there was. */
  private void warn(Console console, TapeReader reader) {
    if (!reader.health().whole()) {
      console
          .err()
          .println(
              "analyze: the tape is not whole; `analyze info " + tape + "` says what is missing");
    }
  }

  private TextOptions options() {
    if (stringLimit < 0 || column < 0) {
      throw new UsageException("-s and -a take numbers from 0 on");
    }
    return new TextOptions(stringLimit, verbose, allHex ? 2 : hex ? 1 : 0, column);
  }
}
