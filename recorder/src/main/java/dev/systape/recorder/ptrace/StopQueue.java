package dev.systape.recorder.ptrace;

import dev.systape.recorder.linux.LibC;
import dev.systape.recorder.linux.Linux;
import dev.systape.schema.memory.Memory;
import java.util.function.IntConsumer;

/**
 * Stops and ends that were waited for and not handled yet. All that wait are taken before any is
 * handled, or one busy thread would starve the others.
 *
 * <p>Hot: no allocation but growth.
 */
final class StopQueue {
  private static final int BATCH = 512;

  /** Bytes of struct rusage on 64-bit machines. */
  private static final int RUSAGE_SIZE = 144;

  private final long status = Memory.allocate(8);
  private final long rusage = Memory.allocate(RUSAGE_SIZE);
  private int[] tids = new int[2 * BATCH];
  private int[] words = new int[2 * BATCH];
  private int head;
  private int count;
  private int rusageTid;

  /** Whether nothing is there. */
  boolean isEmpty() {
    return count == 0;
  }

  /** How many are there. */
  int size() {
    return count;
  }

  /** The thread of the first one. */
  int tid() {
    return tids[head];
  }

  /** The status word of the first one. */
  int word() {
    return words[head];
  }

  /** Takes the first one away. */
  void pop() {
    head = head + 1 & tids.length - 1;
    count--;
  }

  /** Adds one behind all others. */
  void add(int tid, int word) {
    grow();
    int at = head + count & tids.length - 1;
    tids[at] = tid;
    words[at] = word;
    count++;
  }

  /** Adds one before all others. */
  void push(int tid, int word) {
    grow();
    head = head - 1 & tids.length - 1;
    tids[head] = tid;
    words[head] = word;
    count++;
  }

  private void grow() {
    if (count == tids.length) {
      int[] moreTids = new int[2 * count];
      int[] moreWords = new int[2 * count];
      for (int i = 0; i < count; i++) {
        moreTids[i] = tids[head + i & count - 1];
        moreWords[i] = words[head + i & count - 1];
      }
      head = 0;
      tids = moreTids;
      words = moreWords;
    }
  }

  /**
   * Waits for stops: wait4(2) with __WALL, and __WNOTHREAD, without which it would take the JVM's
   * own children.
   *
   * @param block whether to wait for the first
   * @param single whether there is only one thread to wait for
   * @param usage whether to ask for the resources that an ended thread used
   * @return 1 where something came, 0 where a signal or nothing did, -1 where nothing is left to
   *     wait for
   */
  int collect(boolean block, boolean single, boolean usage) {
    int options = Ptrace.WALL | Ptrace.WNOTHREAD | (block ? 0 : Ptrace.WNOHANG);
    for (int taken = 0; taken < BATCH; taken++) {
      int tid = LibC.LIBC.wait4(-1, status, options, usage ? rusage : 0);
      if (tid <= 0) {
        return taken > 0 ? 1 : tid == 0 || LibC.errno() == Linux.EINTR ? 0 : -1;
      }
      int word = Memory.getInt(status);
      add(tid, word);
      boolean ended = WaitStatus.ended(word);
      rusageTid = ended && usage ? tid : 0;
      if (single || ended) {
        return 1;
      }
      options |= Ptrace.WNOHANG;
    }
    return 1;
  }

  /** Calls back with the thread of each. */
  void forEachTid(IntConsumer action) {
    for (int i = 0; i < count; i++) {
      action.accept(tids[head + i & tids.length - 1]);
    }
  }

  /** struct rusage of an ended thread, or 0 where it was not asked for. */
  long rusage(int tid) {
    return rusageTid == tid ? rusage : 0;
  }

  void free() {
    Memory.free(status);
    Memory.free(rusage);
  }
}
