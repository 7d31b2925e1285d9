package dev.systape.analyzer.cli;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** A command about one tape. */
abstract class TapeCommand extends AnalyzeCommand {
  @Parameters(index = "0", paramLabel = TRACE, description = "the tape, a directory")
  Path tape;
}
