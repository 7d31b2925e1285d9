package dev.systape.analyzer.print;

import java.io.IOException;

/** Takes the lines of a tape. */
@FunctionalInterface
public interface LineSink {
  /**
   * Takes a line.
   *
   * @param timeNs CLOCK_MONOTONIC ns: when the call was entered, or the event happened
   * @param line without its newline; reused for the next
   */
  void line(long timeNs, CharSequence line) throws IOException;
}
