package dev.systape.analyzer.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlotsTest {
  @Test
  void aSlotIsGivenAgainWhenItsStreamIsOver() {
    Slots slots = new Slots();

    assertThat(slots.open(100)).isZero();
    assertThat(slots.open(7)).isEqualTo(1);
    assertThat(slots.of(100)).isZero();
    assertThat(slots.close(100)).isZero();
    assertThat(slots.of(100)).isEqualTo(-1);
    assertThat(slots.close(100)).isEqualTo(-1);
    assertThat(slots.open(8)).isZero();
    assertThat(slots.keys()).containsExactly(7, 8);
  }

  @Test
  void slotsStayThoseOfTheirKeysWhateverComesAndGoes() {
    Random random = new Random(3);
    Slots slots = new Slots();
    Map<Long, Integer> naive = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      long key = random.nextInt(400);
      if (naive.containsKey(key) && random.nextBoolean()) {
        assertThat(slots.close(key)).isEqualTo(naive.remove(key));
      } else if (!naive.containsKey(key)) {
        naive.put(key, slots.open(key));
      }
      assertThat(slots.of(key)).isEqualTo(naive.getOrDefault(key, -1));
    }
    naive.forEach((key, slot) -> assertThat(slots.of(key)).isEqualTo(slot));
    assertThat(new HashSet<>(naive.values())).hasSameSizeAs(naive.values());
    assertThat(slots.keys()).hasSize(naive.size());
  }
}
