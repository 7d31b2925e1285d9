package dev.systape.analyzer.cli;

import dev.systape.analyzer.mine.Roc;
import dev.systape.analyzer.mine.StideModel;
import dev.systape.analyzer.mine.StideScorer;
import dev.systape.analyzer.mine.StideScorer.Score;
import dev.systape.analyzer.report.CsvWriter;
import dev.systape.analyzer.report.FactList;
import dev.systape.analyzer.report.JsonWriter;
import dev.systape.analyzer.report.ListedRows;
import dev.systape.analyzer.sequence.Alphabet;
import dev.systape.analyzer.sequence.CallStream.Label;
import dev.systape.analyzer.sequence.Reading;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code analyze mine stide evaluate}: a table of the literature in one command. */
@Command(
    description = {
      "Trains STIDE with normal traces, scores other normal traces and attacks, and tells the area"
          + " under the curve of detection and false alarm rates (AUC).",
      "A trace's score is its mismatching windows over all its windows; one without a window scores"
          + " 0; ties count half. A trace is a file of adfa-ld, a pid of unm, a recording of lid-ds,"
          + " a stream of a tape.",
      "With --json one object, with --csv the points of the curve."
    },
    footer = {
      "",
      "A table of the literature, for example:",
      "  analyze mine stide evaluate --window 6 --json \\",
      "    --train ADFA-LD.zip!/ADFA-LD/Training_Data_Master \\",
      "    --normal ADFA-LD.zip!/ADFA-LD/Validation_Data_Master \\",
      "    --attack ADFA-LD.zip!/ADFA-LD/Attack_Data_Master"
    },
    sortOptions = false)
final class MineStideEvaluate extends MineCommand {
  /** What a trace is scored by. */
  enum ScoreBy {
    rate(Score::rate),
    frame(Score::worstFrame);

    final ToDoubleFunction<Score> score;

    ScoreBy(ToDoubleFunction<Score> score) {
      this.score = score;
    }
  }

  @Option(names = "--train", paramLabel = "PLACE", required = true, description = PLACES)
  List<String> train;

  @Option(names = "--normal", paramLabel = "PLACE", description = "normal traces to score")
  List<String> normal = new ArrayList<>();

  @Option(names = "--attack", paramLabel = "PLACE", description = "attacks to score")
  List<String> attack = new ArrayList<>();

  @Option(
      names = "--test",
      paramLabel = "PLACE",
      description = "traces to score that lid-ds itself labels as normal or attack")
  List<String> test = new ArrayList<>();

  @Mixin StideOptions stide;

  @Option(
      names = "--score",
      paramLabel = "SCORE",
      defaultValue = "rate",
      description = "rate (default), or frame: the most mismatches in a locality frame")
  ScoreBy scoreBy;

  @Mixin Form form;

  @Override
  void mine(Console console) throws IOException, SQLException {
    if (test.isEmpty() && (normal.isEmpty() || attack.isEmpty())) {
      throw new UsageException("what to score: --normal and --attack, or --test");
    }
    Alphabet alphabet = new Alphabet();
    StideModel model = stide.model(alphabet);
    Reading training = read(train, alphabet, model, console);
    model.trained();
    List<String> known = training.kinds();

    List<Score> normals = score(known, normal, model, console);
    List<Score> attacks = score(known, attack, model, console);
    checkLabels(normals, Label.ATTACK, "--normal");
    checkLabels(attacks, Label.NORMAL, "--attack");
    for (Score score : score(known, test, model, console)) {
      labelled(score, normals, attacks).add(score);
    }
    if (normals.isEmpty() || attacks.isEmpty()) {
      throw new IOException("no rates without both normal and attack traces");
    }
    write(model, training.traces(), normals, attacks, console);
  }

  private List<Score> score(
      List<String> known, List<String> places, StideModel model, Console console)
      throws IOException {
    StideScorer scorer = new StideScorer(model, stide.frame);
    compare(known, places, model.alphabet(), scorer, console);
    return new ArrayList<>(scorer.traces());
  }

  private static void checkLabels(List<Score> scores, Label wrong, String option)
      throws IOException {
    for (Score score : scores) {
      if (score.stream().label() == wrong) {
        throw new IOException(
            "%s: %s says that it is %s"
                .formatted(
                    option,
                    score.stream().name(),
                    wrong == Label.ATTACK ? "an attack" : "no attack"));
      }
    }
  }

  private static List<Score> labelled(Score score, List<Score> normals, List<Score> attacks)
      throws IOException {
    return switch (score.stream().label()) {
      case NORMAL -> normals;
      case ATTACK -> attacks;
      case NONE ->
          throw new IOException(
              "--test: "
                  + score.stream().name()
                  + " has no label: name normal and attack traces with --normal and --attack");
    };
  }

  private void write(
      StideModel model, int trained, List<Score> normals, List<Score> attacks, Console console)
      throws IOException, SQLException {
    Roc roc =
        new Roc(
            normals.stream().mapToDouble(scoreBy.score).toArray(),
            attacks.stream().mapToDouble(scoreBy.score).toArray());
    List<Map<String, Object>> points = roc.points().stream().map(MineStideEvaluate::map).toList();
    Map<String, Object> traces = new LinkedHashMap<>();
    traces.put("train", trained);
    traces.put("normal", normals.size());
    traces.put("attack", attacks.size());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("window", model.window());
    facts.put("rare", model.rare() == 0 ? null : model.rare());
    facts.put("score", scoreBy.name());
    facts.put("traces", traces);
    facts.put("trainingWindows", model.totalWindows());
    facts.put("distinctWindows", model.distinctWindows());
    facts.put("rareWindows", model.rareWindows());
    facts.put("auc", roc.auc());
    if (form.isJson()) {
      facts.put("points", points);
      new JsonWriter(console.out()).writeFirst(ListedRows.of(facts));
    } else if (form.isText()) {
      new FactList(console.out()).write(ListedRows.of(facts));
    } else {
      List<String> columns = List.copyOf(points.get(0).keySet());
      List<Object[]> rows = points.stream().map(point -> point.values().toArray()).toList();
      new CsvWriter(console.out()).write(new ListedRows(columns, rows));
    }
  }

  /** A point; at the first no score is an alarm, so there is no threshold. */
  private static Map<String, Object> map(Roc.Point point) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("threshold", Double.isInfinite(point.threshold()) ? null : point.threshold());
    map.put("falseAlarmRate", point.falseAlarmRate());
    map.put("detectionRate", point.detectionRate());
    return map;
  }
}
