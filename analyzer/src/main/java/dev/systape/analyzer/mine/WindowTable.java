package dev.systape.analyzer.mine;

import java.util.Arrays;

/**
 * Counts windows of a fixed number of symbols, exactly. A window is packed into as few longs as its
 * symbols need; distinct windows are numbered from 0 in the order in which they were first added.
 * When a larger symbol comes, all are packed anew. Hot: no allocation but growth.
 *
 * <pre>
 *  index: int, open addressing      keys: long x words, in pages      counts: unsigned int, in pages
 *  +-----+-----+-----+-----+        +--------------------+            +--------+
 *  |  0  | e+1 |  0  | f+1 |  --->  | entry e: s0 s1 ... |            |   42   |
 *  +-----+-----+-----+-----+        +--------------------+            +--------+
 * </pre>
 *
 * <p>Memory a distinct window: 8 bytes a word, 4 for its count, 5 to 11 of index; a window of 6
 * calls of fewer than 1,024 different ones is one word. Growing never holds two indexes at once.
 */
final class WindowTable {
  /** No entry. */
  static final int NONE = -1;

  private static final int PAGE_BITS = 14;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final int MIN_BITS = 8;
  private static final int MIN_INDEX = 1 << 10;
  private static final int MAX_INDEX = 1 << 30;

  private final int length;
  private int bits;
  private int perWord;
  private int words;
  private long[] packed;
  private long[][] keys = new long[4][];
  private int[][] counts = new int[4][];
  private int[] index = new int[MIN_INDEX];
  private int size;
  private long total;

  /** A table of windows of a length of at least 1. */
  WindowTable(int length) {
    this.length = length;
    layout(MIN_BITS);
  }

  private void layout(int newBits) {
    bits = newBits;
    perWord = Long.SIZE / bits;
    words = (length + perWord - 1) / perWord;
    packed = new long[words];
  }

  /** Symbols in a window. */
  int length() {
    return length;
  }

  /** Distinct windows. */
  int size() {
    return size;
  }

  /** All windows that were added. */
  long total() {
    return total;
  }

  /** How often a distinct window was added. */
  long count(int entry) {
    return Integer.toUnsignedLong(counts[entry >>> PAGE_BITS][entry & PAGE - 1]);
  }

  /** A symbol of a distinct window. */
  int symbol(int entry, int position) {
    long word = keys[entry >>> PAGE_BITS][(entry & PAGE - 1) * words + position / perWord];
    return (int) (word >>> position % perWord * bits) & (1 << bits) - 1;
  }

  /** The symbols of a distinct window. */
  int[] window(int entry) {
    int[] symbols = new int[length];
    for (int i = 0; i < length; i++) {
      symbols[i] = symbol(entry, i);
    }
    return symbols;
  }

  /** Adds the window that begins in an array and returns its entry. Hot. */
  int add(int[] symbols, int from) {
    return add(symbols, from, 1);
  }

  /** Adds a window a number of times. */
  int add(int[] symbols, int from, long times) {
    pack(symbols, from, true);
    int slot = slot();
    int entry = index[slot] - 1;
    if (entry < 0) {
      entry = append(slot);
    }
    int[] page = counts[entry >>> PAGE_BITS];
    long count = Integer.toUnsignedLong(page[entry & PAGE - 1]) + times;
    if (count >>> Integer.SIZE != 0) {
      throw new ArithmeticException("one window occurs more than 4,294,967,295 times");
    }
    page[entry & PAGE - 1] = (int) count;
    total += times;
    return entry;
  }

  /** The entry of a window, or {@link #NONE} where it was never added. Hot. */
  int find(int[] symbols, int from) {
    return pack(symbols, from, false) ? index[slot()] - 1 : NONE;
  }

  /** Packs a window; false where it has a symbol that is too large and may not be made room for. */
  private boolean pack(int[] symbols, int from, boolean widen) {
    int all = 0;
    int at = from;
    int left = length;
    for (int word = 0; word < words; word++) {
      long value = 0;
      int shift = 0;
      for (int end = at + Math.min(perWord, left); at < end; at++) {
        all |= symbols[at];
        value |= (long) symbols[at] << shift;
        shift += bits;
      }
      left -= perWord;
      packed[word] = value;
    }
    if (all >>> bits == 0) {
      return true;
    }
    if (widen) {
      widen(Math.min(Integer.SIZE - 1, Integer.SIZE - Integer.numberOfLeadingZeros(all) + 1));
      pack(symbols, from, true);
    }
    return widen;
  }

  /** The slot of the packed window, or the free one where it belongs. */
  private int slot() {
    int mask = index.length - 1;
    int slot = hash(packed, 0) & mask;
    while (index[slot] != 0 && !isPacked(index[slot] - 1)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private boolean isPacked(int entry) {
    long[] page = keys[entry >>> PAGE_BITS];
    int at = (entry & PAGE - 1) * words;
    for (int word = 0; word < words; word++) {
      if (page[at + word] != packed[word]) {
        return false;
      }
    }
    return true;
  }

  /** The finalizer of a multiplicative hash, word by word. */
  private int hash(long[] page, int at) {
    long hash = 0;
    for (int word = 0; word < words; word++) {
      hash = (hash ^ page[at + word]) * 0x9E37_79B9_7F4A_7C15L;
      hash ^= hash >>> 29;
    }
    hash *= 0xBF58_476D_1CE4_E5B9L;
    return (int) (hash ^ hash >>> 32);
  }

  private int append(int freeSlot) {
    int entry = size;
    int page = entry >>> PAGE_BITS;
    if (page == keys.length) {
      keys = Arrays.copyOf(keys, 2 * page);
      counts = Arrays.copyOf(counts, 2 * page);
    }
    if (keys[page] == null) {
      keys[page] = new long[PAGE * words];
      counts[page] = new int[PAGE];
    }
    System.arraycopy(packed, 0, keys[page], (entry & PAGE - 1) * words, words);
    index[freeSlot] = entry + 1;
    size++;
    if (size > index.length / 4 * 3) {
      int larger = index.length * 2;
      if (index.length == MAX_INDEX) {
        throw new OutOfMemoryError("more than 800 million distinct windows");
      }
      index = null;
      index = new int[larger];
      fillIndex();
    }
    return entry;
  }

  private void fillIndex() {
    int mask = index.length - 1;
    for (int entry = 0; entry < size; entry++) {
      int slot = hash(keys[entry >>> PAGE_BITS], (entry & PAGE - 1) * words) & mask;
      while (index[slot] != 0) {
        slot = slot + 1 & mask;
      }
      index[slot] = entry + 1;
    }
  }

  private void widen(int newBits) {
    WindowTable old = new WindowTable(length);
    old.layout(bits);
    old.keys = keys;
    layout(newBits);
    keys = new long[old.keys.length][];
    int[] symbols = new int[length];
    for (int entry = 0; entry < size; entry++) {
      int page = entry >>> PAGE_BITS;
      if (keys[page] == null) {
        keys[page] = new long[PAGE * words];
      }
      for (int i = 0; i < length; i++) {
        symbols[i] = old.symbol(entry, i);
      }
      pack(symbols, 0, false);
      System.arraycopy(packed, 0, keys[page], (entry & PAGE - 1) * words, words);
      if ((entry & PAGE - 1) == PAGE - 1) {
        old.keys[page] = null;
      }
    }
    Arrays.fill(index, 0);
    fillIndex();
  }
}
