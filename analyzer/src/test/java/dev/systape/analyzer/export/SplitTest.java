package dev.systape.analyzer.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** How streams are shared out. */
class SplitTest {
  @Test
  void aSeedAlwaysGivesTheSameParts() {
    int[] parts = Split.of(10, List.of(70, 20, 10), 42);
    assertThat(parts).isEqualTo(Split.of(10, List.of(70, 20, 10), 42));
    // Kept, so that no later version divides otherwise.
    assertThat(parts).containsExactly(2, 0, 0, 1, 0, 1, 0, 0, 0, 0);
    assertThat(Split.of(10, List.of(70, 20, 10), 43)).isNotEqualTo(parts);
  }

  @Test
  void withoutSharesAllIsOnePart() {
    assertThat(Split.of(3, List.of(), 1)).containsExactly(0, 0, 0);
  }

  @Property
  void partsDifferFromTheirSharesByLessThanOne(
      @ForAll @IntRange(max = 300) int streams,
      @ForAll @IntRange(max = 9) int a,
      @ForAll @IntRange(max = 9) int b,
      @ForAll @IntRange(min = 1, max = 9) int c,
      @ForAll long seed) {
    int[] parts = Split.of(streams, List.of(a, b, c), seed);
    List<Integer> shares = List.of(a, b, c);
    for (int part = 0; part < shares.size(); part++) {
      int number = part;
      long size = Arrays.stream(parts).filter(each -> each == number).count();
      double share = (double) streams * shares.get(part) / (a + b + c);
      assertThat(Math.abs(size - share)).isLessThanOrEqualTo(1.0);
    }
  }
}
