package dev.systape.analyzer.load;

import dev.systape.schema.memory.Memory;
import java.util.List;
import org.duckdb.NativeChunk;

/**
 * One column of a chunk, in memory of its own laid out as DuckDB's vectors are, so that handing it
 * over is one copy. Hot: writing a value is a store, and a bit where the column may be NULL; a row
 * that is not written is NULL.
 *
 * <p>A string or blob is DuckDB's {@code duckdb_string_t}: u32 length, then up to 12 bytes in
 * place; longer ones have their first 4 bytes there and a pointer, here into the chunk's {@link
 * Heap}. A list is a u64 offset and a u64 length in the elements of the column.
 */
final class Column implements AutoCloseable {
  /** Bytes of a string, a blob or a list. */
  static final int REFERENCE = 16;

  private static final int INLINED = 12;
  private static final int PREFIX = 4;
  private static final int POINTER = 8;
  private static final int WORD_ROWS = Long.SIZE;
  private static final int VALIDITY_BYTES = NativeChunk.CAPACITY / Byte.SIZE;

  private final int width;
  private final boolean nullable;
  private final Heap heap;
  private final long data;
  private final long validity;
  private long elements;
  private long elementCapacity;
  private long elementCount;

  /**
   * An empty column.
   *
   * @param width bytes of a value
   */
  Column(int width, boolean nullable, Heap heap) {
    this.width = width;
    this.nullable = nullable;
    this.heap = heap;
    data = Memory.allocate((long) NativeChunk.CAPACITY * width);
    validity = nullable ? Memory.allocate(VALIDITY_BYTES) : 0;
  }

  /** Forgets all values. */
  void clear() {
    elementCount = 0;
    if (nullable) {
      Memory.zero(validity, VALIDITY_BYTES);
    }
  }

  /** Copies the first rows to a column of a chunk. */
  void copyTo(NativeChunk chunk, int index, int rows) {
    Memory.copy(data, chunk.data(index), (long) rows * width);
    if (nullable) {
      Memory.copy(
          validity, chunk.validity(index), (rows + WORD_ROWS - 1L) / WORD_ROWS * Long.BYTES);
    }
    if (elementCount > 0) {
      Memory.copy(elements, chunk.elements(index, elementCount), elementCount * REFERENCE);
    }
  }

  void setByte(int row, int value) {
    Memory.putU8(data + row, value);
    valid(row);
  }

  void setShort(int row, int value) {
    Memory.putU16(data + 2L * row, value);
    valid(row);
  }

  void setInt(int row, int value) {
    Memory.putInt(data + 4L * row, value);
    valid(row);
  }

  void setLong(int row, long value) {
    Memory.putLong(data + 8L * row, value);
    valid(row);
  }

  void setBoolean(int row, boolean value) {
    setByte(row, value ? 1 : 0);
  }

  /** Copies bytes: the value of a BLOB, or of a VARCHAR where they are known to be UTF-8. */
  void setBytes(int row, long from, long length) {
    long at = from;
    if (length > INLINED) {
      at = heap.room(length);
      Memory.copy(from, at, length);
    }
    setHeapBytes(row, at, length);
  }

  /** Copies bytes likewise. */
  void setBytes(int row, byte[] value) {
    setHeapBytes(row, copied(value), value.length);
  }

  /** Refers to bytes that are in the chunk's heap already. */
  void setHeapBytes(int row, long at, long length) {
    reference(data + (long) REFERENCE * row, at, length);
    valid(row);
  }

  /** A list of strings, UTF-8 each. */
  void setList(int row, List<byte[]> values) {
    long entry = data + (long) REFERENCE * row;
    Memory.putLong(entry, elementCount);
    Memory.putLong(entry + Long.BYTES, values.size());
    for (byte[] value : values) {
      reference(nextElement(), copied(value), value.length);
    }
    valid(row);
  }

  private long nextElement() {
    if (elementCount == elementCapacity) {
      elementCapacity = Math.max(NativeChunk.CAPACITY, 2 * elementCapacity);
      long larger = Memory.allocate(elementCapacity * REFERENCE);
      Memory.copy(elements, larger, elementCount * REFERENCE);
      Memory.free(elements);
      elements = larger;
    }
    return elements + REFERENCE * elementCount++;
  }

  private long copied(byte[] value) {
    long at = heap.room(value.length);
    Memory.copy(value, 0, at, value.length);
    return at;
  }

  private static void reference(long slot, long at, long length) {
    Memory.putInt(slot, (int) length);
    if (length > INLINED) {
      Memory.putInt(slot + PREFIX, Memory.getInt(at));
      Memory.putLong(slot + POINTER, at);
    } else {
      Memory.putInt(slot + PREFIX, 0);
      Memory.putLong(slot + POINTER, 0);
      Memory.copy(at, slot + PREFIX, length);
    }
  }

  private void valid(int row) {
    if (nullable) {
      long word = validity + ((row >>> 6) << 3);
      Memory.putLong(word, Memory.getLong(word) | 1L << row);
    }
  }

  @Override
  public void close() {
    Memory.free(data);
    Memory.free(validity);
    Memory.free(elements);
  }
}
