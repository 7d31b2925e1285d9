package dev.systape.bench.load;

import java.util.Arrays;
import java.util.BitSet;

/** A process of {@link GeneratedSystem}: its threads, whose tids count from its pid on. */
final class Task {
  final int pid;
  final int parent;
  final int threads;

  /** When the last call of each thread ended, ns. */
  final long[] lastNs;

  /** Records of each thread so far. */
  final long[] sequence;

  /** Activities that it still has to do. */
  int left;

  private final BitSet descriptors = new BitSet();

  Task(int pid, int parent, int threads, int activities, long nowNs) {
    this.pid = pid;
    this.parent = parent;
    this.threads = threads;
    left = activities;
    lastNs = new long[threads];
    Arrays.fill(lastNs, nowNs);
    sequence = new long[threads];
    descriptors.set(0, 3);
  }

  /** The lowest descriptor that is free, taken. */
  int open() {
    int fd = descriptors.nextClearBit(0);
    descriptors.set(fd);
    return fd;
  }

  /** Gives a descriptor back. */
  void close(int fd) {
    descriptors.clear(fd);
  }
}
