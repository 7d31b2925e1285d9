package dev.systape.analyzer.cli;

import dev.systape.analyzer.sequence.Alphabet;
import dev.systape.analyzer.sequence.CallSink;
import dev.systape.analyzer.sequence.Format;
import dev.systape.analyzer.sequence.ReadOptions;
import dev.systape.analyzer.sequence.Reading;
import dev.systape.schema.abi.Abi;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** A command that reads sequences of calls. */
abstract class MineCommand extends AnalyzeCommand {
  /** How to say where sequences are. */
  static final String PLACES =
      "a tape, or sequences of a data set: a file, a directory with all below it, a zip file, or"
          + " what is inside of one, ZIP!/PATH";

  /** The words after {@code mine} that name it, each with a blank in front. */
  String words = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "tape, adfa-ld (files .txt of call numbers, a trace each), unm (files .int or .txt, pid"
              + " and call a line) or lid-ds (recordings: .sc files, loose or in .zip). Default:"
              + " found by looking; files that begin with two lines of two numbers are unm")
  String format;

  @Option(
      names = "--by",
      paramLabel = "BY",
      defaultValue = "thread",
      description =
          "what a stream is in tapes and lid-ds: thread (default) or process (its threads' calls in"
              + " the order in which they are on the tape). No window or pattern crosses streams")
  String by;

  @Option(
      names = "--names",
      description =
          "a call is its name alone, whatever its ABI: compares data of different ABIs; lid-ds has"
              + " names only")
  boolean names;

  @Option(
      names = "--abi",
      paramLabel = "ABI",
      defaultValue = "i386",
      description =
          "of the numbers of adfa-ld and unm, which do not say: i386 (default). Traces of unm that"
              + " are SunOS's have wrong names, but right numbers")
  String abi;

  @Override
  final String subcommand() {
    return words;
  }

  @Override
  final void run(Console console) throws IOException, SQLException {
    try {
      mine(console);
    } catch (OutOfMemoryError e) {
      throw new IOException(
          "not enough memory for the distinct windows or patterns of this data: use shorter ones,"
              + " less data, or a larger heap (ANALYZE_HEAP)",
          e);
    }
  }

  abstract void mine(Console console) throws IOException, SQLException;

  /** Reads places one after the other. */
  Reading read(List<String> places, Alphabet alphabet, CallSink sink, Console console)
      throws IOException {
    Reading reading =
        new Reading(options(), alphabet, sink, line -> console.err().println("analyze: " + line));
    for (String place : places) {
      reading.read(place);
    }
    return reading;
  }

  /**
   * Reads what is compared with something that was read before.
   *
   * @param known of what it is compared with: labels of ABIs, or {@code names}
   * @throws IOException where calls of other ABIs came alone, which can be like nothing
   */
  Reading compare(
      List<String> known, List<String> places, Alphabet alphabet, CallSink sink, Console console)
      throws IOException {
    Reading reading = read(places, alphabet, sink, console);
    List<String> kinds = reading.kinds();
    if (!kinds.isEmpty() && !known.isEmpty() && Collections.disjoint(kinds, known)) {
      throw new IOException(
          "calls of %s cannot be compared with calls of %s: use --names in training and scoring"
              .formatted(String.join(", ", kinds), String.join(", ", known)));
    }
    return reading;
  }

  private ReadOptions options() {
    Format read = format == null ? null : Format.ofLabel(format);
    if (format != null && read == null) {
      throw new UsageException("--format " + format + ": not one of tape, adfa-ld, unm, lid-ds");
    }
    if (!by.equals("thread") && !by.equals("process")) {
      throw new UsageException("--by " + by + ": neither thread nor process");
    }
    try {
      return new ReadOptions(
          read, ReadOptions.By.valueOf(by.toUpperCase(Locale.ROOT)), names, Abi.ofLabel(abi));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--abi: " + e.getMessage());
    }
  }
}
