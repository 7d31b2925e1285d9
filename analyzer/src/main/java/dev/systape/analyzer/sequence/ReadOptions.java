package dev.systape.analyzer.sequence;

import dev.systape.schema.abi.Abi;

/**
 * How sequences are read.
 *
 * @param format what the places hold; null: each is looked at
 * @param by what a stream of a tape or of LID-DS is
 * @param names whether a call is its name alone, so that ABIs do not matter; else its ABI and
 *     number
 * @param abi of numbers in files that do not tell: those of ADFA-LD are i386's, as are the numbers
 *     of the Linux traces of UNM
 */
public record ReadOptions(Format format, By by, boolean names, Abi abi) {
  /** Whose calls are one stream. */
  public enum By {
    /** A thread's. */
    THREAD,
    /** Those of all threads of a process, in the order in which they returned. */
    PROCESS
  }

  /** Each place by what it holds, by thread, numbers, i386 where a file does not tell. */
  public static final ReadOptions DEFAULT = new ReadOptions(null, By.THREAD, false, Abi.I386);
}
