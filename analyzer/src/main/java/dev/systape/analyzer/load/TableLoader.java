package dev.systape.analyzer.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.duckdb.DuckDBConnection;
import org.duckdb.NativeAppender;
import org.duckdb.NativeChunk;

/**
 * Loads one table: the caller writes rows into chunks, a thread of the loader's own appends them, on a connection and in a transaction of its own.
 * A few chunks go round between the two, so the faster waits for the slower. Nothing is made before the first row.
 *
 * @param <C> the table's chunks
 */
final class TableLoader<C extends Chunk> implements AutoCloseable {
  private static final int CHUNKS = 6;

  private final DuckDBConnection database;
  private final String table;
  private final Function<NativeChunk, C> factory;
  private final BlockingQueue<C> free = new ArrayBlockingQueue<>(CHUNKS);
  private final BlockingQueue<C> written = new ArrayBlockingQueue<>(CHUNKS);
  private final List<C> chunks = new ArrayList<>(CHUNKS);
  private Connection connection;
  private NativeAppender appender;
  private Thread thread;
  private C current;
  private volatile Throwable failure;

  TableLoader(DuckDBConnection database, String table, Function<NativeChunk, C> factory) {
    this.database = database;
    this.table = table;
    this.factory = factory;
  }

  /** A chunk with room for a row. Hot. */
  C chunk() throws SQLException {
    if (current == null) {
      start();
    } else if (current.full()) {
      handOver();
    }
    return current;
  }

  /** Appends what is left and commits; to be called once, at the end. */
  void finish() throws SQLException {
    if (thread == null) {
      return;
    }
    if (current.rows() > 0) {
      handOver();
    }
    handOver();
    join();
    rethrow();
    appender.flush();
    connection.commit();
  }

  private void start() throws SQLException {
    connection = database.duplicate();
    connection.setAutoCommit(false);
    appender = new NativeAppender(connection, Databases.TRACE, table);
    for (int i = 0; i < CHUNKS; i++) {
      C chunk = factory.apply(appender.newChunk());
      chunk.reset();
      chunks.add(chunk);
      free.add(chunk);
    }
    current = free.remove();
    thread = new Thread(this::append, "load-" + table);
    thread.setDaemon(true);
    thread.start();
  }

  private void handOver() throws SQLException {
    rethrow();
    try {
      written.put(current);
      current = free.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("loading table " + table + " was interrupted", e);
    }
  }

  /** The thread: an empty chunk ends it. After a failure it goes on taking chunks, so that the writer never waits in vain. */
  private void append() {
    try {
      for (C chunk = written.take(); chunk.rows() > 0; chunk = written.take()) {
        if (failure == null) {
          append(chunk);
        }
        chunk.reset();
        free.put(chunk);
      }
    } catch (InterruptedException e) {
      failure = e;
    }
  }

  private void append(C chunk) {
    try {
      appender.append(chunk.memory(), chunk.rows());
    } catch (SQLException | RuntimeException | OutOfMemoryError e) {
      failure = e;
    }
  }

  private void rethrow() throws SQLException {
    Throwable cause = failure;
    if (cause != null) {
      throw new SQLException(cause.getMessage(), cause);
    }
  }

  private void join() throws SQLException {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("loading table " + table + " was interrupted", e);
    }
  }

  @Override
  public void close() throws SQLException {
    if (thread == null) {
      return;
    }
    thread.interrupt();
    join();
    chunks.forEach(Chunk::close);
    appender.close();
    connection.close();
  }
}
