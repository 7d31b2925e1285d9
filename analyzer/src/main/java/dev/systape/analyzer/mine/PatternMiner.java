package dev.systape.analyzer.mine;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Frequent sequential patterns: calls that occur in an order, with others between them, in at least
 * so many sequences. PrefixSpan (Pei, Han, Mortazavi-Asl, Pinto, Chen, Dayal, Hsu, "PrefixSpan:
 * mining sequential patterns efficiently by prefix-projected pattern growth", ICDE 2001): a pattern
 * is grown at its end, depth first, by the calls that follow it often enough. The projected
 * database of a pattern is the set of places where it can end, one bit a call, so that it needs the
 * same memory whatever it holds, a level; with a limit of the gap all of these places matter, not
 * the first alone.
 *
 * <p>Closed patterns are those that no call can be put into, in front, behind or between, such that
 * the longer pattern is in all sequences that have the pattern; without a limit of the gap it then
 * has the same support. This is checked as BIDE does (Wang, Han, "BIDE: efficient mining of
 * frequent closed sequences", ICDE 2004; Li, Wang, "Efficiently mining closed frequent closed
 * sequences", ICDE 2004; Li, Wang, "Efficiently mining closed subsequences with gap constraints",
 * SDM 2008) without keeping what was found: {@link Closure}.
 *
 * <p>Memory: two bytes a call, and a bit a call and a number a sequence for each call of the
 * longest pattern.
 */
public final class PatternMiner {
  private final SequenceStore store;
  private final Options options;
  private final Consumer<Pattern> found;
  private final Level[] levels;
  private final Closure closure;
  private final int[] pattern;

  /**
   * What is searched for.
   *
   * @param minSupport sequences that a pattern occurs in at the least, at least 1
   * @param minLength calls of a pattern at the least
   * @param maxLength calls of a pattern at the most
   * @param maxGap other calls between two neighbours at the most; {@link #ANY_GAP}: any
   * @param closed only closed patterns
   */
  public record Options(int minSupport, int minLength, int maxLength, int maxGap, boolean closed) {
    /** No limit of the gap. */
    public static final int ANY_GAP = -1;
  }

  /**
   * A frequent pattern.
   *
   * @param symbols its calls
   * @param support sequences that it occurs in
   */
  public record Pattern(int[] symbols, int support) {}

  /** The projected database of the pattern of a length. */
  static final class Level {
    /** Where the pattern can end, a bit a place. */
    final long[] ends;

    /** The sequences that have it, rising. */
    final int[] sequences;

    int support;

    /** In how many of these sequences each call follows, and the last that was counted. */
    final int[] follows;

    private final int[] counted;

    private Level(SequenceStore store) {
      ends = new long[(store.length() >>> 6) + 1];
      sequences = new int[store.sequences()];
      follows = new int[store.symbols()];
      counted = new int[store.symbols()];
    }
  }

  private PatternMiner(SequenceStore store, Options options, Consumer<Pattern> found) {
    this.store = store;
    this.options = options;
    this.found = found;
    levels = new Level[options.maxLength()];
    pattern = new int[options.maxLength()];
    closure = new Closure(store, options.maxGap());
  }

  /** Finds all patterns and hands each over when it is found, those with one beginning in a row. */
  public static void mine(SequenceStore store, Options options, Consumer<Pattern> found) {
    new PatternMiner(store, options, found).all();
  }

  private void all() {
    int[] support = new int[store.symbols()];
    int[] counted = new int[store.symbols()];
    for (int sequence = 0; sequence < store.sequences(); sequence++) {
      for (int place = store.from(sequence); place < store.to(sequence); place++) {
        int symbol = store.symbol(place);
        if (counted[symbol] != sequence + 1) {
          counted[symbol] = sequence + 1;
          support[symbol]++;
        }
      }
    }
    for (int symbol = 0; symbol < support.length; symbol++) {
      if (support[symbol] >= options.minSupport()) {
        first(symbol);
        grow(1);
      }
    }
  }

  /** The level of the patterns of one call. */
  private void first(int symbol) {
    pattern[0] = symbol;
    Level level = level(0);
    Arrays.fill(level.ends, 0);
    level.support = 0;
    for (int sequence = 0; sequence < store.sequences(); sequence++) {
      boolean has = false;
      for (int place = store.from(sequence); place < store.to(sequence); place++) {
        if (store.symbol(place) == symbol) {
          level.ends[place >>> 6] |= 1L << place;
          has = true;
        }
      }
      if (has) {
        level.sequences[level.support++] = sequence;
      }
    }
  }

  private Level level(int index) {
    if (levels[index] == null) {
      levels[index] = new Level(store);
    }
    return levels[index];
  }

  /** Hands the pattern of a length over and grows it. */
  private void grow(int length) {
    Level level = levels[length - 1];
    if (options.closed() && closure.isHopeless(pattern, length, level)) {
      return;
    }
    boolean largest = length == options.maxLength();
    if (!largest || options.closed()) {
      count(level);
    }
    if (length >= options.minLength()
        && (!options.closed()
            || !followsEverywhere(level) && !closure.canBePutIn(pattern, length, levels))) {
      found.accept(new Pattern(Arrays.copyOf(pattern, length), level.support));
    }
    for (int symbol = 0; symbol < level.follows.length && !largest; symbol++) {
      if (level.follows[symbol] >= options.minSupport()) {
        project(level, level(length), symbol);
        pattern[length] = symbol;
        grow(length + 1);
      }
    }
  }

  /** Whether a call follows on the pattern wherever that occurs: it is not closed then. */
  private static boolean followsEverywhere(Level level) {
    for (int count : level.follows) {
      if (count == level.support) {
        return true;
      }
    }
    return false;
  }

  /** Counts in how many sequences each call can follow. */
  private void count(Level level) {
    Arrays.fill(level.follows, 0);
    Arrays.fill(level.counted, 0);
    for (int i = 0; i < level.support; i++) {
      int sequence = level.sequences[i];
      int end = store.to(sequence);
      int reach = -1;
      for (int place = store.from(sequence); place < end; place++) {
        if (place <= reach) {
          int symbol = store.symbol(place);
          if (level.counted[symbol] != i + 1) {
            level.counted[symbol] = i + 1;
            level.follows[symbol]++;
          }
        }
        reach = reach(level.ends, place, end, reach);
      }
    }
  }

  /** How far the next call of a pattern may be, that of places up to this one. */
  private int reach(long[] ends, int place, int end, int reach) {
    boolean ended = (ends[place >>> 6] >>> place & 1) != 0;
    if (!ended) {
      return reach;
    }
    boolean all = options.maxGap() < 0 || options.maxGap() >= end - place - 1;
    return all ? end : place + 1 + options.maxGap();
  }

  /** Makes the level of the pattern that a call more gives. */
  private void project(Level from, Level to, int symbol) {
    clear(to);
    for (int i = 0; i < from.support; i++) {
      int sequence = from.sequences[i];
      int end = store.to(sequence);
      int reach = -1;
      boolean has = false;
      for (int place = store.from(sequence); place < end; place++) {
        if (place <= reach && store.symbol(place) == symbol) {
          to.ends[place >>> 6] |= 1L << place;
          has = true;
        }
        reach = reach(from.ends, place, end, reach);
      }
      if (has) {
        to.sequences[to.support++] = sequence;
      }
    }
  }

  /** Takes the bits of the pattern before out, sequence by sequence: most have few. */
  private void clear(Level level) {
    for (int i = 0; i < level.support; i++) {
      int begin = store.from(level.sequences[i]) >>> 6;
      int end = store.to(level.sequences[i]) - 1 >>> 6;
      Arrays.fill(level.ends, begin, end + 1, 0);
    }
    level.support = 0;
  }
}
