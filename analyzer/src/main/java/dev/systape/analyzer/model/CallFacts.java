package dev.systape.analyzer.model;

/**
 * What the model knows about the call that it was shown last. The seam between the model and its
 * sinks: a sink asks, and does not care how the model came to know.
 */
public interface CallFacts {
  /** Whether the call is about a descriptor. */
  boolean hasFd();

  /** The descriptor: the first descriptor argument, as given, else the result. */
  int fd();

  /** The first path that it names, else the one that its descriptor was opened with. */
  Name path();

  /** The second path that it names. */
  Name path2();

  /**
   * What the kernel said that the descriptor is which it returned, else that which it is about;
   * null where that was not recorded. The caller does not change it.
   */
  byte[] pathResolved();

  /** The other end of the socket that it is about, in words, or null. */
  byte[] peer();

  /** Whether its result counts bytes that were transferred. */
  boolean countsBytes();
}
