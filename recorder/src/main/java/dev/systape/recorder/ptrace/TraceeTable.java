package dev.systape.recorder.ptrace;

import java.util.ArrayList;
import java.util.List;

/**
 * The threads being traced, by tid: open addressing over an int key, so that a look-up at a stop
 * allocates nothing.
 */
final class TraceeTable {
  private static final int INITIAL = 256;

  private Tracee[] slots = new Tracee[INITIAL];
  private int size;

  /** The thread with a tid, or null. */
  Tracee get(int tid) {
    int mask = slots.length - 1;
    for (int i = hash(tid) & mask; slots[i] != null; i = i + 1 & mask) {
      if (slots[i].tid == tid) {
        return slots[i];
      }
    }
    return null;
  }

  /** Adds a thread whose tid is not there. */
  void add(Tracee tracee) {
    if (2 * (size + 1) > slots.length) {
      Tracee[] old = slots;
      slots = new Tracee[2 * old.length];
      for (Tracee each : old) {
        if (each != null) {
          place(each);
        }
      }
    }
    place(tracee);
    size++;
  }

  /** Removes a thread. */
  void remove(Tracee tracee) {
    int mask = slots.length - 1;
    int hole = hash(tracee.tid) & mask;
    while (slots[hole] != tracee) {
      hole = hole + 1 & mask;
    }
    slots[hole] = null;
    size--;
    for (int i = hole + 1 & mask; slots[i] != null; i = i + 1 & mask) {
      Tracee moved = slots[i];
      slots[i] = null;
      place(moved);
    }
  }

  /** Whether another thread of a process is there. */
  boolean hasProcess(int pid) {
    for (Tracee each : slots) {
      if (each != null && each.pid == pid) {
        return true;
      }
    }
    return false;
  }

  /** How many there are. */
  int size() {
    return size;
  }

  /** All of them, in no order. */
  List<Tracee> all() {
    List<Tracee> all = new ArrayList<>(size);
    for (Tracee each : slots) {
      if (each != null) {
        all.add(each);
      }
    }
    return all;
  }

  private void place(Tracee tracee) {
    int mask = slots.length - 1;
    int i = hash(tracee.tid) & mask;
    while (slots[i] != null) {
      i = i + 1 & mask;
    }
    slots[i] = tracee;
  }

  private static int hash(int tid) {
    int h = tid * 0x9E3779B9;
    return h ^ h >>> 16;
  }
}
