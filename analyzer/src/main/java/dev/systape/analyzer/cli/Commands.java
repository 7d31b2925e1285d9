package dev.systape.analyzer.cli;

import java.util.List;
import java.util.Locale;

/** The commands. The class of one is loaded when it is created. */
enum Commands {
  /** What {@code analyze TRACE} is short for. */
  SUMMARY("TRACE", "what was recorded, how well, and what to ask next"),
  INFO("TRACE", "header, size and health of a tape, without loading it"),
  COUNTS("TRACE [--by X]", "calls, errors and wall time by name"),
  PRINT("TRACE", "the calls as text, a line each, as strace writes them"),
  SQL("TRACE [QUERY]", "run SQL on the tables of a tape"),
  QUERIES("[NAME]", "the library of queries: what each asks and answers"),
  QUERY("TRACE NAME", "run a query of the library"),
  DIFF("A B", "what is new, gone or slower on one tape beside another"),
  EXPORT("TRACE --format F -o OUT", "files for other tools: jsonl, parquet, perfetto and more"),
  MINE("WHAT TRACE...", "n-grams, patterns and anomalies of call sequences"),
  SYSCALLS("[NAME]", "the reference: numbers, names, arguments");

  private final String synopsis;
  private final String description;

  Commands(String synopsis, String description) {
    this.synopsis = synopsis;
    this.description = description;
  }

  /** The word for it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Makes the command, or the one that further words name, which are taken from them.
   *
   * <p>A switch, not a supplier a command: nine lambdas cost more than the class of one command.
   */
  AnalyzeCommand create(List<String> words) {
    return this == MINE ? MineCommands.create(words) : create();
  }

  private AnalyzeCommand create() {
    return switch (this) {
      case SUMMARY -> new SummaryCommand();
      case INFO -> new InfoCommand();
      case COUNTS -> new CountsCommand();
      case PRINT -> new PrintCommand();
      case SQL -> new SqlCommand();
      case QUERIES -> new QueriesCommand();
      case QUERY -> new QueryCommand();
      case DIFF -> new DiffCommand();
      case EXPORT -> new ExportCommand();
      case MINE -> new MineOverview();
      case SYSCALLS -> new SyscallsCommand();
    };
  }

  /** The command that a word names, or null. */
  static Commands of(String word) {
    for (Commands command : values()) {
      if (command.word().equals(word)) {
        return command;
      }
    }
    return null;
  }

  /** The command that a word may have been meant to name, or null: one letter off, or a prefix. */
  static Commands near(String word) {
    for (Commands command : values()) {
      if (command.word().startsWith(word) || isOneOff(command.word(), word)) {
        return command;
      }
    }
    return null;
  }

  /** Whether one letter is missing, added, other or changed places with its neighbour. */
  private static boolean isOneOff(String right, String typed) {
    int from = 0;
    while (from < Math.min(right.length(), typed.length())
        && right.charAt(from) == typed.charAt(from)) {
      from++;
    }
    String rest = right.substring(from);
    String other = typed.substring(from);
    return rest.length() > 1
            && other.length() > 1
            && rest.substring(2).equals(other.substring(2))
            && rest.charAt(0) == other.charAt(1)
            && rest.charAt(1) == other.charAt(0)
        || tail(rest).equals(other)
        || rest.equals(tail(other))
        || tail(rest).equals(tail(other));
  }

  private static String tail(String text) {
    return text.isEmpty() ? text : text.substring(1);
  }

  /** The usage of all. */
  static String usage() {
    StringBuilder text = new StringBuilder();
    text.append("usage: analyze TRACE\n");
    text.append("       analyze COMMAND [TRACE] [options]\n\n");
    text.append("Reads a tape that record(1) made. `analyze TRACE` is short for the summary.\n\n");
    for (Commands command : values()) {
      String left = command.word() + " " + command.synopsis;
      text.append("  ").append(left).append(" ".repeat(Math.max(1, 24 - left.length())));
      text.append(command.description).append('\n');
    }
    text.append("\n`analyze COMMAND --help` tells the options. ");
    text.append("Results go to standard output, messages to standard error.\n");
    text.append("Exit status: 0, 1 failed, 2 bad usage.\n");
    return text.toString();
  }
}
