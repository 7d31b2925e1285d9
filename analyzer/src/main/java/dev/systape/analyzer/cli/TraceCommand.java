package dev.systape.analyzer.cli;

import java.io.IOException;
import java.sql.SQLException;
import picocli.CommandLine.Option;

/** A command that reads a tape. */
abstract class TraceCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  boolean help;

  final Console console;

  TraceCommand(Console console) {
    this.console = console;
  }

  /** Does it. */
  abstract void run() throws IOException, SQLException;
}
