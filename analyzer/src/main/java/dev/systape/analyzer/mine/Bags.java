package dev.systape.analyzer.mine;

import dev.systape.analyzer.sequence.CallSink;
import dev.systape.analyzer.sequence.CallStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bag of calls of each stream: how often each call occurs in it, without their order (Kang,
 * Fuller, Honavar, "Learning classifiers for misuse and anomaly detection using a bag of system
 * calls representation", IEEE SMC Information Assurance Workshop 2005). Distances compare the
 * shares of the calls, so that a long stream can be near a short one.
 */
public final class Bags implements CallSink {
  private final List<Bag> bags = new ArrayList<>();
  private long[][] counts = new long[16][];
  private CallStream[] streams = new CallStream[16];

  /** How far two bags are apart. */
  public enum Metric {
    /** One minus the cosine of the angle between them: from 0 to 1. */
    cosine,
    /** The root of the summed squares of the differences of shares: from 0 to the root of 2. */
    euclidean,
    /** The sum of the differences of shares: from 0 to 2. */
    manhattan
  }

  /**
   * A bag.
   *
   * @param stream whose
   * @param symbols the calls that occur, rising
   * @param shares of each of them in all calls; their sum is 1, or 0 in an empty bag
   * @param calls how many there are
   */
  public record Bag(CallStream stream, int[] symbols, double[] shares, long calls) {
    /**
     * The distance to another bag. An empty bag has all shares 0, and the cosine distance 1 to any
     * that is not empty, 0 to another.
     */
    public double distance(Bag other, Metric metric) {
      double dot = 0;
      double squares = 0;
      double differences = 0;
      int i = 0;
      int j = 0;
      while (i < symbols.length || j < other.symbols.length) {
        int mine = i < symbols.length ? symbols[i] : Integer.MAX_VALUE;
        int its = j < other.symbols.length ? other.symbols[j] : Integer.MAX_VALUE;
        double a = mine <= its ? shares[i++] : 0;
        double b = its <= mine ? other.shares[j++] : 0;
        dot += a * b;
        squares += (a - b) * (a - b);
        differences += Math.abs(a - b);
      }
      return switch (metric) {
        case cosine -> cosine(dot, other);
        case euclidean -> Math.sqrt(squares);
        case manhattan -> differences;
      };
    }

    private double cosine(double dot, Bag other) {
      if (calls == 0 || other.calls == 0) {
        return calls == other.calls ? 0 : 1;
      }
      return Math.max(0, 1 - dot / Math.sqrt(square() * other.square()));
    }

    private double square() {
      double sum = 0;
      for (double share : shares) {
        sum += share * share;
      }
      return sum;
    }
  }

  @Override
  public void begin(int slot, CallStream stream) {
    if (slot >= counts.length) {
      int larger = Math.max(slot + 1, 2 * counts.length);
      counts = Arrays.copyOf(counts, larger);
      streams = Arrays.copyOf(streams, larger);
    }
    if (counts[slot] == null) {
      counts[slot] = new long[256];
    }
    Arrays.fill(counts[slot], 0);
    streams[slot] = stream;
  }

  @Override
  public void call(int slot, int symbol) {
    long[] ofSlot = counts[slot];
    if (symbol >= ofSlot.length) {
      ofSlot = Arrays.copyOf(ofSlot, Math.max(symbol + 1, 2 * ofSlot.length));
      counts[slot] = ofSlot;
    }
    ofSlot[symbol]++;
  }

  @Override
  public void end(int slot) {
    long[] ofSlot = counts[slot];
    long total = 0;
    int used = 0;
    for (long count : ofSlot) {
      total += count;
      used += count > 0 ? 1 : 0;
    }
    int[] symbols = new int[used];
    double[] shares = new double[used];
    int at = 0;
    for (int symbol = 0; symbol < ofSlot.length; symbol++) {
      if (ofSlot[symbol] > 0) {
        symbols[at] = symbol;
        shares[at++] = (double) ofSlot[symbol] / total;
      }
    }
    bags.add(new Bag(streams[slot], symbols, shares, total));
  }

  /** The bags of the streams that ended, in that order. */
  public List<Bag> bags() {
    return bags;
  }

  /** The bag of these that is nearest to one, the first of equals; null where there is none. */
  public Bag nearest(Bag to, Metric metric) {
    Bag nearest = null;
    double least = Double.POSITIVE_INFINITY;
    for (Bag bag : bags) {
      double distance = bag.distance(to, metric);
      if (distance < least) {
        least = distance;
        nearest = bag;
      }
    }
    return nearest;
  }
}
