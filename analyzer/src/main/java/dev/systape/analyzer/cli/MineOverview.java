package dev.systape.analyzer.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code analyze mine} without a word that says what. */
@Command(
    description =
        "Mines sequences of calls, of tapes and of the data sets ADFA-LD, UNM and LID-DS."
            + " `analyze mine WHAT --help` tells the options.",
    sortOptions = false)
final class MineOverview extends AnalyzeCommand {
  @Parameters(paramLabel = "WHAT", arity = "0..*", description = "one of these:")
  List<String> rest = List.of();

  @Spec private CommandSpec spec;

  /** The list of commands stands below the usage. */
  @Override
  void prepare() {
    spec.usageMessage().footer(MineCommands.list().lines().toArray(String[]::new));
  }

  @Override
  void run(Console console) {
    String given = rest.isEmpty() ? "" : "mine " + String.join(" ", rest) + ": ";
    List<String> behind = rest.isEmpty() ? List.of() : MineCommands.next(rest.get(0));
    throw new UsageException(
        behind.isEmpty()
            ? given + "mine what? One of " + String.join(", ", MineCommands.next(""))
            : given + "one of " + String.join(", ", behind) + " comes behind " + rest.get(0));
  }
}
