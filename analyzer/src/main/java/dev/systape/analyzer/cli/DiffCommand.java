package dev.systape.analyzer.cli;

import dev.systape.analyzer.diff.DiffQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code analyze diff A B}: what differs between two tapes. */
@Command(
    description =
        "Says which processes, calls, errors and paths of tape B are new, gone or slower than on tape"
            + " A. Processes are aligned by their command, the first of both with each other; pids,"
            + " addresses, descriptors and times do not count. Exit status 0, also where tapes"
            + " differ.",
    sortOptions = false)
final class DiffCommand extends TapeCommand {
  @Parameters(index = "1", paramLabel = "B", description = "the tape that is compared with it")
  Path other;

  @Option(
      names = "--slower",
      paramLabel = "FACTOR",
      defaultValue = "2",
      description = "calls are slower, or faster, where the median differs by this factor (2)")
  double slower;

  @Option(
      names = "--calls",
      paramLabel = "N",
      defaultValue = "10",
      description = "and where both tapes have this many of them (10)")
  long calls;

  @Mixin Form form;

  @Override
  String missing(String word, String label, String message) {
    return tape == null
        ? "two tapes are missing: `analyze diff A B`"
        : "the second tape is missing: `analyze diff %s B`"
            .formatted(ShellWord.of(tape.toString()));
  }

  @Override
  void run(Console console) throws IOException, SQLException {
    if (!(slower > 1) || calls < 1) {
      throw new UsageException("--slower takes a factor above 1, --calls a number from 1 on");
    }
    DiffQuery diff = new DiffQuery(slower, calls);
    try (LoadedTape loaded = LoadedTape.openBoth(tape, other, console)) {
      loaded.execute(diff.prepare());
      loaded.write(
          diff.execute(), form.isText() ? console.table().nullAs("") : form.writer(console));
    }
  }
}
