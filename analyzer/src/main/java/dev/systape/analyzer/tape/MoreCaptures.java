package dev.systape.analyzer.tape;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.CaptureMore;
import dev.systape.schema.tape.RecordHeader;
import java.util.Arrays;

/**
 * The CAPTURE_MORE records of one thread that wait for its next call: copies, in memory of their
 * own.
 */
final class MoreCaptures {
  private static final int MIN_CAPACITY = 1 << 18;

  private long memory;
  private long capacity;
  private long used;
  private long[] records = new long[16];
  private int pieces;

  private long joined;
  private long joinedCapacity;
  private long joinedLength;
  private int joinedFlags;
  private int joinedErrno;

  /** Keeps a copy of a CAPTURE_MORE record. */
  void add(long record) {
    int total = RecordHeader.total(record);
    if (used + total > capacity) {
      capacity = Math.max(MIN_CAPACITY, 2 * (used + total));
      memory = moved(memory, used, capacity);
    }
    Memory.copy(record, memory + used, total);
    if (pieces == records.length) {
      records = Arrays.copyOf(records, 2 * pieces);
    }
    records[pieces++] = used;
    used = (used + total + 7) & -8L;
  }

  /** Bytes that are kept. */
  long bytes() {
    return used;
  }

  /** How many records are kept. */
  int pieces() {
    return pieces;
  }

  /** Forgets all and gives the memory back. */
  void clear() {
    Memory.free(memory);
    Memory.free(joined);
    memory = 0;
    capacity = 0;
    used = 0;
    pieces = 0;
    joined = 0;
    joinedCapacity = 0;
  }

  /** The capture of a piece. */
  long capture(int piece) {
    return CaptureMore.capture(memory + records[piece]);
  }

  /**
   * The first piece from {@code from} on that begins a capture, at offset 0, of which the call's
   * own captures hold nothing; -1 where there is none.
   */
  int firstPiece(int from, long ownCaptures, long end) {
    for (int piece = from; piece < pieces; piece++) {
      long capture = capture(piece);
      if (CaptureMore.offset(memory + records[piece]) == 0 && !isAmong(capture, ownCaptures, end)) {
        return piece;
      }
    }
    return -1;
  }

  private static boolean isAmong(long capture, long captures, long end) {
    for (long own = captures; own < end; own = Capture.next(own)) {
      if (same(own, capture)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Puts the bytes of a capture together: those given, then the pieces that follow on without a
   * gap. The result is what the {@code joined} methods tell; where a piece is missing it is flagged
   * CONTINUED still.
   */
  MoreCaptures join(long capture, long head, long headLength) {
    joinedLength = 0;
    joinedFlags = Capture.CONTINUED;
    joinedErrno = Capture.errno(capture);
    append(head, headLength);
    for (int piece = 0; piece < pieces; piece++) {
      long more = capture(piece);
      if (same(capture, more) && CaptureMore.offset(memory + records[piece]) == joinedLength) {
        append(Capture.data(more), Capture.capturedLength(more));
        joinedFlags = Capture.flags(more);
        joinedErrno = Capture.errno(more);
      }
    }
    return this;
  }

  private void append(long data, long length) {
    if (joinedLength + length > joinedCapacity) {
      joinedCapacity = Math.max(used, joinedLength + length);
      joined = moved(joined, joinedLength, joinedCapacity);
    }
    Memory.copy(data, joined + joinedLength, length);
    joinedLength += length;
  }

  long joinedData() {
    return joined;
  }

  long joinedLength() {
    return joinedLength;
  }

  int joinedFlags() {
    return joinedFlags;
  }

  int joinedErrno() {
    return joinedErrno;
  }

  private static boolean same(long a, long b) {
    return Capture.argument(a) == Capture.argument(b)
        && Capture.phase(a) == Capture.phase(b)
        && Capture.operation(a) == Capture.operation(b)
        && Capture.element(a) == Capture.element(b)
        && Capture.address(a) == Capture.address(b);
  }

  private static long moved(long from, long length, long capacity) {
    long to = Memory.allocate(capacity);
    Memory.copy(from, to, length);
    Memory.free(from);
    return to;
  }
}
