package dev.systape.analyzer.mine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.analyzer.mine.PatternMiner.Options;
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
import net.jqwik.api.constraints.IntRange;

/** Patterns against all that there can be, each looked for in each sequence. */
class PatternPropertyTest {
  private static final int SYMBOLS = 3;
  private static final int LONGEST = 4;

  @Provide
  Arbitrary<List<int[]>> streams() {
    return Arbitraries.integers()
        .between(0, SYMBOLS - 1)
        .array(int[].class)
        .ofMaxSize(9)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  @Property(tries = 200, seed = "20261127")
  void patternsAreThoseThatLookingForAllFinds(
      @ForAll("streams") List<int[]> streams,
      @ForAll @IntRange(min = 1, max = 3) int minSupport,
      @ForAll @IntRange(min = -1, max = 3) int maxGap,
      @ForAll boolean closed) {
    Map<List<Integer>, Integer> expected = new HashMap<>();
    for (List<Integer> pattern : all(LONGEST)) {
      int support = support(streams, pattern, maxGap);
      boolean wanted = support >= minSupport && pattern.size() > 0;
      if (wanted && (!closed || isClosed(streams, pattern, maxGap))) {
        expected.put(pattern, support);
      }
    }

    SequenceStore store = new SequenceStore(0);
    Streams.feed(store, streams);
    Map<List<Integer>, Integer> found = new HashMap<>();
    PatternMiner.mine(
        store,
        new Options(minSupport, 1, LONGEST, maxGap, closed),
        pattern ->
            assertThat(
                    found.put(IntStream.of(pattern.symbols()).boxed().toList(), pattern.support()))
                .isNull());

    assertThat(found).isEqualTo(expected);
  }

  private static List<List<Integer>> all(int longest) {
    List<List<Integer>> all = new ArrayList<>(List.of(List.of()));
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).size() < longest) {
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
          all.add(with(all.get(i), all.get(i).size(), symbol));
        }
      }
    }
    return all;
  }

  private static List<Integer> with(List<Integer> pattern, int at, int symbol) {
    List<Integer> longer = new ArrayList<>(pattern);
    longer.add(at, symbol);
    return longer;
  }

  private static boolean isClosed(List<int[]> streams, List<Integer> pattern, int maxGap) {
    List<int[]> having =
        streams.stream().filter(each -> support(List.of(each), pattern, maxGap) == 1).toList();
    for (int at = 0; at <= pattern.size(); at++) {
      for (int symbol = 0; symbol < SYMBOLS; symbol++) {
        if (support(having, with(pattern, at, symbol), maxGap) == having.size()) {
          return false;
        }
      }
    }
    return true;
  }

  private static int support(List<int[]> streams, List<Integer> pattern, int maxGap) {
    return (int)
        streams.stream()
            .filter(stream -> occurs(stream, 0, stream.length, pattern, maxGap))
            .count();
  }

  /** Whether a pattern occurs with its first call before {@code until}. */
  private static boolean occurs(
      int[] stream, int from, int until, List<Integer> pattern, int maxGap) {
    if (pattern.isEmpty()) {
      return true;
    }
    List<Integer> rest = pattern.subList(1, pattern.size());
    for (int at = from; at < Math.min(until, stream.length); at++) {
      int next = maxGap < 0 ? stream.length : at + 2 + maxGap;
      if (stream[at] == pattern.get(0) && occurs(stream, at + 1, next, rest, maxGap)) {
        return true;
      }
    }
    return false;
  }
}
