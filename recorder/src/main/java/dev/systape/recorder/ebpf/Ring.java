package dev.systape.recorder.ebpf;

import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.LibC;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.RecordType;
import dev.systape.schema.tape.TapeFormat;

/**
 * The recorder's side of the ring, as linux/bpf.h and Documentation/bpf/ringbuf.rst describe it: a
 * page with the consumer's position, one with the producer's, and the data, mapped twice in a row
 * so that what wraps around lies in one piece.
 *
 * <p>Hot: records that are the tape's go on in runs, of which only the headers are looked at. One
 * thread drains.
 */
final class Ring implements AutoCloseable {
  /** Bytes of a run at the most: runs are cut where a record ends. */
  private static final int MAX_RUN = 64 << 10;

  private static final int SYS_MMAP = 9;
  private static final int PROT_READ = 1;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_SHARED = 1;
  private static final int PAGE = 4096;

  /** Takes what the ring held. */
  interface Sink {
    /**
     * Records of the tape, back to back; gone when this returns.
     *
     * @param calls how many of them are SYSCALL records
     */
    void records(long address, int bytes, int count, int calls);

    /** One record that is not a SYSCALL record. */
    void other(long record);

    /** Whether SYSCALL records are to be looked at too, by {@link #other}, for now. */
    boolean looksAtCalls();
  }

  private final BpfMap map;
  private final long mask;
  private final long consumer;
  private final long producer;
  private final long data;
  private long largestFill;
  private long lastFill;

  /**
   * Creates a ring.
   *
   * @param size bytes, a power of two and of pages
   * @throws ErrnoException where the kernel refuses
   */
  Ring(int size) {
    map = BpfMap.ring("records", size);
    mask = size - 1L;
    consumer = mmap(PAGE, PROT_READ_WRITE, 0);
    producer = mmap(PAGE + 2L * size, PROT_READ, PAGE);
    data = producer + PAGE;
  }

  private long mmap(long length, int protection, long offset) {
    long address = LibC.LIBC.syscall(SYS_MMAP, 0, length, protection, MAP_SHARED, map.fd(), offset);
    if (address == -1) {
      throw ErrnoException.last("mmap of the ring");
    }
    return address;
  }

  /** The descriptor, for {@link Assembler#ldMap}. */
  int fd() {
    return map.fd();
  }

  /** Bytes that lay in it at once at the most, as far as its drains saw. */
  long largestFill() {
    return largestFill;
  }

  /** Whether the last drain found so much that the next should not wait. */
  boolean fillsFast() {
    return lastFill > (mask + 1) / 8;
  }

  /** Whether records lie in it, finished or not. */
  boolean holdsMore() {
    return Memory.getLong(consumer) < Memory.getLongVolatile(producer);
  }

  /**
   * Hands on all that is in the ring now.
   *
   * @return whether there was anything
   */
  boolean drain(Sink sink) {
    long at = Memory.getLong(consumer);
    long end = Memory.getLongVolatile(producer);
    lastFill = end - at;
    largestFill = Math.max(largestFill, lastFill);
    long begun = at;
    long run = at;
    int count = 0;
    int calls = 0;
    while (at < end) {
      long record = data + (at & mask);
      int header = Memory.getIntVolatile(record);
      if ((header & RecordHeader.BUSY) != 0) {
        break;
      }
      long next = at + TapeFormat.align(RecordHeader.total(record));
      int type = RecordHeader.type(record);
      boolean call = type == RecordType.SYSCALL.code();
      boolean kept = type < Notice.PRIVATE && !RecordHeader.discarded(record);
      if (!kept || next - run > MAX_RUN) {
        flush(sink, run, at, count, calls);
        run = at;
        count = 0;
        calls = 0;
      }
      if (!RecordHeader.discarded(record) && (!call || sink.looksAtCalls())) {
        sink.other(record);
      }
      at = next;
      if (kept) {
        count++;
        calls += call ? 1 : 0;
      } else {
        run = at;
      }
    }
    flush(sink, run, at, count, calls);
    return at != begun;
  }

  /** Hands on a run, and frees all that lies before its end. */
  private void flush(Sink sink, long from, long to, int count, int calls) {
    if (count > 0) {
      sink.records(data + (from & mask), (int) (to - from), count, calls);
    }
    Memory.putLongRelease(consumer, to);
  }

  @Override
  public void close() {
    LibC.LIBC.munmap(consumer, PAGE);
    LibC.LIBC.munmap(producer, PAGE + 2 * (mask + 1));
    map.close();
  }
}
