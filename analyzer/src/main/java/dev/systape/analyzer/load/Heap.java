package dev.systape.analyzer.load;

import dev.systape.schema.memory.Memory;
import java.util.Arrays;

/**
 * Memory for the strings and blobs of one chunk: given out piece by piece, taken back all at once.
 * Hot: a piece costs an addition. Its memory is kept from chunk to chunk, up to {@link #KEPT}; a
 * piece that does not fit gets a block of its own.
 */
final class Heap implements AutoCloseable {
  private static final int KEPT = 1 << 18;

  private final long block = Memory.allocate(KEPT);
  private long used;
  private long[] extra = new long[4];
  private int extras;
  private long extraBytes;

  /** Room for a piece, 8-byte aligned; it holds until {@link #clear}. */
  long room(long length) {
    long at = block + used;
    if (used + length <= KEPT) {
      used = (used + length + 7) & -8L;
      return at;
    }
    return extra(length);
  }

  private long extra(long length) {
    if (extras == extra.length) {
      extra = Arrays.copyOf(extra, 2 * extras);
    }
    extraBytes += length;
    return extra[extras++] = Memory.allocate(length);
  }

  /** Whether it holds so much that the chunk is to be handed over, full or not. */
  boolean full() {
    return used + extraBytes >= KEPT - (KEPT >> 3);
  }

  /** Takes all pieces back. */
  void clear() {
    used = 0;
    for (int i = 0; i < extras; i++) {
      Memory.free(extra[i]);
    }
    extras = 0;
    extraBytes = 0;
  }

  @Override
  public void close() {
    clear();
    Memory.free(block);
  }
}
