package dev.systape.analyzer.cli;

import dev.systape.analyzer.mine.StideModel;
import dev.systape.analyzer.mine.StideScorer;
import dev.systape.analyzer.report.ListedRows;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code analyze mine stide score}: how unlike a model streams are. */
@Command(
    description =
        "Scores streams with a model of `mine stide train`: mismatching windows, their share (rate),"
            + " and the most of them in one locality frame, that is, among --frame windows in a row.",
    sortOptions = false)
final class MineStideScore extends MineCommand {
  private static final List<String> COLUMNS =
      List.of("stream", "label", "calls", "windows", "mismatches", "rate", "worst_frame");
  private static final int DEFAULT_FRAME = 20;

  @Parameters(index = "0", paramLabel = "MODEL", description = "the model")
  Path file;

  @Parameters(index = "1..*", paramLabel = "TRACE", arity = "1..*", description = PLACES)
  List<String> places;

  @Option(
      names = "--rare",
      paramLabel = "F",
      description =
          "another rarity threshold than the model's; 0: each window that was seen matches")
  Double rare;

  @Option(
      names = "--frame",
      paramLabel = "N",
      defaultValue = "20",
      description = "windows in a locality frame (default 20)")
  int frame = DEFAULT_FRAME;

  @Mixin Form form;

  @Override
  void mine(Console console) throws IOException, SQLException {
    StideOptions options = new StideOptions();
    options.window = 1;
    options.frame = frame;
    options.rare = rare == null ? 0 : rare;
    options.check();
    StideModel model = StideModel.read(file);
    if (rare != null) {
      model.rare(rare);
    }
    List<String> known = model.alphabet().kinds();
    StideScorer scorer = new StideScorer(model, frame);
    compare(known, places, model.alphabet(), scorer, console);
    List<Object[]> rows = new ArrayList<>();
    for (StideScorer.Score score : scorer.scores()) {
      rows.add(
          new Object[] {
            score.stream().name(),
            score.stream().label().name().toLowerCase(Locale.ROOT),
            score.calls(),
            score.windows(),
            score.mismatches(),
            form.number(score.rate()),
            score.worstFrame()
          });
    }
    form.writer(console).write(new ListedRows(COLUMNS, rows));
  }
}
