package dev.systape.analyzer.testing;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.abi.RegisterLayout;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.BatchHeader;
import dev.systape.schema.tape.Clock;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.RecordType;
import dev.systape.schema.tape.SnapshotRegisters;
import dev.systape.schema.tape.TapeEnd;
import dev.systape.schema.tape.TapeFormat;
import dev.systape.schema.tape.TapeHeader;
import dev.systape.schema.tape.TapeRecord;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Writes a tape, record by record, batch by batch. The clock of the recording: monotonic 1,000,000
 * ns is 2023-11-14 22:13:20 UTC.
 */
public final class TapeBuilder implements Closeable {
  /** CLOCK_MONOTONIC ns when the recording began. */
  public static final long START_NS = 1_000_000;

  /** CLOCK_REALTIME ns at the same moment. */
  public static final long START_REALTIME_NS = 1_700_000_000_000_000_000L;

  private final SingleChronicleQueue queue;
  private final ExcerptAppender appender;
  private final ByteBuffer batch = ByteBuffer.allocateDirect(TapeFormat.MAX_BATCH);
  private final Map<Integer, Long> sequences = new HashMap<>();
  private int length = BatchHeader.SIZE;
  private int records;
  private long nowMs = START_REALTIME_NS / 1_000_000;
  private long sequence;
  private long totalRecords;
  private long totalCalls;

  /** Begins a tape in a directory that does not exist yet. */
  public TapeBuilder(Path directory) {
    queue =
        SingleChronicleQueueBuilder.binary(directory)
            .blockSize(TapeFormat.QUEUE_BLOCK_SIZE)
            .rollCycle(RollCycles.FAST_DAILY)
            .timeProvider(() -> nowMs)
            .build();
    appender = queue.createAppender();
  }

  /**
   * A tape that begins with the default header of a ptrace recording of {@code ./prog arg} in
   * /home/user.
   */
  public static TapeBuilder withHeader(Path directory) {
    TapeBuilder tape = new TapeBuilder(directory);
    tape.record(0, 0, START_NS, header());
    return tape;
  }

  /** The default header. */
  public static TapeHeader header() {
    List<SnapshotRegisters> registers =
        Arrays.stream(Abi.values())
            .map(RegisterLayout::syscall)
            .map(
                layout ->
                    new SnapshotRegisters(
                        layout.abi().code(),
                        String.join(",", layout.entry()),
                        String.join(",", layout.exit())))
            .toList();
    return new TapeHeader(
        TapeFormat.VERSION,
        4096,
        256,
        TapeHeader.FOLLOWED,
        TapeHeader.PTRACE,
        new Clock(START_NS, START_REALTIME_NS, 2_000_000),
        0x1234_5678_9abc_def0L,
        77,
        "0.1.0",
        "box",
        "6.18.0",
        "x86_64",
        bytes("/home/user"),
        List.of(bytes("./prog"), bytes("arg")),
        List.of(),
        "",
        registers,
        List.of());
  }

  /** Adds a record of a type that is not a call. */
  public TapeBuilder record(int tid, int pid, long timeNs, TapeRecord body) {
    return record(body.type().code(), tid, pid, timeNs, body.bytes());
  }

  /** Adds a record of any type, known or not. */
  public TapeBuilder record(int type, int tid, int pid, long timeNs, byte[] body) {
    int total = RecordHeader.SIZE + body.length;
    long record = Memory.allocate(total);
    RecordHeader.encode(
        record, type, 0, tid, pid, TapeFormat.CPU_UNKNOWN, nextSequence(tid), timeNs);
    RecordHeader.total(record, total);
    Memory.copy(body, 0, record + RecordHeader.SIZE, body.length);
    append(record, total);
    Memory.free(record);
    return this;
  }

  /** Begins a call; {@link CallBuilder#add()} adds it. */
  public CallBuilder call(int tid, int pid, int number) {
    return new CallBuilder(this, tid, pid, number);
  }

  /** Ends the tape as a recorder does whose program ended with a status word. */
  public TapeBuilder end(long timeNs, int waitStatus) {
    return record(
        0, 0, timeNs, new TapeEnd(TapeEnd.ENDED, waitStatus, totalRecords, totalCalls, 0, 0, ""));
  }

  /** Adds the bytes of a record as they are, well formed or not. */
  public TapeBuilder append(long record, int total) {
    int padded = (int) TapeFormat.align(total);
    if (length + padded > TapeFormat.MAX_BATCH) {
      commit();
    }
    Memory.zero(Memory.address(batch) + length, padded);
    Memory.copy(record, Memory.address(batch) + length, total);
    length += padded;
    records++;
    totalRecords++;
    totalCalls += RecordHeader.type(record) == RecordType.SYSCALL.code() ? 1 : 0;
    return this;
  }

  /** Commits what has been added. */
  public TapeBuilder commit() {
    if (records > 0) {
      excerpt(sealed(sequence++, records));
      length = BatchHeader.SIZE;
      records = 0;
    }
    return this;
  }

  /** Lets a day pass: a queue whose clock is not fixed, as a tape's is, begins another file. */
  public TapeBuilder nextDay() {
    commit();
    nowMs += 86_400_000;
    return this;
  }

  /** Drops what has been added, but counts its batch: the tape has a gap there. */
  public TapeBuilder dropBatch() {
    sequence++;
    length = BatchHeader.SIZE;
    records = 0;
    return this;
  }

  /** Appends an excerpt of any content. */
  public TapeBuilder excerpt(byte[] content) {
    try (DocumentContext document = appender.writingDocument()) {
      document.wire().bytes().write(content);
    }
    return this;
  }

  private byte[] sealed(long batchSequence, int batchRecords) {
    long address = Memory.address(batch);
    BatchHeader.encode(
        address,
        batchSequence,
        batchRecords,
        length - BatchHeader.SIZE,
        START_NS + 1000 * (batchSequence + 1));
    CRC32C crc = new CRC32C();
    crc.update(batch.duplicate().limit(length).position(BatchHeader.CRC_FROM));
    BatchHeader.crc(address, (int) crc.getValue());
    return Memory.bytes(address, length);
  }

  long nextSequence(int tid) {
    return sequences.merge(tid, 1L, Long::sum) - 1;
  }

  /** Commits and closes. */
  @Override
  public void close() {
    commit();
    appender.close();
    queue.close();
  }

  /** Text as bytes. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Texts as bytes. */
  public static List<byte[]> bytes(List<String> texts) {
    List<byte[]> all = new ArrayList<>();
    texts.forEach(text -> all.add(bytes(text)));
    return all;
  }
}
