package dev.systape.recorder.ptrace.backend;

import dev.systape.recorder.linux.LibC;
import dev.systape.recorder.linux.Linux;
import dev.systape.recorder.linux.ProcessVm;
import dev.systape.schema.memory.Memory;

/**
 * Reads the memory of a stopped tracee with process_vm_readv(2): many ranges in one call, back to
 * back into one local area.
 *
 * <p>Hot: no allocation. The kernel stops at the first byte that it cannot read and drops all
 * ranges behind it, so after a short count the ranges from there on are read one by one: a bad
 * pointer never costs another its bytes.
 */
final class RemoteMemory {
  /** Ranges in one batch at the most: IOV_MAX of limits.h. */
  static final int MAX_RANGES = 1024;

  private static final int IOVEC = 16;

  private final long local = Memory.allocate(IOVEC);
  private final long remote = Memory.allocate((long) IOVEC * MAX_RANGES);
  private final int[] got = new int[MAX_RANGES];
  private final int[] errno = new int[MAX_RANGES];
  private int ranges;
  private long total;

  /** Forgets all ranges. */
  void clear() {
    ranges = 0;
    total = 0;
  }

  /** Whether another range fits. */
  boolean full() {
    return ranges == MAX_RANGES;
  }

  /** Adds a range; its bytes will come right behind those of the ranges before it. */
  void add(long address, int length) {
    long iovec = remote + (long) IOVEC * ranges++;
    Memory.putLong(iovec, address);
    Memory.putLong(iovec + 8, length);
    total += length;
  }

  /**
   * Reads all ranges to {@code destination}; {@link #got} and {@link #errno} then tell how each
   * fared.
   */
  void read(int tid, long destination) {
    if (ranges == 0) {
      return;
    }
    long count = readv(tid, destination, total, 0, ranges);
    long place = destination;
    boolean failed = false;
    for (int i = 0; i < ranges; i++) {
      int length = (int) Memory.getLong(remote + (long) IOVEC * i + 8);
      if (!failed && count >= length) {
        got[i] = length;
        errno[i] = 0;
        count -= length;
      } else {
        failed = true;
        readOne(tid, place, length, i);
      }
      place += length;
    }
  }

  private void readOne(int tid, long place, int length, int index) {
    long count = readv(tid, place, length, index, 1);
    errno[index] = count < 0 ? LibC.errno() : count < length ? Linux.EFAULT : 0;
    got[index] = (int) Math.max(count, 0);
  }

  /** Bytes that range {@code index} gave. */
  int got(int index) {
    return got[index];
  }

  /** Why range {@code index} gave fewer bytes than wanted, or 0. */
  int errno(int index) {
    return errno[index];
  }

  /**
   * Reads one range at once, apart from the batch.
   *
   * @return bytes read, up to the first that cannot be; or a negated errno where not even the first
   *     could be
   */
  long readNow(int tid, long address, long destination, int length) {
    clear();
    add(address, length);
    long count = readv(tid, destination, length, 0, 1);
    clear();
    return count < 0 ? -LibC.errno() : count;
  }

  private long readv(int tid, long destination, long length, int first, int count) {
    Memory.putLong(local, destination);
    Memory.putLong(local + 8, length);
    return ProcessVm.readv(tid, local, 1, remote + (long) IOVEC * first, count);
  }
}
