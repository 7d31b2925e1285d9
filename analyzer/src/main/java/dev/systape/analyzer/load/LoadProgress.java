package dev.systape.analyzer.load;

/**
 * Is told how far a load has come, from the thread that loads, several thousand times a second at
 * the most.
 */
@FunctionalInterface
public interface LoadProgress {
  /** Nobody is told. */
  LoadProgress NONE = (done, total) -> {};

  /**
   * Takes the progress.
   *
   * @param doneBytes bytes of the tape that are read; the last call has {@code totalBytes}
   * @param totalBytes bytes of the tape's files
   */
  void at(long doneBytes, long totalBytes);
}
