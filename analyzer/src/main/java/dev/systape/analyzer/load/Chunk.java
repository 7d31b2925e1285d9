package dev.systape.analyzer.load;

import java.util.ArrayList;
import java.util.List;
import org.duckdb.NativeChunk;

/**
 * Rows of one table that are being written, a subclass a table. It belongs to one thread at a time:
 * first to the one that writes rows, then to the one that stores them.
 */
abstract class Chunk implements AutoCloseable {
  final Heap heap = new Heap();
  private final List<Column> columns = new ArrayList<>();
  private int rows;

  /** Declares the next column of the table, which has no NULLs. */
  final Column column(int width) {
    return add(new Column(width, false, heap));
  }

  /** Declares the next column of the table, NULL where a row does not write it. */
  final Column nullable(int width) {
    return add(new Column(width, true, heap));
  }

  private Column add(Column column) {
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

  /** Copies its rows; what their strings point to stays here. */
  final int copyTo(NativeChunk chunk) {
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).copyTo(chunk, i, rows);
    }
    return rows;
  }

  /** Empties it for new rows. */
  final void clear() {
    rows = 0;
    heap.clear();
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).clear();
    }
  }

  @Override
  public final void close() {
    columns.forEach(Column::close);
    heap.close();
  }
}
