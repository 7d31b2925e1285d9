package dev.systape.schema.tape;

import dev.systape.schema.memory.Memory;

/**
 * A CAPTURE_MORE record behind its {@link RecordHeader}: bytes of a capture of the same thread's
 * next SYSCALL record, which comes after it.
 *
 * <pre>
 * +-----------------------------------------------------------------------+
 * |        offset of these bytes from the capture's address               |  40
 * +-----------------------------------------------------------------------+
 * |   one {@link Capture}: the identity of the whole (argument, phase,    |  48
 * |   operation, element, address, original length), these bytes          |
 * +-----------------------------------------------------------------------+
 * </pre>
 *
 * <p>Where the SYSCALL record has a capture of the same identity, flagged CONTINUED, these bytes go
 * behind its own; where it has none (there was no room left), the capture consists of its
 * CAPTURE_MORE records alone, from offset 0. Pieces of one capture come in the order of their
 * offsets.
 */
public final class CaptureMore {
  private static final int OFFSET = RecordHeader.SIZE;

  /** Where the capture begins. */
  public static final int CAPTURE = OFFSET + 8;

  private CaptureMore() {}

  /** Sets the offset. */
  public static void offset(long record, long offset) {
    Memory.putLong(record + OFFSET, offset);
  }

  /** Offset of the bytes from the capture's address. */
  public static long offset(long record) {
    return Memory.getLong(record + OFFSET);
  }

  /** Address of the capture. */
  public static long capture(long record) {
    return record + CAPTURE;
  }
}
