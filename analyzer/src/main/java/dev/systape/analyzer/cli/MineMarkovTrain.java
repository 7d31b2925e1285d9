package dev.systape.analyzer.cli;

import dev.systape.analyzer.mine.MarkovModel;
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

/** {@code analyze mine markov train}: a chain of normal behaviour. */
@Command(
    description =
        "Learns how often each call follows on each --order calls, and writes it to a file with the"
            + " ABI of the calls and the options.",
    sortOptions = false)
final class MineMarkovTrain extends MineCommand {
  private static final int MAX_ORDER = 64;

  @Parameters(paramLabel = "TRACE", arity = "1..*", description = PLACES)
  List<String> places;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "MODEL",
      required = true,
      description = "the file; one that is there is replaced")
  Path output;

  @Option(
      names = "--order",
      paramLabel = "N",
      defaultValue = "1",
      description = "calls that a call is looked at with (default 1)")
  int order;

  @Option(
      names = "--add",
      paramLabel = "A",
      defaultValue = "1",
      description =
          "what is added to each count, so that what was never seen is not impossible (default 1,"
              + " Laplace)")
  double added;

  @Mixin Form form;

  @Override
  void mine(Console console) throws IOException, SQLException {
    if (order < 1 || order > MAX_ORDER) {
      throw new UsageException("--order " + order + ": not from 1 to " + MAX_ORDER);
    }
    if (!(added >= 0) || Double.isInfinite(added)) {
      throw new UsageException("--add " + added + ": not 0 or more");
    }
    Alphabet alphabet = new Alphabet();
    MarkovModel model = new MarkovModel(alphabet, order, added);
    Reading reading = read(places, alphabet, model, console);
    model.trained();
    model.write(output);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("model", output.toString());
    facts.put("order", order);
    facts.put("added", added);
    facts.put("calls_of", alphabet.kinds());
    facts.put("traces", reading.traces());
    facts.put("calls", reading.calls());
    facts.put("transitions", model.totalTransitions());
    facts.put("distinct_transitions", model.distinctTransitions());
    facts.put("distinct_contexts", model.distinctContexts());
    form.facts(console).write(ListedRows.of(facts));
  }
}
