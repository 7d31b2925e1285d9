package dev.systape.analyzer.sequence;

import java.util.Arrays;

/**
 * Slots for the streams that are open, by a key (a pid or tid). Hot: no boxes, and a look-up of the
 * key of before is one comparison.
 */
final class Slots {
  private static final int FREE = -1;

  private long[] keys = new long[64];
  private int[] slots = new int[64];
  private int[] unused = new int[16];
  private int unusedCount;
  private int open;
  private int next;
  private long lastKey;
  private int lastSlot = FREE;

  Slots() {
    Arrays.fill(slots, FREE);
  }

  /** The slot of a key, or -1. */
  int of(long key) {
    if (lastSlot >= 0 && key == lastKey) {
      return lastSlot;
    }
    int slot = slots[place(key)];
    if (slot >= 0) {
      lastKey = key;
      lastSlot = slot;
    }
    return slot;
  }

  /** Gives a slot to a key that has none. */
  int open(long key) {
    if (2 * (open + 1) > keys.length) {
      grow();
    }
    int slot = unusedCount > 0 ? unused[--unusedCount] : next++;
    int place = place(key);
    keys[place] = key;
    slots[place] = slot;
    open++;
    lastKey = key;
    lastSlot = slot;
    return slot;
  }

  /** Takes a key's slot back and returns it, or -1 where it has none. */
  int close(long key) {
    int place = place(key);
    int slot = slots[place];
    if (slot < 0) {
      return FREE;
    }
    slots[place] = FREE;
    open--;
    lastSlot = FREE;
    closeGap(place);
    if (unusedCount == unused.length) {
      unused = Arrays.copyOf(unused, 2 * unusedCount);
    }
    unused[unusedCount++] = slot;
    return slot;
  }

  /** All keys that have slots, sorted. */
  long[] keys() {
    long[] all = new long[open];
    int count = 0;
    for (int place = 0; place < keys.length; place++) {
      if (slots[place] >= 0) {
        all[count++] = keys[place];
      }
    }
    Arrays.sort(all);
    return all;
  }

  private int place(long key) {
    int mask = keys.length - 1;
    int place = home(key);
    while (slots[place] >= 0 && keys[place] != key) {
      place = place + 1 & mask;
    }
    return place;
  }

  private int home(long key) {
    return (int) (key * 0x9E37_79B9_7F4A_7C15L >>> 40) & keys.length - 1;
  }

  /** Keys behind a freed place that were pushed past it move up. */
  private void closeGap(int freed) {
    int mask = keys.length - 1;
    int gap = freed;
    for (int place = gap + 1 & mask; slots[place] >= 0; place = place + 1 & mask) {
      if ((place - home(keys[place]) & mask) >= (place - gap & mask)) {
        keys[gap] = keys[place];
        slots[gap] = slots[place];
        slots[place] = FREE;
        gap = place;
      }
    }
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldSlots = slots;
    keys = new long[2 * oldKeys.length];
    slots = new int[keys.length];
    Arrays.fill(slots, FREE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldSlots[i] >= 0) {
        int place = place(oldKeys[i]);
        keys[place] = oldKeys[i];
        slots[place] = oldSlots[i];
      }
    }
  }
}
