package dev.systape.analyzer.tape;

import dev.systape.schema.abi.RegisterLayout;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.text.CallView;

/**
 * The captures of one call, one after the other: those in its record, each joined with what
 * CAPTURE_MORE records hold of it, then those that are in CAPTURE_MORE records alone. Hot: a cursor
 * over memory; only the joining of large captures copies.
 *
 * <p>The addresses hold until the sink's method returns, data until {@link #next} or {@link
 * #rewind} is called again.
 */
public final class CallCaptures {
  private long first;
  private long end;
  private long cursor;
  private MoreCaptures more;
  private int nextAlone;

  private long identity;
  private long data;
  private long length;
  private int flags;
  private int errno;

  CallCaptures() {}

  /**
   * Makes these the captures of a record. {@code more} is null where no CAPTURE_MORE came before
   * it.
   */
  CallCaptures of(long record, MoreCaptures pending) {
    first = SyscallRecord.captures(record);
    end = SyscallRecord.end(record);
    more = pending;
    return rewind();
  }

  /** Goes back before the first capture. */
  public CallCaptures rewind() {
    cursor = first;
    nextAlone = 0;
    return this;
  }

  /** Goes to the next capture; false where there is none. */
  public boolean next() {
    if (cursor < end) {
      long capture = cursor;
      cursor = Capture.next(capture);
      identity = capture;
      flags = Capture.flags(capture);
      errno = Capture.errno(capture);
      data = Capture.data(capture);
      length = Capture.capturedLength(capture);
      if (more != null && (flags & Capture.CONTINUED) != 0) {
        take(more.join(capture, data, length));
      }
      return true;
    }
    return more != null && nextAlone();
  }

  private boolean nextAlone() {
    int piece = more.firstPiece(nextAlone, first, end);
    if (piece < 0) {
      return false;
    }
    nextAlone = piece + 1;
    identity = more.capture(piece);
    flags = Capture.flags(identity);
    errno = Capture.errno(identity);
    take(more.join(identity, 0, 0));
    return true;
  }

  private void take(MoreCaptures joined) {
    data = joined.joinedData();
    length = joined.joinedLength();
    errno = joined.joinedErrno();
    flags = flags & ~Capture.CONTINUED | joined.joinedFlags();
  }

  /** The argument, 0 to 5, or {@link Capture#RESULT_ARGUMENT}. */
  public int argument() {
    return Capture.argument(identity);
  }

  /** {@link Capture#ENTRY} or {@link Capture#EXIT}. */
  public int phase() {
    return Capture.phase(identity);
  }

  /** {@link Capture#BYTES} or another kind. */
  public int kind() {
    return Capture.kind(identity);
  }

  /**
   * {@link Capture#TRUNCATED} and the like; {@link Capture#CONTINUED} only where the rest is
   * missing.
   */
  public int flags() {
    return flags;
  }

  /** The operation of the plan that made it. */
  public int operation() {
    return Capture.operation(identity);
  }

  /** The element of an array that it belongs to. */
  public int element() {
    return Capture.element(identity);
  }

  /** Where the bytes lay in the program. */
  public long address() {
    return Capture.address(identity);
  }

  /** Bytes that the call spoke of, or {@link Capture#UNKNOWN_LENGTH}. */
  public long originalLength() {
    return Capture.originalLength(identity);
  }

  /** Why the rest could not be read, or 0. */
  public int errno() {
    return errno;
  }

  /** Bytes that are here. */
  public long length() {
    return length;
  }

  /** Address of the bytes. */
  public long data() {
    return data;
  }

  /** Whether nothing was read: the capture says only that, and why. */
  public boolean unread() {
    return length == 0 && (errno != 0 || (flags & Capture.LIMIT) != 0);
  }

  /** Has a view show the call of a record with these, from the first on. */
  public void show(long record, RegisterLayout layout, CallView view) {
    view.begin(record, layout);
    rewind();
    while (next()) {
      view.addCapture(
          argument(),
          phase(),
          flags(),
          address(),
          originalLength(),
          data(),
          Math.toIntExact(length()),
          errno());
    }
  }
}
