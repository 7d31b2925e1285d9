package dev.systape.analyzer.cli;

import dev.systape.analyzer.export.ExportFormat;
import dev.systape.analyzer.export.ExportOptions;
import dev.systape.analyzer.export.JsonLinesExport;
import dev.systape.analyzer.load.TraceDatabase;
import dev.systape.analyzer.model.DescribedRoles;
import dev.systape.analyzer.sequence.ReadOptions.By;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.model.Descriptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code analyze export}: a tape in the formats of other tools. */
@Command(
    description = "Writes a tape in a format that other tools read.",
    footer = {
      "",
      "Formats: jsonl (a JSON object a line; --schema prints its JSON Schema), csv and parquet (a"
          + " table of the database), duckdb (the database), strace (text), perfetto (for"
          + " ui.perfetto.dev), seccomp (a profile for containers), unm, adfa-ld, lid-ds (for"
          + " intrusion detection: directories with an export.json that says what is in them)."
    },
    sortOptions = false)
final class ExportCommand extends AnalyzeCommand {
  private static final BigDecimal NS = BigDecimal.valueOf(1_000_000_000);

  /** Whose calls are a stream. */
  enum Streams {
    process,
    thread
  }

  @Spec CommandSpec spec;

  @Parameters(index = "0", arity = "0..1", paramLabel = "TRACE", description = "the tape")
  Path tape;

  @Option(names = "--format", paramLabel = "F", description = "see below")
  String format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description = "the file, or the directory, that is made")
  Path out;

  @Option(names = "--force", description = "replace OUT where it is a file or an export")
  boolean force;

  @Option(names = "--schema", description = "print the JSON Schema of jsonl, and nothing else")
  boolean schema;

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      defaultValue = "syscall",
      description = "csv, parquet: which table (default syscall)")
  String table;

  @Option(
      names = "--partition",
      paramLabel = "COL",
      description = "parquet: a directory with a file for each value of a column")
  String partition;

  @Option(names = "--partial", description = "seccomp: also of a tape that lacks calls")
  boolean partial;

  @Option(
      names = "--by",
      paramLabel = "BY",
      description = "unm, adfa-ld, lid-ds: a stream is a process or a thread")
  Streams by;

  @Option(names = "--numbers", description = "adfa-ld: calls as numbers (default)")
  boolean numbers;

  @Option(names = "--names", description = "adfa-ld: calls by name")
  boolean names;

  @Option(
      names = "--split",
      paramLabel = "A,B,C",
      split = ",",
      description = "unm, adfa-ld, lid-ds: shares of training, validation and test")
  List<Integer> split = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "of the split (default 0): the same seed, the same split")
  long seed;

  @Option(
      names = "--label",
      paramLabel = "L",
      defaultValue = ExportOptions.NORMAL,
      description = "what the tape shows: normal (default), or the name of an attack")
  String label;

  @Option(
      names = "--attack-start",
      paramLabel = "T",
      description =
          "lid-ds: when the attack began, seconds since 1970, or +S since recording began")
  String attackStart;

  @Override
  void run(Console console) throws IOException, SQLException {
    if (schema) {
      console.out().write(JsonLinesExport.schema());
      return;
    }
    if (tape == null || format == null || out == null) {
      throw new UsageException(
          "%s missing: `analyze export TRACE --format F -o OUT`"
              .formatted(
                  tape == null
                      ? "the tape is"
                      : format == null ? "--format, what to write, is" : "-o, where to, is"));
    }
    ExportFormat which = ExportFormat.ofLabel(format);
    if (which == null) {
      throw new UsageException(
          "there is no format '%s': one of %s"
              .formatted(
                  format,
                  String.join(
                      ", ",
                      Arrays.stream(ExportFormat.values()).map(ExportFormat::label).toList())));
    }
    check(which);
    which.export(tape, options(console), out, force);
  }

  private void check(ExportFormat which) {
    for (String option :
        List.of(
            "--table",
            "--partition",
            "--partial",
            "--by",
            "--numbers",
            "--names",
            "--split",
            "--seed",
            "--label",
            "--attack-start")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option) && !which.takes(option)) {
        throw new UsageException("--format %s has no %s".formatted(format, option));
      }
    }
    boolean shares =
        split.size() == 3
            && split.stream().allMatch(each -> each >= 0)
            && split.stream().anyMatch(each -> each > 0);
    if (!split.isEmpty() && !shares) {
      throw new UsageException("--split takes three shares from 0 on, such as 70,15,15");
    }
    if (numbers && names) {
      throw new UsageException("--numbers and --names contradict each other");
    }
    if (!label.matches("[A-Za-z0-9._-]+")) {
      throw new UsageException("--label takes letters, digits, '.', '_' and '-'");
    }
    boolean attack = !label.equals(ExportOptions.NORMAL);
    if (which == ExportFormat.LID_DS && attack != (attackStart != null)) {
      throw new UsageException("an attack needs both --label NAME and --attack-start");
    }
  }

  private ExportOptions options(Console console) throws IOException {
    By streams = by == null ? null : By.valueOf(by.name().toUpperCase(Locale.ROOT));
    return new ExportOptions(
        streams,
        names,
        split,
        seed,
        label,
        attackStart == null ? null : attackStartNs(),
        table,
        partition,
        partial,
        which -> database(which, console),
        line -> console.err().println("analyze: " + line));
  }

  private static Path database(Path tape, Console console) throws IOException, SQLException {
    try (LoadBar bar = new LoadBar(console)) {
      return new TraceDatabase(new DescribedRoles(Descriptions.load()), bar, console.environment())
          .of(tape);
    }
  }

  private long attackStartNs() throws IOException {
    try {
      long ns = new BigDecimal(attackStart).multiply(NS).longValueExact();
      if (!attackStart.startsWith("+")) {
        return ns;
      }
      try (TapeReader reader = TapeReader.open(tape)) {
        return reader.header().clock().realtimeNs() + ns;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw new UsageException(
          "--attack-start '%s' is no time: seconds since 1970, or +S".formatted(attackStart));
    }
  }
}
