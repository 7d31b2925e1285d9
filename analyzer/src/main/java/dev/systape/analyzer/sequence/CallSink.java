package dev.systape.analyzer.sequence;

/**
 * Takes streams of calls. A slot is a small number that stands for a stream between its begin and
 * its end, and is then given to another: arrays by slot stay as small as there are streams at once.
 */
public interface CallSink {
  /** A stream begins in a slot that no stream has. */
  void begin(int slot, CallStream stream);

  /**
   * The next call of a stream. Hot.
   *
   * @param symbol its number in the alphabet of the reading
   */
  void call(int slot, int symbol);

  /** A stream is over. */
  void end(int slot);
}
