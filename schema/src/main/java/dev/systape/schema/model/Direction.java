package dev.systape.schema.model;

/** Who writes the memory behind a pointer. */
public enum Direction {
  /** The program; the kernel reads it. */
  IN,
  /** The kernel. */
  OUT,
  /** Both, first the program. */
  INOUT;

  /** Whether it is worth reading before the call. */
  public boolean readsAtEntry() {
    return this != OUT;
  }

  /** Whether it is worth reading after the call. */
  public boolean readsAtExit() {
    return this != IN;
  }
}
