package dev.systape.analyzer.mine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.analyzer.sequence.Alphabet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** STIDE and t-STIDE on streams whose windows a person can list. */
class StideTest {
  private final Alphabet alphabet = Streams.alphabet(10);

  private StideModel trained(int window, double rare, int[]... streams) {
    StideModel model = new StideModel(alphabet, window, rare);
    Streams.feed(model, streams);
    model.trained();
    return model;
  }

  private static List<StideScorer.Score> scores(StideModel model, int frame, int[]... streams) {
    StideScorer scorer = new StideScorer(model, frame);
    Streams.feed(scorer, streams);
    return scorer.scores();
  }

  @Test
  void trainingCollectsTheWindowsOfEachStream() {
    // 12 23 31 12 of the first, 45 of the second; 24 crosses them and is none.
    StideModel model = trained(2, 0, Streams.of(1, 2, 3, 1, 2), Streams.of(4, 5));

    assertThat(model.totalWindows()).isEqualTo(5);
    assertThat(model.distinctWindows()).isEqualTo(4);
    assertThat(model.rareWindows()).isZero();
    assertThat(model.isMismatch(Streams.of(3, 1), 0)).isFalse();
    assertThat(model.isMismatch(Streams.of(2, 4), 0)).isTrue();
  }

  @Test
  void aScoreIsMismatchesOverWindows() {
    StideModel model = trained(2, 0, Streams.of(1, 2, 3));

    // 12 ok, 21 not, 12 ok, 23 ok.
    StideScorer.Score score = scores(model, 20, Streams.of(1, 2, 1, 2, 3)).get(0);
    assertThat(score.calls()).isEqualTo(5);
    assertThat(score.windows()).isEqualTo(4);
    assertThat(score.mismatches()).isEqualTo(1);
    assertThat(score.rate()).isEqualTo(0.25);
  }

  @Test
  void aStreamThatIsShorterThanAWindowScoresZero() {
    StideModel model = trained(3, 0, Streams.of(1, 2, 3));

    List<StideScorer.Score> scores = scores(model, 20, Streams.of(7, 8), Streams.of());
    assertThat(scores).extracting(StideScorer.Score::rate).containsExactly(0.0, 0.0);
    assertThat(scores).extracting(StideScorer.Score::windows).containsExactly(0L, 0L);
  }

  @Test
  void aWindowBelowTheRarityThresholdIsAMismatch() {
    // Of ten windows 12 is six, 21 three (in 1212121), 34 one.
    int[] often = Streams.of(1, 2, 1, 2, 1, 2, 1);
    int[][] streams = {
      often, Streams.of(1, 2), Streams.of(1, 2), Streams.of(1, 2), Streams.of(3, 4)
    };

    StideModel model = trained(2, 0.1, streams);
    assertThat(model.totalWindows()).isEqualTo(10);
    assertThat(model.rareWindows()).as("1 of 10 is not below 0.1").isZero();
    model.rare(0.11);
    assertThat(model.rareWindows()).isEqualTo(1);
    assertThat(model.isMismatch(Streams.of(3, 4), 0)).isTrue();
    assertThat(model.isMismatch(Streams.of(2, 1), 0)).isFalse();
    model.rare(0.31);
    assertThat(model.isMismatch(Streams.of(2, 1), 0)).isTrue();
    assertThat(model.isMismatch(Streams.of(1, 2), 0)).isFalse();
    model.rare(0);
    assertThat(model.isMismatch(Streams.of(3, 4), 0)).isFalse();
  }

  @Test
  void theWorstLocalityFrameHasTheMostMismatchesInARow() {
    StideModel model = trained(1, 0, Streams.of(0));

    // Mismatches are the 9s. In frames of 3: 0 9 9 has two, no three in a row have three.
    int[] stream = Streams.of(9, 0, 0, 9, 9, 0, 9, 0);
    assertThat(scores(model, 3, stream).get(0).worstFrame()).isEqualTo(2);
    assertThat(scores(model, 4, stream).get(0).worstFrame()).isEqualTo(3);
    assertThat(scores(model, 1, stream).get(0).worstFrame()).isEqualTo(1);
    assertThat(scores(model, 100, stream).get(0).worstFrame()).isEqualTo(4);
  }

  @Test
  void streamsThatInterleaveFareAsIfEachWereAlone() {
    List<int[]> streams =
        List.of(Streams.of(1, 2, 3, 4), Streams.of(1, 3, 1, 2, 3), Streams.of(5, 6));
    StideModel model = trained(2, 0, Streams.of(1, 2, 3, 4));
    StideScorer alone = new StideScorer(model, 20);
    StideScorer together = new StideScorer(model, 20);

    Streams.feed(alone, streams);
    Streams.feedInterleaved(together, streams);

    assertThat(together.scores()).isEqualTo(alone.scores());
  }

  @Test
  void theScoresOfATracesStreamsAreAddedUp() {
    StideModel model = trained(1, 0, Streams.of(0));
    StideScorer scorer = new StideScorer(model, 2);
    scorer.begin(0, Streams.stream("a tid 1", 0));
    scorer.begin(1, Streams.stream("a tid 2", 0));
    scorer.begin(2, Streams.stream("b tid 3", 1));
    for (int call : Streams.of(9, 9)) {
      scorer.call(0, call);
    }
    for (int call : Streams.of(0, 9, 0)) {
      scorer.call(1, call);
    }
    scorer.call(2, 0);
    scorer.end(0);
    scorer.end(1);
    scorer.end(2);

    assertThat(scorer.traces())
        .extracting(StideScorer.Score::windows, StideScorer.Score::mismatches)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(5L, 3L),
            org.assertj.core.groups.Tuple.tuple(1L, 0L));
    assertThat(scorer.traces().get(0).worstFrame()).isEqualTo(2);
  }
}
