package dev.systape.analyzer.mine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** STIDE and its rates against what the definitions say, done the slow way. */
class StidePropertyTest {
  @Provide
  Arbitrary<List<int[]>> streams() {
    return Arbitraries.integers()
        .between(0, 4)
        .array(int[].class)
        .ofMaxSize(30)
        .list()
        .ofMaxSize(6);
  }

  @Property(tries = 300, seed = "20261127")
  void countsAreThoseOfASetOfLists(
      @ForAll("streams") List<int[]> training,
      @ForAll("streams") List<int[]> scored,
      @ForAll @IntRange(min = 1, max = 9) int window,
      @ForAll @DoubleRange(min = 0, max = 0.3) double rare) {
    Map<List<Integer>, Long> counts = new HashMap<>();
    training.forEach(
        stream -> windows(stream, window).forEach(each -> counts.merge(each, 1L, Long::sum)));
    long total = counts.values().stream().mapToLong(Long::longValue).sum();

    StideModel model = new StideModel(Streams.alphabet(5), window, rare);
    Streams.feedInterleaved(model, training);
    model.trained();

    assertThat(model.totalWindows()).isEqualTo(total);
    assertThat(model.distinctWindows()).isEqualTo(counts.size());
    assertThat(model.rareWindows())
        .isEqualTo((int) counts.values().stream().filter(n -> (double) n / total < rare).count());
    StideScorer scorer = new StideScorer(model, 3);
    Streams.feed(scorer, scored);
    for (int i = 0; i < scored.size(); i++) {
      List<Boolean> mismatches =
          windows(scored.get(i), window).stream()
              .map(
                  each ->
                      (double) counts.getOrDefault(each, 0L) / total < rare
                          || !counts.containsKey(each))
              .toList();
      StideScorer.Score score = scorer.scores().get(i);
      assertThat(score.windows()).isEqualTo(mismatches.size());
      assertThat(score.mismatches()).isEqualTo(count(mismatches));
      assertThat(score.worstFrame()).isEqualTo(worst(mismatches, 3));
    }
  }

  private static List<List<Integer>> windows(int[] stream, int length) {
    List<List<Integer>> windows = new ArrayList<>();
    for (int i = 0; i + length <= stream.length; i++) {
      windows.add(IntStream.of(stream).skip(i).limit(length).boxed().toList());
    }
    return windows;
  }

  private static int count(List<Boolean> mismatches) {
    return (int) mismatches.stream().filter(each -> each).count();
  }

  private static int worst(List<Boolean> mismatches, int frame) {
    int worst = 0;
    for (int end = 0; end <= mismatches.size(); end++) {
      worst = Math.max(worst, count(mismatches.subList(Math.max(0, end - frame), end)));
    }
    return worst;
  }

  @Provide
  Arbitrary<double[]> scores() {
    // Few values, so that there are ties.
    return Arbitraries.integers()
        .between(0, 6)
        .map(n -> n / 6.0)
        .array(double[].class)
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  @Property(tries = 300, seed = "20261127")
  void theAreaIsTheShareOfPairsThatAreInOrder(
      @ForAll("scores") double[] normal, @ForAll("scores") double[] attack) {
    double pairs = 0;
    for (double a : attack) {
      for (double n : normal) {
        pairs += a > n ? 1 : a == n ? 0.5 : 0;
      }
    }
    assertThat(new Roc(normal, attack).auc()).isEqualTo(pairs / (normal.length * attack.length));
  }

  @Property(tries = 300, seed = "20261127")
  void thePointsAreTheRatesOfTheirThresholdsAndSpanTheArea(
      @ForAll("scores") double[] normal, @ForAll("scores") double[] attack) {
    Roc roc = new Roc(normal, attack);
    double area = 0;
    Roc.Point before = roc.points().get(0);
    for (Roc.Point point : roc.points()) {
      assertThat(point.falseAlarmRate()).isEqualTo(alarms(normal, point.threshold()));
      assertThat(point.detectionRate()).isEqualTo(alarms(attack, point.threshold()));
      area +=
          (point.falseAlarmRate() - before.falseAlarmRate())
              * (point.detectionRate() + before.detectionRate())
              / 2;
      before = point;
    }
    assertThat(before.falseAlarmRate()).isEqualTo(1);
    assertThat(before.detectionRate()).isEqualTo(1);
    assertThat(area).isCloseTo(roc.auc(), org.assertj.core.data.Offset.offset(1e-9));
  }

  private static double alarms(double[] scores, double threshold) {
    int alarms = 0;
    for (double score : scores) {
      alarms += score >= threshold ? 1 : 0;
    }
    return (double) alarms / scores.length;
  }
}
