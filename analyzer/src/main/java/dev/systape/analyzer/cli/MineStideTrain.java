package dev.systape.analyzer.cli;

import dev.systape.analyzer.mine.StideModel;
import dev.systape.analyzer.report.ListedRows;
import dev.systape.analyzer.sequence.Alphabet;
import dev.systape.analyzer.sequence.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code analyze mine stide train}: a model of normal behaviour. */
@Command(
    description =
        "Learns the windows of K calls that normal behaviour shows, with their counts, and writes"
            + " them to a file with the ABI of the calls and the options.",
    sortOptions = false)
final class MineStideTrain extends MineCommand {
  @Parameters(paramLabel = "TRACE", arity = "1..*", description = PLACES)
  List<String> places;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "MODEL",
      required = true,
      description = "the file; one that is there is replaced")
  Path output;

  @Mixin StideOptions stide;
  @Mixin Form form;

  @Override
  void mine(Console console) throws IOException, SQLException {
    Alphabet alphabet = new Alphabet();
    StideModel model = stide.model(alphabet);
    Reading reading = read(places, alphabet, model, console);
    model.trained();
    model.write(output);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("model", output.toString());
    facts.put("window", model.window());
    facts.put("rare", model.rare() == 0 ? null : model.rare());
    facts.put("calls_of", alphabet.kinds());
    facts.put("traces", reading.traces());
    facts.put("calls", reading.calls());
    facts.put("windows", model.totalWindows());
    facts.put("distinct_windows", model.distinctWindows());
    facts.put("rare_windows", model.rareWindows());
    form.facts(console).write(ListedRows.of(facts));
  }
}
