package dev.systape.analyzer.cli;

import dev.systape.analyzer.mine.MarkovModel;
import dev.systape.analyzer.mine.MarkovScorer;
import dev.systape.analyzer.report.ListedRows;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code analyze mine markov score}: how improbable streams are. */
@Command(
    description =
        "Scores streams with a model of `mine markov train`: transitions, those that the training"
            + " did not have, and the mean of -log2 of their probabilities, in bits.",
    sortOptions = false)
final class MineMarkovScore extends MineCommand {
  private static final List<String> COLUMNS =
      List.of("stream", "label", "calls", "transitions", "unseen", "bits_per_transition");

  @Parameters(index = "0", paramLabel = "MODEL", description = "the model")
  Path file;

  @Parameters(index = "1..*", paramLabel = "TRACE", arity = "1..*", description = PLACES)
  List<String> places;

  @Mixin Form form;

  @Override
  void mine(Console console) throws IOException, SQLException {
    MarkovModel model = MarkovModel.read(file);
    List<String> known = model.alphabet().kinds();
    MarkovScorer scorer = new MarkovScorer(model);
    compare(known, places, model.alphabet(), scorer, console);
    List<Object[]> rows = new ArrayList<>();
    for (MarkovScorer.Score score : scorer.scores()) {
      rows.add(
          new Object[] {
            score.stream().name(),
            score.stream().label().name().toLowerCase(Locale.ROOT),
            score.calls(),
            score.transitions(),
            score.unseen(),
            form.number(score.mean())
          });
    }
    form.writer(console).write(new ListedRows(COLUMNS, rows));
  }
}
