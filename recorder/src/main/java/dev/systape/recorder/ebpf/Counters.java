package dev.systape.recorder.ebpf;

/** Offsets in the one element of the map of counters, which both sides have in memory. */
final class Counters {
  /** Records that found the ring full. */
  static final int LOST = 0;

  /** Threads that are not recorded because there was no memory for them. */
  static final int NO_MEMORY = LOST + 8;

  /** Recorded threads that live. */
  static final int LIVE = NO_MEMORY + 8;

  /** tid of the thread that is about to make the program's process, or 0. */
  static final int SPAWNER = LIVE + 8;

  /** Depth of the recorder's pid namespace. */
  static final int LEVEL = SPAWNER + 8;

  /** The recorder's root directory: its mount, its dentry. */
  static final int ROOT_MOUNT = LEVEL + 8;

  static final int ROOT_DENTRY = ROOT_MOUNT + 8;

  static final int SIZE = ROOT_DENTRY + 8;

  private Counters() {}
}
