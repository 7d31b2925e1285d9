package dev.systape.analyzer.export;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Divides streams among training, validation and test. The same seed, shares and number of streams
 * give the same division on every machine: {@link Random} and the shuffle of {@link Collections}
 * are specified to the bit.
 */
final class Split {
  /** What the parts are called, and their directories. */
  static final List<String> PARTS = List.of("training", "validation", "test");

  private Split() {}

  /**
   * The part of each stream, by its position.
   *
   * @param shares of the parts, in their order; empty: all streams are in the first
   */
  static int[] of(int streams, List<Integer> shares, long seed) {
    int[] parts = new int[streams];
    if (shares.isEmpty()) {
      return parts;
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed));
    long total = shares.stream().mapToLong(Integer::longValue).sum();
    long before = 0;
    int next = 0;
    for (int part = 0; part < shares.size(); part++) {
      before += shares.get(part);
      // Rounded at the borders, so that the parts differ from their shares by less than one.
      long end = (2 * before * streams + total) / (2 * total);
      while (next < end) {
        parts[order.get(next++)] = part;
      }
    }
    return parts;
  }
}
