package dev.systape.analyzer.mine;

import java.util.Arrays;

/**
 * The last calls of each stream that is open. Each is written twice, a length apart, so that a
 * window always lies in one piece. Hot.
 */
final class Windows {
  private final int length;
  private int[][] calls = new int[16][];
  private int[] place = new int[16];
  private int[] seen = new int[16];

  /** Windows of a length of at least 1. */
  Windows(int length) {
    this.length = length;
  }

  /** Forgets what a slot's stream of before did. */
  void begin(int slot) {
    if (slot >= calls.length) {
      int larger = Math.max(2 * calls.length, slot + 1);
      calls = Arrays.copyOf(calls, larger);
      place = Arrays.copyOf(place, larger);
      seen = Arrays.copyOf(seen, larger);
    }
    if (calls[slot] == null) {
      calls[slot] = new int[2 * length];
    }
    place[slot] = 0;
    seen[slot] = 0;
  }

  /** Takes a stream's next call; whether there is a whole window now. */
  boolean push(int slot, int symbol) {
    int[] ring = calls[slot];
    int at = place[slot];
    ring[at] = symbol;
    ring[at + length] = symbol;
    place[slot] = at + 1 == length ? 0 : at + 1;
    if (seen[slot] < length) {
      seen[slot]++;
    }
    return seen[slot] == length;
  }

  /** The array in which a stream's window lies. */
  int[] array(int slot) {
    return calls[slot];
  }

  /** Where in it the window begins. */
  int from(int slot) {
    return place[slot];
  }

  /** How many calls are there, at most a window's. */
  int seen(int slot) {
    return seen[slot];
  }
}
