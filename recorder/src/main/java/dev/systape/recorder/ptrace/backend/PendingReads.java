package dev.systape.recorder.ptrace.backend;

import dev.systape.recorder.linux.Linux;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.plan.CaptureOp;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.TapeFormat;

/**
 * Reads that operations asked for and that go out together; each becomes a capture of the record
 * when {@link #flush()} has read it.
 *
 * <p>Hot: no allocation. Strings and vectors of pointers have no known length: their first {@value
 * #CHUNK} bytes, or up to the end of the page, go out with the others, and only longer ones are
 * read on, page by page. What is longer than {@link TapeFormat#MAX_CAPTURE} goes to the tape at
 * once in {@link MoreRecords}.
 */
final class PendingReads {
  private static final int CHUNK = 256;
  private static final int PAGE = 4096;
  private static final int SCRATCH = 1 << 20;

  private static final int BYTES = 0;
  private static final int STRING = 1;
  private static final int VECTOR = 2;

  private final RemoteMemory memory;
  private final MoreRecords more;
  private final long scratch = Memory.allocate(SCRATCH + TapeFormat.MAX_CAPTURE);
  private final long header = Memory.allocate(Capture.HEADER);
  private final int[] type = new int[RemoteMemory.MAX_RANGES];
  private final int[] scope = new int[RemoteMemory.MAX_RANGES];
  private final int[] operation = new int[RemoteMemory.MAX_RANGES];
  private final int[] element = new int[RemoteMemory.MAX_RANGES];
  private final long[] op = new long[RemoteMemory.MAX_RANGES];
  private final long[] address = new long[RemoteMemory.MAX_RANGES];
  private final long[] original = new long[RemoteMemory.MAX_RANGES];
  private final long[] kept = new long[RemoteMemory.MAX_RANGES];
  private final int[] first = new int[RemoteMemory.MAX_RANGES];

  private CallRecord record;
  private Scopes scopes;
  private int tid;
  private int count;
  private int queued;

  PendingReads(RemoteMemory memory, MoreRecords more) {
    this.memory = memory;
    this.more = more;
  }

  /** Starts a phase of a call. */
  void begin(CallRecord of, Scopes in, int thread) {
    record = of;
    scopes = in;
    tid = thread;
    more.begin(of);
  }

  /** Queues {@code keep} bytes of {@code whole}. */
  void bytes(
      int in, int index, long operationAt, int elementIndex, long at, long whole, long keep) {
    queue(
        BYTES,
        in,
        index,
        operationAt,
        elementIndex,
        at,
        whole,
        keep,
        (int) Math.min(keep, TapeFormat.MAX_CAPTURE));
  }

  /** Queues a string of at most {@code keep} bytes. */
  void string(int in, int index, long operationAt, int elementIndex, long at, long keep) {
    queue(
        STRING,
        in,
        index,
        operationAt,
        elementIndex,
        at,
        Capture.UNKNOWN_LENGTH,
        keep,
        chunk(at, keep));
  }

  /** Queues a NULL-terminated vector of pointers. */
  void vector(int in, int index, long operationAt, int elementIndex, long at) {
    long keep = (long) CaptureOp.limit(operationAt) * CaptureOp.pointerWidth(operationAt);
    queue(
        VECTOR,
        in,
        index,
        operationAt,
        elementIndex,
        at,
        Capture.UNKNOWN_LENGTH,
        keep,
        chunk(at, keep));
  }

  /** Adds a capture that says that an element and those behind it were not tried. */
  void limited(long operationAt, int index, int elementIndex, long at) {
    Capture.encode(
        header,
        CaptureOp.argument(operationAt),
        CaptureOp.phase(operationAt),
        CaptureOp.kind(operationAt),
        index,
        elementIndex,
        at);
    Capture.outcome(header, Capture.LIMIT, Capture.UNKNOWN_LENGTH, 0, 0);
    record.append(header, 0, 0);
  }

  private static int chunk(long at, long keep) {
    long page = PAGE - (at & (PAGE - 1));
    return (int) Math.min(Math.min(keep, page), page < CHUNK ? page : CHUNK);
  }

  private void queue(
      int what,
      int in,
      int index,
      long operationAt,
      int elementIndex,
      long at,
      long whole,
      long keep,
      int now) {
    if (count == RemoteMemory.MAX_RANGES || queued + now > SCRATCH) {
      flush();
    }
    type[count] = what;
    scope[count] = in;
    operation[count] = index;
    op[count] = operationAt;
    element[count] = elementIndex;
    address[count] = at;
    original[count] = whole;
    kept[count] = keep;
    first[count] = now;
    count++;
    queued += now;
    scopes.remember(in, index, Scopes.PENDING, 0);
  }

  /** Reads all that is queued and appends the captures, in the order of the queue. */
  void flush() {
    if (count == 0) {
      return;
    }
    memory.clear();
    for (int i = 0; i < count; i++) {
      memory.add(address[i], first[i]);
    }
    memory.read(tid, scratch);
    int reads = count;
    count = 0;
    queued = 0;
    long place = scratch;
    for (int i = 0; i < reads; i++) {
      switch (type[i]) {
        case STRING -> finishString(i, place);
        case VECTOR -> finishVector(i, place);
        default -> finishBytes(i, place);
      }
      place += first[i];
    }
  }

