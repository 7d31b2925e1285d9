package dev.systape.analyzer.cli;

import java.io.IOException;
import java.sql.SQLException;
import picocli.CommandLine.Option;

/** A command: picocli fills its options, then it runs. */
abstract class AnalyzeCommand {
  /** What the usage calls a tape. */
  static final String TRACE = "TRACE";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  boolean help;

  @Option(names = "--debug", description = "the stack trace of an error")
  boolean debug;

  /** The further words that name it, each with a blank in front; none for most. */
  String subcommand() {
    return "";
  }

  /** What is left to do before its words are read. */
  void prepare() {}

  /**
   * What to say where a word is missing.
   *
   * @param word the command, as it was typed
   * @param label the missing word, as the usage calls it
   * @param message what picocli says
   */
  String missing(String word, String label, String message) {
    return label.equals(TRACE) ? noTape(word, "") : message;
  }

  /** That there is no tape, and how the command is written. */
  static String noTape(String word, String rest) {
    return "the tape is missing: `analyze %s TRACE%s`"
        .formatted(word, rest.isEmpty() ? rest : " " + rest);
  }

  /**
   * Does it.
   *
   * @throws UsageException where the options contradict each other
   * @throws IOException where the tape cannot be read or the result not be written
   * @throws SQLException where a query fails
   */
  abstract void run(Console console) throws IOException, SQLException;
}
