package dev.systape.analyzer.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A map from numbers (tids, pids) to values, without boxes: open addressing, linear probing. Hot.
 *
 * @param <V> the values
 */
final class IntMap<V> {
  private int[] keys = new int[64];
  private Object[] values = new Object[64];
  private int size;

  /** The value of a key, or null. */
  @SuppressWarnings("unchecked")
  V get(int key) {
    return (V) values[slot(key)];
  }

  /** Sets the value of a key; it is not null. */
  void put(int key, V value) {
    if (2 * size >= keys.length) {
      grow();
    }
    int slot = slot(key);
    size += values[slot] == null ? 1 : 0;
    keys[slot] = key;
    values[slot] = value;
  }

  /** Removes a key and returns what its value was, or null. */
  V remove(int key) {
    V value = get(key);
    if (value != null) {
      int slot = slot(key);
      values[slot] = null;
      size--;
      closeGap(slot);
    }
    return value;
  }

  /** Takes the keys and their values. */
  @FunctionalInterface
  interface Visitor<V> {
    void visit(int key, V value);
  }

  /** Shows all entries, in no order; none may be added or removed meanwhile. */
  @SuppressWarnings("unchecked")
  void forEach(Visitor<V> visitor) {
    for (int slot = 0; slot < values.length; slot++) {
      if (values[slot] != null) {
        visitor.visit(keys[slot], (V) values[slot]);
      }
    }
  }

  /** All values, in no order. */
  @SuppressWarnings("unchecked")
  List<V> values() {
    List<V> all = new ArrayList<>(size);
    for (Object value : values) {
      if (value != null) {
        all.add((V) value);
      }
    }
    return all;
  }

  private int slot(int key) {
    int slot = home(key);
    while (values[slot] != null && keys[slot] != key) {
      slot = slot + 1 & keys.length - 1;
    }
    return slot;
  }

  private int home(int key) {
    return (key * 0x9E3779B9 >>> 8) & keys.length - 1;
  }

  /** Entries behind a freed slot that were pushed past it move up. */
  private void closeGap(int freed) {
    int gap = freed;
    int mask = keys.length - 1;
    for (int slot = gap + 1 & mask; values[slot] != null; slot = slot + 1 & mask) {
      if ((slot - home(keys[slot]) & mask) >= (slot - gap & mask)) {
        keys[gap] = keys[slot];
        values[gap] = values[slot];
        values[slot] = null;
        gap = slot;
      }
    }
  }

  private void grow() {
    int[] oldKeys = keys;
    Object[] oldValues = values;
    keys = new int[2 * oldKeys.length];
    values = new Object[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != null) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
