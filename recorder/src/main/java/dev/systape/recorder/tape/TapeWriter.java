package dev.systape.recorder.tape;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.BatchHeader;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.RecordType;
import dev.systape.schema.tape.TapeFormat;
import dev.systape.schema.tape.TapeRecord;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32C;

/**
 * Writes records to a tape in batches. A batch is committed when it is full, {@value #MAX_AGE_MS}
 * ms after its first record at the latest (a thread of its own sees to that, for the backend may be
 * waiting), and on {@link #commit()}.
 *
 * <p>Hot: {@link #append(long, int)} is one copy into the batch under an uncontended lock; it
 * allocates nothing. Any thread may append.
 *
 * <p>Where the file system is full, or the queue fails, the tape ends there: {@link #failure()}
 * says why, what comes later is counted by {@link #lost()}, and the program that is being recorded
 * goes on.
 */
public final class TapeWriter implements Closeable {
  private static final int MAX_AGE_MS = 50;
  private static final long MAX_AGE_NS = MAX_AGE_MS * 1_000_000L;
  private static final long TICK_NS = MAX_AGE_NS / 4;
  private static final long FREE_SPACE = 4L * TapeFormat.QUEUE_BLOCK_SIZE;

  private final QueueFile queue;
  private final FileStore store;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(TapeFormat.MAX_BATCH);
  private final long batch = Memory.address(buffer);
  private final CRC32C crc = new CRC32C();
  private final Thread committer = new Thread(this::commitInTime, "tape-committer");

  private int length = BatchHeader.SIZE;
  private int records;
  private long firstNs;
  private long batches;
  private long totalRecords;
  private long calls;
  private long bytes;
  private long lost;
  private String failure = "";
  private volatile boolean closed;

  /**
   * Creates a tape.
   *
   * @param directory does not exist yet; is made with mode 0700
   * @param startMs the recording's start, milliseconds since 1970, which names the queue's file and
   *     keeps it from rolling at midnight
   * @throws IOException where the directory or its files cannot be made
   */
  public TapeWriter(Path directory, long startMs) throws IOException {
    queue = new QueueFile(directory, startMs);
    store = Files.getFileStore(directory);
    committer.setDaemon(true);
    committer.start();
  }

  /**
   * Appends one whole record, whose header holds its length.
   *
   * @param record its address; the bytes are copied
   * @param total its length, header included, at most {@link TapeFormat#MAX_RECORD}
   */
  public synchronized void append(long record, int total) {
    int padded = (int) TapeFormat.align(total);
    if (length + padded > TapeFormat.MAX_BATCH) {
      commit();
    }
    if (records == 0) {
      firstNs = System.nanoTime();
    }
    Memory.copy(record, batch + length, total);
    if (padded != total) {
      zeroPadding(total, padded);
    }
    length += padded;
    records++;
    if (RecordHeader.type(record) == RecordType.SYSCALL.code()) {
      calls++;
    }
  }

  /**
   * Appends records that lie back to back, each padded to 8 bytes, as a kernel's ring holds them.
   *
   * @param run address of the first one's header; the bytes are copied
   * @param bytes length of all, at most {@link TapeFormat#MAX_RECORD}
   * @param count how many records
   * @param callCount how many of them are SYSCALL records
   */
  public synchronized void appendRun(long run, int bytes, int count, int callCount) {
    if (length + bytes > TapeFormat.MAX_BATCH) {
      commit();
    }
    if (records == 0) {
      firstNs = System.nanoTime();
    }
    Memory.copy(run, batch + length, bytes);
    length += bytes;
    records += count;
    calls += callCount;
  }

  private void zeroPadding(int total, int padded) {
    for (int i = total; i < padded; i++) {
      Memory.putU8(batch + length + i, 0);
    }
  }

  /** Appends a rare record. */
  public void append(int abi, int tid, int pid, long sequence, long timeNs, TapeRecord body) {
    byte[] bytes = body.bytes();
    int total = RecordHeader.SIZE + bytes.length;
    if (total > TapeFormat.MAX_RECORD) {
      throw new IllegalArgumentException("a " + body.type() + " record of " + total + " bytes");
    }
    long record = Memory.allocate(total);
    try {
      RecordHeader.encode(
          record, body.type().code(), abi, tid, pid, TapeFormat.CPU_UNKNOWN, sequence, timeNs);
      RecordHeader.total(record, total);
      Memory.copy(bytes, 0, record + RecordHeader.SIZE, bytes.length);
      append(record, total);
    } finally {
      Memory.free(record);
    }
  }

  /** Commits what has been appended; a reader sees it from now on. */
  public synchronized void commit() {
    if (records == 0) {
      return;
    }
    if (failure.isEmpty()) {
      write();
    } else {
      lost += records;
    }
    length = BatchHeader.SIZE;
    records = 0;
  }

  private void write() {
    try {
      long free = store.getUsableSpace();
      if (free < FREE_SPACE) {
        throw new IOException("only " + free + " bytes are left on its file system");
      }
      BatchHeader.encode(batch, batches, records, length - BatchHeader.SIZE, System.nanoTime());
      crc.reset();
      crc.update(buffer.limit(length).position(BatchHeader.CRC_FROM));
      BatchHeader.crc(batch, (int) crc.getValue());
      queue.append(batch, length);
      batches++;
      totalRecords += records;
      bytes += length;
    } catch (IOException | RuntimeException | InternalError e) {
      failure = e.getMessage() == null ? e.toString() : e.getMessage();
      lost += records;
    }
  }

  private void commitInTime() {
    while (!closed) {
      LockSupport.parkNanos(TICK_NS);
      synchronized (this) {
        if (records > 0 && System.nanoTime() - firstNs >= MAX_AGE_NS - TICK_NS) {
          commit();
        }
      }
    }
  }

  /** Records appended so far that are, or will be, on the tape. */
  public synchronized long records() {
    return totalRecords + records;
  }

  /** SYSCALL records appended so far. */
  public synchronized long calls() {
    return calls;
  }

  /** Bytes of all batches committed so far. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Records that could not be written. */
  public synchronized long lost() {
    return lost;
  }

  /** Why the tape ended early, empty where it did not. */
  public synchronized String failure() {
    return failure;
  }

  /** Commits and closes; the tape is complete. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(committer);
    commit();
    queue.close();
  }
}
