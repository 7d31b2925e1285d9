package dev.systape.analyzer.tape;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.BatchHeader;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.RecordType;
import dev.systape.schema.tape.TapeFormat;
import dev.systape.schema.tape.TapeHeader;
import dev.systape.schema.tape.TapeRecord;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a tape from its beginning to the last batch that was committed, whatever became of its
 * writer. It opens files for reading only and changes nothing. Damage is skipped and counted, never
 * thrown; {@link #health()} tells. For one thread.
 */
public final class TapeReader implements Closeable {
  private static final int FORMAT_VERSION_OFFSET = RecordHeader.SIZE + Long.BYTES + Integer.BYTES;

  private final TapeFiles files;
  private final HealthCounter health = new HealthCounter();
  private final RecordWalk walk = new RecordWalk(health);
  private final long totalBytes;
  private final TapeHeader header;
  private final TapeRegisters registers;
  private QueueScanner scanner;
  private int nextFile;
  private long bytesBefore;
  private boolean firstPending = true;

  private TapeReader(TapeFiles files) throws IOException {
    this.files = files;
    totalBytes = files.bytes();
    scanner = open(0);
    header = headerOrClose();
    registers = new TapeRegisters(header);
  }

  /**
   * Opens a tape and reads its header.
   *
   * @param tape the directory
   * @throws TapeException where there is no tape, or one that this version cannot read
   */
  public static TapeReader open(Path tape) throws TapeException {
    return open(TapeFiles.find(tape));
  }

  /** As {@link #open(Path)}, of files already found. */
  public static TapeReader open(TapeFiles files) throws TapeException {
    try {
      return new TapeReader(files);
    } catch (TapeException e) {
      throw e;
    } catch (IOException e) {
      throw new TapeException(
          "cannot read the tape " + files.directory() + ": " + Failures.text(e), e);
    }
  }

  /** Another reader of the same tape, at its beginning, to be closed by who asks for it. */
  public TapeReader another() throws TapeException {
    return open(files);
  }

  /** What the tape is and how it was made. */
  public TapeHeader header() {
    return header;
  }

  /** Where the registers stand in this tape's snapshots. */
  public TapeRegisters registers() {
    return registers;
  }

  /** Bytes of all files, a bound for {@link #position()}. */
  public long bytes() {
    return totalBytes;
  }

  /** Bytes that are behind the reader, for a progress bar. */
  public long position() {
    return bytesBefore + scanner.position();
  }

  /** Hands all records over that have not been yet. */
  public void readAll(RecordSink sink) throws TapeException {
    while (read(sink)) {
      // Each turn is one batch.
    }
  }

  /**
   * Hands the records of one batch over.
   *
   * @return false at the end of the tape
   * @throws TapeException where the file system fails
   */
  public boolean read(RecordSink sink) throws TapeException {
    try {
      if (!firstPending && !nextBatch()) {
        walk.end();
        return false;
      }
    } catch (IOException e) {
      throw new TapeException(
          "reading the tape " + files.directory() + " failed: " + Failures.text(e), e);
    }
    firstPending = false;
    walk.batch(scanner.batch(), sink);
    return true;
  }

  /** How well it went, so far; complete when {@link #read} has returned false. */
  public Health health() {
    return health.health();
  }

  /** Where the tape ends, once {@link #read} has returned false. */
  public TapeTail tail() throws TapeException {
    try {
      return TapeTail.at(files, scanner.tail());
    } catch (IOException e) {
      throw new TapeException(
          "reading the tape " + files.directory() + " failed: " + Failures.text(e), e);
    }
  }

  private boolean nextBatch() throws IOException {
    while (!scanner.next()) {
      if (nextFile == files.queueFiles().size()) {
        return false;
      }
      long sequence = scanner.expectedSequence();
      bytesBefore += scanner.position();
      scanner.close();
      scanner = open(sequence);
    }
    return true;
  }

  private QueueScanner open(long expectedSequence) throws IOException {
    List<Path> queueFiles = files.queueFiles();
    return new QueueScanner(queueFiles.get(nextFile++), expectedSequence, health);
  }

  private TapeHeader headerOrClose() throws IOException {
    try {
      return header(nextBatch());
    } catch (IOException | RuntimeException e) {
      scanner.close();
      throw e;
    }
  }

  /**
   * The header is the first record of the first batch; without it no register of a snapshot has a
   * name.
   */
  private TapeHeader header(boolean anyBatch) throws TapeException {
    String tape = files.directory().toString();
    if (!anyBatch) {
      throw new TapeException(
          health.damagedBatches == 0
              ? tape + " holds no records: its recorder was killed before it committed any"
              : tape
                  + " holds no batch of a tape: it is another Chronicle queue, or all of it is"
                  + " damaged");
    }
    long record = scanner.batch() + BatchHeader.SIZE;
    int room = BatchHeader.bytes(scanner.batch());
    boolean first =
        BatchHeader.sequence(scanner.batch()) == 0
            && room > FORMAT_VERSION_OFFSET + Integer.BYTES
            && RecordHeader.type(record) == RecordType.TAPE_HEADER.code()
            && RecordHeader.total(record) > FORMAT_VERSION_OFFSET + Integer.BYTES
            && RecordHeader.total(record) <= room;
    if (!first) {
      throw new TapeException(
          tape + " cannot be read: the batch with its header is damaged or missing");
    }
    int version = Memory.getInt(record + FORMAT_VERSION_OFFSET);
    if (Memory.getLong(record + RecordHeader.SIZE) == TapeHeader.MAGIC
        && version > TapeFormat.VERSION) {
      throw new TapeException(
          "%s is of format version %d, this systape reads versions up to %d: use the systape that made it, or a newer one"
              .formatted(tape, version, TapeFormat.VERSION));
    }
    return decode(record);
  }

  private TapeHeader decode(long record) throws TapeException {
    try {
      byte[] body =
          Memory.bytes(record + RecordHeader.SIZE, RecordHeader.total(record) - RecordHeader.SIZE);
      return (TapeHeader) TapeRecord.decode(RecordType.TAPE_HEADER, body);
    } catch (IllegalArgumentException e) {
      throw new TapeException(files.directory() + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws TapeException {
    walk.end();
    try {
      scanner.close();
    } catch (IOException e) {
      throw new TapeException(
          "closing the tape " + files.directory() + " failed: " + Failures.text(e), e);
    }
  }
}
