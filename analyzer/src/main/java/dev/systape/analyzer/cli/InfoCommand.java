package dev.systape.analyzer.cli;

import dev.systape.analyzer.report.CsvWriter;
import dev.systape.analyzer.report.FactList;
import dev.systape.analyzer.report.JsonWriter;
import dev.systape.analyzer.report.ListedRows;
import dev.systape.analyzer.tape.TapeReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code analyze info}: what a tape is, without loading it. */
@Command(
    description =
        "Says what a tape is, how it was made and how well it can be read, without loading it."
            + " With --json one object, with --csv one line.",
    sortOptions = false)
final class InfoCommand extends TapeCommand {
  @Mixin Form form;

  @Override
  void run(Console console) throws IOException, SQLException {
    Map<String, Object> facts;
    try (TapeReader reader = TapeReader.open(tape)) {
      facts = TapeFacts.of(tape, reader);
    }
    if (form.isJson()) {
      new JsonWriter(console.out()).writeFirst(ListedRows.of(facts));
    } else if (form.isText()) {
      new FactList(console.out()).write(ListedRows.of(facts));
    } else {
      new CsvWriter(console.out()).write(ListedRows.of(facts));
    }
  }
}
