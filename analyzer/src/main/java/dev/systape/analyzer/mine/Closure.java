package dev.systape.analyzer.mine;

import java.util.Arrays;

/**
 * Whether a call can be put into a pattern without losing a sequence. For each gap of the pattern
 * (in front of its first call, and between two neighbours) the calls are collected, sequence by
 * sequence, that stand where the beginning of the pattern reaches and from where its end can be
 * reached; one that is there in all sequences makes the pattern one that is not closed. Without a
 * limit of the gap these places are the maximum periods of BIDE. Most gaps are decided after a few
 * sequences, when no call is left.
 */
final class Closure {
  private final SequenceStore store;
  private final int maxGap;

  /** Calls that were at a gap in all sequences so far, and in this one; a bit each. */
  private final long[] common;

  private final long[] here;

  /** By place from the sequence's begin: whether the beginning of the pattern reaches it. */
  private boolean[] reached = new boolean[1 << 10];

  /** By place from the sequence's begin: whether the end of the pattern can begin there. */
  private boolean[] begins = new boolean[1 << 10];

  /** Where each call of the pattern's first instance in a sequence stands. */
  private int[] firsts = new int[16];

  Closure(SequenceStore store, int maxGap) {
    this.store = store;
    this.maxGap = maxGap;
    common = new long[(store.symbols() >>> 6) + 1];
    here = new long[common.length];
  }

  /**
   * Whether a call can be put in front of the pattern or between two of its calls.
   *
   * @param levels those of the pattern and of all its beginnings
   */
  boolean canBePutIn(int[] pattern, int length, PatternMiner.Level[] levels) {
    for (int gap = length - 1; gap >= 0; gap--) {
      PatternMiner.Level level = levels[length - 1];
      boolean any = true;
      Arrays.fill(common, -1L);
      for (int i = 0; i < level.support && any; i++) {
        int sequence = level.sequences[i];
        Arrays.fill(here, 0);
        markBegins(pattern, length, gap, sequence);
        markReached(gap == 0 ? null : levels[gap - 1].ends, sequence);
        collect(sequence);
        any = keepCommon();
      }
      if (any) {
        return true;
      }
    }
    return false;
  }

  private boolean keepCommon() {
    long any = 0;
    for (int word = 0; word < common.length; word++) {
      common[word] &= here[word];
      any |= common[word];
    }
    return any != 0;
  }

  private boolean isNear(int place, int later) {
    return later >= 0 && (maxGap < 0 || later - place - 1 <= maxGap);
  }

  /** Marks where {@code pattern[gap..]} can begin, from its last call to its first. */
  private void markBegins(int[] pattern, int length, int gap, int sequence) {
    int from = store.from(sequence);
    int size = store.to(sequence) - from;
    if (begins.length < size) {
      begins = new boolean[size + size / 4];
      reached = new boolean[begins.length];
    }
    for (int at = 0; at < size; at++) {
      begins[at] = store.symbol(from + at) == pattern[length - 1];
    }
    for (int i = length - 2; i >= gap; i--) {
      int later = -1;
      for (int at = size - 1; at >= 0; at--) {
        boolean laterHere = begins[at];
        begins[at] = store.symbol(from + at) == pattern[i] && isNear(at, later);
        later = laterHere ? at : later;
      }
    }
  }

  /** Marks the places behind those where the beginning ends; all, where there is no beginning. */
  private void markReached(long[] ends, int sequence) {
    int from = store.from(sequence);
    int size = store.to(sequence) - from;
    int earlier = -1;
    for (int at = 0; at < size; at++) {
      reached[at] = ends == null || earlier >= 0 && isNear(earlier, at);
      int place = from + at;
      if (ends != null && (ends[place >>> 6] >>> place & 1) != 0) {
        earlier = at;
      }
    }
  }

  /** Collects the calls at places that are reached, and behind which the rest can begin. */
  private void collect(int sequence) {
    int from = store.from(sequence);
    int later = -1;
    for (int at = store.to(sequence) - from - 1; at >= 0; at--) {
      if (reached[at] && isNear(at, later)) {
        int symbol = store.symbol(from + at);
        here[symbol >>> 6] |= 1L << symbol;
      }
      later = begins[at] ? at : later;
    }
  }

  /**
   * Whether no closed pattern begins with this one: BIDE's BackScan. In every sequence a call
   * stands in the same semi-maximum period, which is between the first instance of the calls before
   * a gap and the last place of the call behind it that still leads to the end of the pattern's
   * first instance. It holds without a limit of the gap only; with one this is false.
   */
  boolean isHopeless(int[] pattern, int length, PatternMiner.Level level) {
    if (maxGap >= 0) {
      return false;
    }
    for (int gap = length - 1; gap >= 0; gap--) {
      boolean any = true;
      Arrays.fill(common, -1L);
      for (int i = 0; i < level.support && any; i++) {
        Arrays.fill(here, 0);
        collectSemiMaximum(pattern, length, gap, level.sequences[i]);
        any = keepCommon();
      }
      if (any) {
        return true;
      }
    }
    return false;
  }

  private void collectSemiMaximum(int[] pattern, int length, int gap, int sequence) {
    if (firsts.length < length) {
      firsts = new int[2 * length];
    }
    int place = store.from(sequence) - 1;
    for (int i = 0; i < length; i++) {
      do {
        place++;
      } while (store.symbol(place) != pattern[i]);
      firsts[i] = place;
    }
    int last = firsts[length - 1];
    for (int i = length - 2; i >= gap; i--) {
      do {
        last--;
      } while (store.symbol(last) != pattern[i]);
    }
    int from = gap == 0 ? store.from(sequence) : firsts[gap - 1] + 1;
    for (int at = from; at < last; at++) {
      int symbol = store.symbol(at);
      here[symbol >>> 6] |= 1L << symbol;
    }
  }
}