  private void finishBytes(int i, long place) {
    int got = memory.got(i);
    int errno = memory.errno(i);
    int flags = Long.compareUnsigned(kept[i], original[i]) < 0 ? Capture.TRUNCATED : 0;
    identify(i);
    if (kept[i] > TapeFormat.MAX_CAPTURE && errno == 0) {
      finishLong(i, place, got, flags);
    } else {
      append(i, place, got, original[i], flags, errno);
    }
  }

  /**
   * The pieces of a capture lie on the tape in the order of their offsets, and all before the
   * record. Where the record has room, it holds the first piece, and with it how the last one
   * ended; otherwise that piece goes first, and a read that fails is said by the piece that ends
   * short.
   */
  private void finishLong(int i, long place, int got, int flags) {
    if (!record.fits(got)) {
      append(i, place, got, original[i], flags | Capture.CONTINUED, 0);
      more.tail(header, tid, address[i], original[i], kept[i], flags, memory);
      return;
    }
    more.tail(header, tid, address[i], original[i], kept[i], flags, memory);
    append(i, place, got, original[i], flags | Capture.CONTINUED, more.errno());
  }

  private void finishString(int i, long place) {
    int got = memory.got(i);
    int errno = memory.errno(i);
    long bytes = place;
    int end = indexOfZero(bytes, 0, got, 1);
    if (end < 0 && errno == 0 && got < kept[i]) {
      bytes = scratch + SCRATCH;
      Memory.copy(place, bytes, got);
      long read = readOn(i, bytes, got, (int) Math.min(kept[i], TapeFormat.MAX_CAPTURE), 1);
      got = (int) read;
      errno = (int) (read >>> 32);
      end = indexOfZero(bytes, 0, got, 1);
    }
    identify(i);
    if (end >= 0) {
      append(i, bytes, end, end, Capture.STRING, 0);
    } else {
      append(i, bytes, got, Capture.UNKNOWN_LENGTH, errno == 0 ? Capture.TRUNCATED : 0, errno);
    }
  }

  private void finishVector(int i, long place) {
    int width = CaptureOp.pointerWidth(op[i]);
    int got = memory.got(i);
    int errno = memory.errno(i);
    long bytes = place;
    int end = indexOfZero(bytes, 0, got, width);
    if (end < 0 && errno == 0 && got < kept[i]) {
      bytes = scratch + SCRATCH;
      Memory.copy(place, bytes, got);
      long read = readOn(i, bytes, got, (int) Math.min(kept[i], TapeFormat.MAX_CAPTURE), width);
      got = (int) read;
      errno = (int) (read >>> 32);
      end = indexOfZero(bytes, 0, got, width);
    }
    identify(i);
    if (end >= 0) {
      append(i, bytes, end + width, end + width, Capture.STRING, 0);
    } else {
      int whole = got - got % width;
      append(
          i,
          bytes,
          whole,
          Capture.UNKNOWN_LENGTH,
          errno == 0 ? Capture.TRUNCATED | Capture.LIMIT : 0,
          errno);
    }
  }

  /**
   * Reads on, up to a page's end at a time, until a zero element, {@code limit}, or a hole; returns
   * the bytes, and the errno in the upper half.
   */
  private long readOn(int i, long bytes, int got, int limit, int width) {
    int have = got;
    while (have < limit) {
      long at = address[i] + have;
      int wanted = (int) Math.min(limit - have, PAGE - (at & (PAGE - 1)));
      long read = memory.readNow(tid, at, bytes + have, wanted);
      if (read <= 0) {
        return have | (read == 0 ? Linux.EFAULT : -read) << 32;
      }
      int from = have - have % width;
      have += (int) read;
      if (indexOfZero(bytes, from, have, width) >= 0) {
        return have;
      }
      if (read < wanted) {
        return have | (long) Linux.EFAULT << 32;
      }
    }
    return have;
  }

  private static int indexOfZero(long bytes, int from, int to, int width) {
    for (int i = from; i + width <= to; i += width) {
      boolean zero =
          switch (width) {
            case 1 -> Memory.getByte(bytes + i) == 0;
            case 4 -> Memory.getInt(bytes + i) == 0;
            default -> Memory.getLong(bytes + i) == 0;
          };
      if (zero) {
        return i;
      }
    }
    return -1;
  }

  private void identify(int i) {
    Capture.encode(
        header,
        CaptureOp.argument(op[i]),
        CaptureOp.phase(op[i]),
        CaptureOp.kind(op[i]),
        operation[i],
        element[i],
        address[i]);
  }

  private void append(int i, long bytes, int length, long whole, int flags, int errno) {
    Capture.outcome(header, flags, whole, length, errno);
    if (record.fits(length)) {
      int offset = record.append(header, bytes, length);
      scopes.remember(
          scope[i], operation[i], errno != 0 && length == 0 ? Scopes.ABSENT : offset, length);
    } else {
      more.piece(header, bytes, length, 0);
      scopes.remember(scope[i], operation[i], Scopes.ABSENT, 0);
    }
  }
}
