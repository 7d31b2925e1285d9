package dev.systape.analyzer.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.duckdb.DuckDBConnection;
import org.duckdb.NativeChunk;
import org.duckdb.RowSource;

/**
 * Loads one table: the caller writes rows into chunks, an INSERT on a thread and a connection of
 * its own stores them. A few chunks go round between the two, so the faster waits for the slower.
 * Nothing is made before the first row.
 *
 * @param <C> the table's chunks
 */
final class TableLoader<C extends Chunk> implements AutoCloseable {
  /** Enough to write on while DuckDB compresses a row group (122,880 rows) of another table. */
  private static final int CHUNKS = 32;

  /** How often a wait looks whether the other side is still there. */
  private static final long PATIENCE_MS = 100;

  private final DuckDBConnection database;
  private final String table;
  private final Supplier<C> factory;
  private final BlockingQueue<C> free = new ArrayBlockingQueue<>(CHUNKS);
  private final BlockingQueue<C> written = new ArrayBlockingQueue<>(CHUNKS);
  private final List<C> chunks = new ArrayList<>(CHUNKS);
  private Connection connection;
  private Thread thread;
  private C current;
  private C stored;
  private volatile Throwable failure;
  private volatile boolean cancelled;

  TableLoader(DuckDBConnection database, String table, Supplier<C> factory) {
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

  /** Stores what is left and commits; to be called once, at the end. */
  void finish() throws SQLException {
    if (thread == null) {
      return;
    }
    if (current.rows() > 0) {
      handOver();
    }
    // An empty chunk is the end.
    put(current);
    join();
    rethrow();
  }

  private void start() throws SQLException {
    connection = database.duplicate();
    String function = "rows_of_" + table;
    RowSource.register(connection, function, Databases.TRACE, table, this::fill);
    current = fresh();
    String insert = "INSERT INTO " + Databases.TRACE + "." + table + " FROM " + function + "()";
    thread = new Thread(() -> insert(insert), "load-" + table);
    thread.setDaemon(true);
    thread.start();
  }

  private void insert(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException | RuntimeException | OutOfMemoryError e) {
      failure = e;
    }
  }

  /** Called by DuckDB: it is through with the chunk that it got last. */
  private int fill(NativeChunk chunk) throws InterruptedException {
    if (stored != null) {
      stored.clear();
      free.put(stored);
      stored = null;
    }
    while (stored == null) {
      if (cancelled) {
        throw new CancellationException("the load of table " + table + " was given up");
      }
      stored = written.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
    }
    return stored.copyTo(chunk);
  }

  private void handOver() throws SQLException {
    put(current);
    C next = free.poll();
    if (next == null) {
      next = chunks.size() < CHUNKS ? fresh() : awaitFree();
    }
    current = next;
  }

  private C fresh() {
    C chunk = factory.get();
    chunks.add(chunk);
    return chunk;
  }

  /** There is room for every chunk, so this never waits. */
  private void put(C chunk) throws SQLException {
    rethrow();
    written.add(chunk);
  }

  private C awaitFree() throws SQLException {
    try {
      C chunk = null;
      while (chunk == null) {
        rethrow();
        chunk = free.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
      }
      return chunk;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void rethrow() throws SQLException {
    Throwable cause = failure;
    if (cause != null) {
      throw new SQLException("loading table " + table + " failed: " + cause.getMessage(), cause);
    }
  }

  private void join() throws SQLException {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private SQLException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new SQLException("loading table " + table + " was interrupted", cause);
  }

  /** Gives up what has not been {@link #finish finished}, and frees everything. */
  @Override
  public void close() throws SQLException {
    if (thread == null) {
      return;
    }
    cancelled = true;
    join();
    chunks.forEach(Chunk::close);
    connection.close();
  }
}
