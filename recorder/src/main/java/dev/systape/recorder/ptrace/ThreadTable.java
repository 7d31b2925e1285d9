package dev.systape.recorder.ptrace;

import java.util.ArrayList;
import java.util.List;

/**
 * The threads being traced, by tid: open addressing over an int key, so that a look-up at a stop
 * allocates nothing.
 */
final class ThreadTable<S> {
  private static final int INITIAL = 256;

  private TracedThread<S>[] slots = slots(INITIAL);
  private int size;

  @SuppressWarnings("unchecked")
  private static <S> TracedThread<S>[] slots(int count) {
    return (TracedThread<S>[]) new TracedThread<?>[count];
  }

  /** The thread with a tid, or null. */
  TracedThread<S> get(int tid) {
    int mask = slots.length - 1;
    for (int i = hash(tid) & mask; slots[i] != null; i = i + 1 & mask) {
      if (slots[i].tid() == tid) {
        return slots[i];
      }
    }
    return null;
  }

  /** Adds a thread whose tid is not there. */
  void add(TracedThread<S> thread) {
    if (2 * (size + 1) > slots.length) {
      TracedThread<S>[] old = slots;
      slots = slots(2 * old.length);
      for (TracedThread<S> each : old) {
        if (each != null) {
          place(each);
        }
      }
    }
    place(thread);
    size++;
  }

  /** Removes a thread that is there under the tid that it has now. */
  void remove(TracedThread<S> thread) {
    int mask = slots.length - 1;
    int hole = hash(thread.tid()) & mask;
    while (slots[hole] != thread) {
      hole = hole + 1 & mask;
    }
    slots[hole] = null;
    size--;
    for (int i = hole + 1 & mask; slots[i] != null; i = i + 1 & mask) {
      TracedThread<S> moved = slots[i];
      slots[i] = null;
      place(moved);
    }
  }

  /** Whether another thread of a process is there. */
  boolean hasProcess(int pid) {
    for (TracedThread<S> each : slots) {
      if (each != null && each.pid() == pid) {
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
  List<TracedThread<S>> all() {
    List<TracedThread<S>> all = new ArrayList<>(size);
    for (TracedThread<S> each : slots) {
      if (each != null) {
        all.add(each);
      }
    }
    return all;
  }

  private void place(TracedThread<S> thread) {
    int mask = slots.length - 1;
    int i = hash(thread.tid()) & mask;
    while (slots[i] != null) {
      i = i + 1 & mask;
    }
    slots[i] = thread;
  }

  private static int hash(int tid) {
    int h = tid * 0x9E3779B9;
    return h ^ h >>> 16;
  }
}
