package dev.systape.analyzer.mine;

import java.util.Arrays;

/** A set of numbers from 0 on, without boxes: open addressing, linear probing. Hot. */
final class IntSet {
  private static final int MIN = 64;

  /** Each number plus one; 0 is free. */
  private int[] places = new int[MIN];

  private int size;

  /** Adds a number; false where it was there. */
  boolean add(int number) {
    int place = place(number + 1);
    if (places[place] != 0) {
      return false;
    }
    places[place] = number + 1;
    size++;
    if (size > places.length / 2) {
      grow();
    }
    return true;
  }

  /** Empties it, and gives much memory back. */
  void clear() {
    if (places.length > 1 << 16) {
      places = new int[MIN];
    } else if (size > 0) {
      Arrays.fill(places, 0);
    }
    size = 0;
  }

  private int place(int value) {
    int mask = places.length - 1;
    int place = (value * 0x9E37_79B9 >>> 7) & mask;
    while (places[place] != 0 && places[place] != value) {
      place = place + 1 & mask;
    }
    return place;
  }

  private void grow() {
    int[] old = places;
    places = new int[2 * old.length];
    for (int value : old) {
      if (value != 0) {
        places[place(value)] = value;
      }
    }
  }
}
