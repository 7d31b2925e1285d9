package dev.systape.analyzer.cli;

import dev.systape.analyzer.print.EntryOrder;
import dev.systape.analyzer.print.LineLead;
import dev.systape.analyzer.print.LineSink;
import dev.systape.analyzer.print.PrintOptions;
import dev.systape.analyzer.print.PrintOptions.Status;
import dev.systape.analyzer.print.TapePrinter;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.text.TextOptions;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code analyze print}: the tape as strace would have written it. */
@Command(
    description =
        "Writes the calls of a tape as text, a line each, as strace writes them. Needs no database.",
    sortOptions = false)
final class PrintCommand extends TapeCommand {
  /** How values with names are written; the words are strace's. */
  enum Names {
    abbrev,
    raw,
    verbose
  }

  /** What the lines are sorted by. */
  enum Order {
    exit,
    entry
  }

  @Option(
      names = {"-e", "--trace"},
      paramLabel = "SET",
      description =
          "which calls: names, /regex, %%file %%network %%process %%desc %%memory %%signal %%ipc %%creds,"
              + " !SET; signal=SET which signals; status=SET which ends; quiet=exit no ends of threads")
  List<String> expressions = new ArrayList<>();

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
      names = "-X",
      paramLabel = "STYLE",
      defaultValue = "abbrev",
      description =
          "values that have names: abbrev (default) by name, raw as numbers, verbose as numbers"
              + " with the names in comments")
  Names names;

  @Option(
      names = "-t",
      description = "the time of day before each line; -tt: with microseconds; -ttt: since 1970")
  boolean[] time = {};

  @Option(names = "-tt", hidden = true)
  boolean microseconds;

  @Option(names = "-ttt", hidden = true)
  boolean epoch;

  @Option(names = "-r", description = "the time since the line before")
  boolean relative;

  @Option(names = "-T", description = "the time that each call took")
  boolean durations;

  @Option(names = "-n", description = "the number of each call")
  boolean number;

  @Option(names = "-i", description = "the instruction pointer at each call")
  boolean instruction;

  /**
   * Twice: the ends of sockets, as bind(2), connect(2), accept(2) and getsockname(2) told them, the
   * numbers of devices that have the same ones everywhere, the processes of pidfds. A tape does not
   * hold the numbers of sockets, nor the port that connect(2) chose: {@code <TCP>} stands for
   * strace's {@code <TCP:[12345]>}, {@code <TCP:[->127.0.0.1:80]>} for a socket whose own end is
   * not known.
   */
  @Option(
      names = "-y",
      description = "what each descriptor is, as far as the tape tells; twice: ends of sockets too")
  boolean[] descriptors = {};

  @Option(names = "-yy", hidden = true)
  boolean detailed;

  @Option(
      names = "-P",
      paramLabel = "PATH",
      description = "only calls that name this path or use a descriptor of it; may be given again")
  List<String> paths = new ArrayList<>();

  @Option(names = "-z", description = "only calls that succeeded")
  boolean successful;

  @Option(names = "-Z", description = "only calls that failed")
  boolean failed;

  @Option(names = "-q", description = "twice: no lines for the ends of threads")
  boolean[] quiet = {};

  @Option(names = "-qq", hidden = true)
  boolean quieter;

  @Option(
      names = "-f",
      description =
          "[pid N] before each line, also while there is one thread (children are always printed)")
  boolean follow;

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
    Descriptions descriptions = Descriptions.load();
    PrintOptions options = options(descriptions);
    Writer out = console.out();
    LineSink lines = (timeNs, line) -> out.append(line).append('\n');
    try (TapeReader reader = TapeReader.open(tape)) {
      switch (order) {
        case exit -> TapePrinter.print(reader, descriptions, options, lines);
        case entry -> {
          try (EntryOrder sorted = new EntryOrder(lines)) {
            TapePrinter.print(reader, descriptions, options, sorted);
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

  private PrintOptions options(Descriptions descriptions) {
    if (stringLimit < 0 || column < 0) {
      throw new UsageException("-s and -a take numbers from 0 on");
    }
    PrintExpressions parts = new PrintExpressions(() -> descriptions);
    expressions.forEach(parts::add);
    Set<Status> statuses = EnumSet.allOf(Status.class);
    statuses.retainAll(parts.statuses());
    if (successful || failed) {
      statuses.retainAll(Set.of(successful ? Status.SUCCESSFUL : Status.FAILED));
    }
    TextOptions text =
        new TextOptions(
            stringLimit,
            verbose || parts.verbose(),
            allHex ? 2 : hex ? 1 : 0,
            TextOptions.Names.valueOf(names.name().toUpperCase(Locale.ROOT)),
            detailed || descriptors.length > 0,
            detailed || descriptors.length > 1,
            column);
    return new PrintOptions(
        text,
        pids,
        parts.calls(),
        parts.signals(),
        statuses,
        paths.stream().map(path -> path.getBytes(StandardCharsets.UTF_8)).toList(),
        parts.exits() && !quieter && quiet.length < 2,
        follow,
        new LineLead.Parts(time(), relative, number, instruction, ZoneId.systemDefault()),
        durations);
  }

  private LineLead.Time time() {
    int level = epoch ? 3 : microseconds ? 2 : Math.min(3, time.length);
    return LineLead.Time.values()[level];
  }
}
