package dev.systape.analyzer.mine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NgramCounterTest {
  private static final List<int[]> STREAMS =
      List.of(Streams.of(1, 2, 1, 2), Streams.of(1, 2, 3), Streams.of(2, 3), Streams.of(7));

  /** Each n-gram as calls, count, support. */
  private static List<String> lines(NgramCounter counter, long minSupport, int limit) {
    return Arrays.stream(counter.top(minSupport, limit))
        .mapToObj(
            ngram ->
                Arrays.toString(counter.symbols(ngram))
                    + " "
                    + counter.count(ngram)
                    + " "
                    + counter.support(ngram))
        .toList();
  }

  @Test
  void eachHasItsCountAndTheStreamsThatHaveIt() {
    NgramCounter counter = new NgramCounter(2);
    Streams.feed(counter, STREAMS);

    assertThat(lines(counter, 1, Integer.MAX_VALUE))
        .containsExactly("[1, 2] 3 2", "[2, 3] 2 2", "[2, 1] 1 1");
    assertThat(counter.total()).isEqualTo(6);
    assertThat(counter.distinct()).isEqualTo(3);
    assertThat(counter.streams()).isEqualTo(4);
  }

  @Test
  void streamsThatInterleaveCountAsIfEachWereAlone() {
    NgramCounter counter = new NgramCounter(2);
    Streams.feedInterleaved(counter, STREAMS);

    assertThat(lines(counter, 1, Integer.MAX_VALUE))
        .containsExactlyInAnyOrder("[1, 2] 3 2", "[2, 3] 2 2", "[2, 1] 1 1");
  }

  @Test
  void theMostFrequentComeFirstAndSupportCanBeAskedFor() {
    NgramCounter counter = new NgramCounter(2);
    Streams.feed(counter, STREAMS);

    assertThat(lines(counter, 1, 1)).containsExactly("[1, 2] 3 2");
    assertThat(lines(counter, 2, Integer.MAX_VALUE)).containsExactly("[1, 2] 3 2", "[2, 3] 2 2");
    assertThat(counter.supported(2)).isEqualTo(2);
    assertThat(lines(counter, 1, 0)).isEmpty();
  }

  @Test
  void aStreamWithManyDifferentOnesSupportsEachOnce() {
    NgramCounter counter = new NgramCounter(1);
    int[] calls = new int[100_000];
    Arrays.setAll(calls, i -> i % 50_000);
    Streams.feed(counter, calls, calls);

    assertThat(counter.distinct()).isEqualTo(50_000);
    for (int ngram = 0; ngram < counter.distinct(); ngram++) {
      assertThat(counter.count(ngram)).isEqualTo(4);
      assertThat(counter.support(ngram)).isEqualTo(2);
    }
  }
}
