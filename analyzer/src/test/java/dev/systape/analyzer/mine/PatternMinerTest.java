package dev.systape.analyzer.mine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.analyzer.mine.PatternMiner.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Patterns of the four sequences of the BIDE paper's example: CAABC, ABCB, CABC, ABBCA. */
class PatternMinerTest {
  private static final int A = 0;
  private static final int B = 1;
  private static final int C = 2;
  private static final List<int[]> EXAMPLE =
      List.of(
          Streams.of(C, A, A, B, C),
          Streams.of(A, B, C, B),
          Streams.of(C, A, B, C),
          Streams.of(A, B, B, C, A));

  private static List<String> mine(List<int[]> streams, Options options) {
    SequenceStore store = new SequenceStore(0);
    Streams.feedInterleaved(store, streams);
    return mine(store, options);
  }

  private static List<String> mine(SequenceStore store, Options options) {
    List<String> lines = new ArrayList<>();
    PatternMiner.mine(
        store,
        options,
        pattern -> {
          StringBuilder line = new StringBuilder();
          Arrays.stream(pattern.symbols()).forEach(symbol -> line.append((char) ('A' + symbol)));
          lines.add(line.append(':').append(pattern.support()).toString());
        });
    return lines;
  }

  @Test
  void frequentPatternsAreFoundDepthFirst() {
    assertThat(mine(EXAMPLE, new Options(2, 1, 9, Options.ANY_GAP, false)))
        .containsExactly(
            "A:4", "AA:2", "AB:4", "ABB:2", "ABC:4", "AC:4", "B:4", "BB:2", "BC:4", "C:4", "CA:3",
            "CAB:2", "CABC:2", "CAC:2", "CB:3", "CBC:2", "CC:2");
  }

  @Test
  void closedPatternsAreThoseOfTheExample() {
    assertThat(mine(EXAMPLE, new Options(2, 1, 9, Options.ANY_GAP, true)))
        .containsExactly("AA:2", "ABB:2", "ABC:4", "CA:3", "CABC:2", "CB:3");
  }

  @Test
  void aLimitOfTheGapLeavesOutWhatIsFartherApart() {
    // ABC in a row is not in ABBCA, AC is nowhere; with a gap of one ABBCA still has no A?C.
    assertThat(mine(EXAMPLE, new Options(3, 2, 9, 0, false)))
        .containsExactly("AB:4", "ABC:3", "BC:4", "CA:3");
    assertThat(mine(EXAMPLE, new Options(3, 2, 9, 1, false)))
        .containsExactly("AB:4", "ABC:4", "AC:3", "BC:4", "CA:3");
  }

  @Test
  void lengthsAreKept() {
    assertThat(mine(EXAMPLE, new Options(4, 2, 2, Options.ANY_GAP, false)))
        .containsExactly("AB:4", "AC:4", "BC:4");
    assertThat(mine(EXAMPLE, new Options(4, 1, 2, Options.ANY_GAP, true)))
        .as("what is closed does not depend on the longest that is asked for")
        .isEmpty();
  }

  @Test
  void aLongStreamCanBeCut() {
    SequenceStore store = new SequenceStore(2);
    Streams.feed(store, Streams.of(A, B, A, B, A));

    assertThat(store.sequences()).isEqualTo(3);
    assertThat(mine(store, new Options(2, 1, 9, Options.ANY_GAP, false)))
        .containsExactly("A:3", "AB:2", "B:2");
  }

  @Test
  void thereIsNothingInNothing() {
    assertThat(mine(List.of(), new Options(1, 1, 9, Options.ANY_GAP, true))).isEmpty();
    assertThat(mine(List.of(Streams.of()), new Options(1, 1, 9, 0, true))).isEmpty();
  }
}
