package dev.systape.analyzer.mine;

import dev.systape.analyzer.sequence.CallSink;
import dev.systape.analyzer.sequence.CallStream;
import java.util.Arrays;

/**
 * All calls of all streams in memory, two bytes each, sequence after sequence: the database of a
 * search for patterns. Streams that are open at once are kept apart until they end.
 *
 * <p>With a cut, a long stream is several sequences of at most so many calls, so that what repeats
 * within one stream has support too.
 */
public final class SequenceStore implements CallSink {
  private static final int PAGE_BITS = 16;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final int MAX_CALLS = Integer.MAX_VALUE - PAGE;

  private final int cut;
  private char[][] pages = new char[16][];
  private int[] begins = new int[1024];
  private int sequences;
  private int length;
  private int symbols;
  private char[][] open = new char[16][];
  private int[] filled = new int[16];

  /**
   * An empty store.
   *
   * @param cut calls that a sequence has at the most; 0: a stream is a sequence
   */
  public SequenceStore(int cut) {
    this.cut = cut;
  }

  @Override
  public void begin(int slot, CallStream stream) {
    if (slot >= open.length) {
      int larger = Math.max(slot + 1, 2 * open.length);
      open = Arrays.copyOf(open, larger);
      filled = Arrays.copyOf(filled, larger);
    }
    filled[slot] = 0;
    open[slot] = new char[64];
  }

  @Override
  public void call(int slot, int symbol) {
    if (symbol > Character.MAX_VALUE) {
      throw new IllegalStateException("more than 65,536 different calls");
    }
    symbols = Math.max(symbols, symbol + 1);
    if (filled[slot] == open[slot].length) {
      open[slot] = Arrays.copyOf(open[slot], larger(filled[slot]));
    }
    open[slot][filled[slot]++] = (char) symbol;
    if (filled[slot] == cut) {
      flush(slot);
    }
  }

  /** A long stream grows by a quarter: what is copied is there twice for a moment. */
  private static int larger(int size) {
    return size < PAGE ? 2 * size : size + size / 4;
  }

  @Override
  public void end(int slot) {
    if (filled[slot] > 0 || cut == 0) {
      flush(slot);
    }
    open[slot] = null;
  }

  private void flush(int slot) {
    int count = filled[slot];
    if (count > MAX_CALLS - length) {
      throw new OutOfMemoryError("more than 2,147,418,111 calls");
    }
    if (sequences + 1 == begins.length) {
      begins = Arrays.copyOf(begins, 2 * begins.length);
    }
    begins[sequences++] = length;
    for (int from = 0; from < count; ) {
      int page = length >>> PAGE_BITS;
      int at = length & PAGE - 1;
      if (page == pages.length) {
        pages = Arrays.copyOf(pages, 2 * page);
      }
      if (pages[page] == null) {
        pages[page] = new char[PAGE];
      }
      int piece = Math.min(PAGE - at, count - from);
      System.arraycopy(open[slot], from, pages[page], at, piece);
      from += piece;
      length += piece;
    }
    begins[sequences] = length;
    filled[slot] = 0;
  }

  /** The same calls, each sequence cut every so many of them. */
  public SequenceStore cutEvery(int calls) {
    SequenceStore pieces = new SequenceStore(calls);
    for (int sequence = 0; sequence < sequences; sequence++) {
      pieces.begin(0, null);
      for (int place = from(sequence); place < to(sequence); place++) {
        pieces.call(0, symbol(place));
      }
      pieces.end(0);
    }
    return pieces;
  }

  /** How many sequences there are. */
  public int sequences() {
    return sequences;
  }

  /** How many calls there are. */
  public int length() {
    return length;
  }

  /** One more than the largest symbol. */
  int symbols() {
    return symbols;
  }

  /** Where a sequence begins. */
  int from(int sequence) {
    return begins[sequence];
  }

  /** Where a sequence ends, exclusive. */
  int to(int sequence) {
    return begins[sequence + 1];
  }

  /** The call at a place. Hot. */
  int symbol(int place) {
    return pages[place >>> PAGE_BITS][place & PAGE - 1];
  }
}
