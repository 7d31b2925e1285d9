package dev.systape.analyzer.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowTableTest {
  @Test
  void windowsAreNumberedAsTheyComeAndCounted() {
    WindowTable table = new WindowTable(2);

    assertThat(table.add(Streams.of(9, 1, 2, 9), 1)).isZero();
    assertThat(table.add(Streams.of(2, 1), 0)).isEqualTo(1);
    assertThat(table.add(Streams.of(1, 2), 0)).isZero();

    assertThat(table.size()).isEqualTo(2);
    assertThat(table.total()).isEqualTo(3);
    assertThat(table.count(0)).isEqualTo(2);
    assertThat(table.count(1)).isEqualTo(1);
    assertThat(table.window(1)).containsExactly(2, 1);
    assertThat(table.find(Streams.of(2, 1), 0)).isEqualTo(1);
    assertThat(table.find(Streams.of(2, 2), 0)).isEqualTo(WindowTable.NONE);
  }

  @Test
  void aSymbolThatIsTooLargeForTheTableIsInNoWindow() {
    WindowTable table = new WindowTable(2);
    table.add(Streams.of(1, 2), 0);

    assertThat(table.find(Streams.of(1, 2 + 256), 0)).isEqualTo(WindowTable.NONE);
    assertThat(table.find(Streams.of(1, Integer.MAX_VALUE), 0)).isEqualTo(WindowTable.NONE);
  }

  @Test
  void aCountThatDoesNotFitIsAnErrorAndNotASmallNumber() {
    WindowTable table = new WindowTable(1);
    table.add(Streams.of(1), 0, 0xffff_ffffL);

    assertThat(table.count(0)).isEqualTo(4_294_967_295L);
    assertThatThrownBy(() -> table.add(Streams.of(1), 0)).isInstanceOf(ArithmeticException.class);
  }

  /** Every length that changes how many words a window takes, while symbols outgrow their bits. */
  @Test
  void countsAreThoseOfASetOfListsWhateverTheLengthAndTheSymbols() {
    Random random = new Random(7);
    for (int length : List.of(1, 2, 5, 6, 7, 8, 9, 15, 33)) {
      WindowTable table = new WindowTable(length);
      Map<List<Integer>, Long> naive = new HashMap<>();
      List<List<Integer>> order = new ArrayList<>();
      for (int bound : List.of(3, 250, 257, 1023, 5000, 70_000, Integer.MAX_VALUE)) {
        for (int i = 0; i < 3000; i++) {
          int[] window = random.ints(length, Math.max(0, bound - 3), bound).toArray();
          List<Integer> list = IntStream.of(window).boxed().toList();
          if (naive.merge(list, 1L, Long::sum) == 1) {
            order.add(list);
          }
          table.add(window, 0);
        }
      }
      assertThat(table.size()).as("length %d", length).isEqualTo(naive.size());
      for (int entry = 0; entry < table.size(); entry++) {
        int[] window = table.window(entry);
        assertThat(IntStream.of(window).boxed().toList()).isEqualTo(order.get(entry));
        assertThat(table.count(entry)).isEqualTo(naive.get(order.get(entry)));
        assertThat(table.find(window, 0)).isEqualTo(entry);
      }
    }
  }
}
