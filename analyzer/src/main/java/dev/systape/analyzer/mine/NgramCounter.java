package dev.systape.analyzer.mine;

import dev.systape.analyzer.sequence.CallSink;
import dev.systape.analyzer.sequence.CallStream;
import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Counts n-grams, that is, windows of n calls in a row within a stream: how often each occurs, and
 * in how many streams (its support). Exact. Hot.
 *
 * <p>For the support each open stream keeps the set of the n-grams that it had; memory is bounded
 * by the distinct n-grams of all, and of the streams that are open at once.
 */
public final class NgramCounter implements CallSink {
  private static final int PAGE_BITS = 14;
  private static final int PAGE = 1 << PAGE_BITS;

  private final WindowTable table;
  private final Windows windows;
  private int[][] support = new int[4][];
  private IntSet[] had = new IntSet[16];
  private long streams;

  /** A counter of n-grams of n calls, n at least 1. */
  public NgramCounter(int n) {
    table = new WindowTable(n);
    windows = new Windows(n);
  }

  @Override
  public void begin(int slot, CallStream stream) {
    streams++;
    windows.begin(slot);
    if (slot >= had.length) {
      had = Arrays.copyOf(had, Math.max(slot + 1, 2 * had.length));
    }
    if (had[slot] == null) {
      had[slot] = new IntSet();
    }
  }

  @Override
  public void call(int slot, int symbol) {
    if (windows.push(slot, symbol)) {
      int entry = table.add(windows.array(slot), windows.from(slot));
      if (had[slot].add(entry)) {
        supported(entry);
      }
    }
  }

  private void supported(int entry) {
    int page = entry >>> PAGE_BITS;
    if (page >= support.length) {
      support = Arrays.copyOf(support, 2 * page);
    }
    if (support[page] == null) {
      support[page] = new int[PAGE];
    }
    support[page][entry & PAGE - 1]++;
  }

  @Override
  public void end(int slot) {
    had[slot].clear();
  }

  /** Streams that began. */
  public long streams() {
    return streams;
  }

  /** N-grams, each as often as it occurred. */
  public long total() {
    return table.total();
  }

  /** N-grams that differ, numbered from 0 in the order in which they first occurred. */
  public int distinct() {
    return table.size();
  }

  /** The calls of an n-gram. */
  public int[] symbols(int ngram) {
    return table.window(ngram);
  }

  /** How often an n-gram occurred. */
  public long count(int ngram) {
    return table.count(ngram);
  }

  /** In how many streams an n-gram occurred. */
  public int support(int ngram) {
    return support[ngram >>> PAGE_BITS][ngram & PAGE - 1];
  }

  /** How many n-grams have a support of at least so much. */
  public int supported(long minSupport) {
    int count = 0;
    for (int ngram = 0; ngram < distinct(); ngram++) {
      count += support(ngram) >= minSupport ? 1 : 0;
    }
    return count;
  }

  /**
   * The n-grams that occurred most often: those of the highest count, of equal ones that which
   * occurred first, first.
   *
   * @param minSupport those in fewer streams are left out
   * @param limit at most so many
   */
  public int[] top(long minSupport, int limit) {
    PriorityQueue<Integer> worstFirst = new PriorityQueue<>((a, b) -> compare(b, a));
    for (int ngram = 0; ngram < distinct() && limit > 0; ngram++) {
      if (support(ngram) >= minSupport) {
        boolean full = worstFirst.size() == limit;
        if (!full || compare(ngram, worstFirst.peek()) < 0) {
          if (full) {
            worstFirst.poll();
          }
          worstFirst.add(ngram);
        }
      }
    }
    int[] top = new int[worstFirst.size()];
    for (int i = top.length - 1; i >= 0; i--) {
      top[i] = worstFirst.poll();
    }
    return top;
  }

  private int compare(int a, int b) {
    int byCount = Long.compare(count(b), count(a));
    return byCount != 0 ? byCount : Integer.compare(a, b);
  }
}
