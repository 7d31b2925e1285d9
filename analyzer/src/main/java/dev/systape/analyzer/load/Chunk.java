package dev.systape.analyzer.load;

import java.util.ArrayList;
import java.util.List;
import org.duckdb.NativeChunk;

/**
 * Rows of one table that are being written, a subclass a table. Its memory belongs to one thread at a time: first to the one that writes
 * rows, then to the one that appends them.
 */
abstract class Chunk implements AutoCloseable {
  final Heap heap = new Heap();
  private final NativeChunk memory;
  private final List<Column> columns = new ArrayList<>();
  private int rows;

  Chunk(NativeChunk memory) {
    this.memory = memory;
  }

  /** Declares the next column of the table, which has no NULLs. */
  final Column column() {
    return add(false);
  }

  /** Declares the next column of the table, NULL where a row does not write it. */
  final Column nullable() {
    return add(true);
  }

  private Column add(boolean nullable) {
    Column column = new Column(columns.size(), nullable, heap);
    columns.add(column);
    return column;
  }

  /** Begins a row and returns its number. */
  final int row() {
    return rows++;
  }

  final int rows() {
    return rows;
  }

  /** Whether it is to be handed over before another row is written. */
  final boolean full() {
    return rows == NativeChunk.CAPACITY || heap.full();
  }

  final NativeChunk memory() {
    return memory;
  }

  /** Empties it for new rows. */
  final void reset() {
    rows = 0;
    heap.clear();
    memory.reset();
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).attach(memory);
    }
  }

  @Override
  public final void close() {
    memory.close();
    heap.close();
  }
}
