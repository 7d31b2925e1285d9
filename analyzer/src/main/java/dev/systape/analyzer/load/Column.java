package dev.systape.analyzer.load;

import dev.systape.schema.memory.Memory;
import java.util.List;
import org.duckdb.NativeChunk;

/**
 * Writes the values of one column of a chunk into its memory. Hot: a store, and a bit where the column may be NULL; a row that is not written is
 * NULL.
 *
 * <p>A string or blob is DuckDB's {@code duckdb_string_t}: u32 length, then up to 12 bytes in place; longer ones have their first 4
 * bytes there and a pointer, here into the chunk's {@link Heap}.
 */
final class Column {
  private static final int STRING_SIZE = 16;
  private static final int INLINED = 12;
  private static final int PREFIX = 4;
  private static final int POINTER = 8;
  private static final int VALIDITY_BYTES = NativeChunk.CAPACITY / Byte.SIZE;

  private final int index;
  private final boolean nullable;
  private final Heap heap;
  private NativeChunk chunk;
  private long data;
  private long validity;
  private long elements;

  Column(int index, boolean nullable, Heap heap) {
    this.index = index;
    this.nullable = nullable;
    this.heap = heap;
  }

  /** Takes the addresses of a chunk that was reset. */
  void attach(NativeChunk reset) {
    chunk = reset;
    data = reset.data(index);
    elements = 0;
    if (nullable) {
      validity = reset.validity(index);
      Memory.zero(validity, VALIDITY_BYTES);
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
    string(data + (long) STRING_SIZE * row, from, length);
    valid(row);
  }

  /** Refers to bytes that are in the chunk's heap already. */
  void setHeapBytes(int row, long at, long length) {
    header(data + (long) STRING_SIZE * row, at, length);
    valid(row);
  }

  void setBytes(int row, byte[] value) {
    long at = heap.room(value.length);
    Memory.copy(value, 0, at, value.length);
    setHeapBytes(row, at, value.length);
  }

  /** A list of strings, UTF-8 each. Rows must be written in order. */
  void setList(int row, List<byte[]> values) {
    long entry = data + (long) STRING_SIZE * row;
    Memory.putLong(entry, elements);
    Memory.putLong(entry + Long.BYTES, values.size());
    if (!values.isEmpty()) {
      long at = chunk.elements(index, elements + values.size()) + STRING_SIZE * elements;
      for (byte[] value : values) {
        long bytes = heap.room(value.length);
        Memory.copy(value, 0, bytes, value.length);
        header(at, bytes, value.length);
        at += STRING_SIZE;
      }
      elements += values.size();
    }
    valid(row);
  }

  private void string(long slot, long from, long length) {
    long at = from;
    if (length > INLINED) {
      at = heap.room(length);
      Memory.copy(from, at, length);
    }
    header(slot, at, length);
  }

  private static void header(long slot, long at, long length) {
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
}
