package dev.systape.analyzer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class IntMapTest {
  @Property
  void itHoldsWhatAHashMapHolds(
      @ForAll @Size(max = 400) List<@IntRange(min = -90, max = 90) Integer> steps) {
    IntMap<String> map = new IntMap<>();
    Map<Integer, String> expected = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      int key = steps.get(i) * 64;
      if (i % 3 == 2) {
        assertThat(map.remove(key)).isEqualTo(expected.remove(key));
      } else {
        map.put(key, "value " + i);
        expected.put(key, "value " + i);
      }
    }
    for (int key = -100 * 64; key <= 100 * 64; key += 32) {
      assertThat(map.get(key)).isEqualTo(expected.get(key));
    }
    assertThat(map.values()).containsExactlyInAnyOrderElementsOf(expected.values());
  }
}
