package dev.systape.recorder.ptrace;

import java.util.Arrays;

/**
 * A software breakpoint: an address, the code that stands there otherwise, how often it was hit.
 */
public final class Breakpoint {
  private final long address;
  private final byte[] original;
  private final boolean entersKernel;
  private long hits;

  Breakpoint(long address, byte[] original, boolean entersKernel) {
    this.address = address;
    this.original = original;
    this.entersKernel = entersKernel;
  }

  /** Where it is. */
  public long address() {
    return address;
  }

  /** How often threads of the process came to it. */
  public long hits() {
    return hits;
  }

  /** The program's own code under it; a copy. */
  public byte[] original() {
    return Arrays.copyOf(original, original.length);
  }

  /**
   * Whether the instruction under it makes a system call: a single step over it would run the whole
   * call, unseen and perhaps for ever.
   */
  boolean entersKernel() {
    return entersKernel;
  }

  void count() {
    hits++;
  }

  Breakpoint copy() {
    Breakpoint copy = new Breakpoint(address, original, entersKernel);
    copy.hits = hits;
    return copy;
  }
}
