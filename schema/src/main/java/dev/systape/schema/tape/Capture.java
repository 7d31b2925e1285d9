package dev.systape.schema.tape;

import dev.systape.schema.memory.Memory;

/**
 * A capture: the program's memory at an address at a time. Captures of a call lie back to back,
 * each 8-byte aligned.
 *
 * <pre>
 *  0        1        2        3        4        5        6        7
 * +--------+--------+--------+--------+--------+--------+--------+--------+
 * | argu-  | phase  |  kind  | flags  | plan operation  |     element     |   0
 * | ment   |        |        |        |                 |                 |
 * +--------+--------+--------+--------+-----------------+-----------------+
 * |                          remote address                               |   8
 * +-----------------------------------------------------------------------+
 * |                  original length, all ones: unknown                   |  16
 * +-----------------------------------+-----------------------------------+
 * |         captured length           |       errno of a failed read      |  24
 * +-----------------------------------+-----------------------------------+
 * |   bytes, padded to 8 ...                                              |  32
 * +-----------------------------------------------------------------------+
 * </pre>
 *
 * <p>errno is not 0 where the memory could not be read to the length that was wanted; the bytes
 * before the hole are there. A capture that is shorter than its original because of a cap is
 * flagged {@link #TRUNCATED}.
 */
public final class Capture {
  /** Phase: read at the entry stop. */
  public static final int ENTRY = 0;

  /** Phase: read at the exit stop. */
  public static final int EXIT = 1;

  /** Kind: bytes of a length that the call states: a buffer, a struct, an array. */
  public static final int BYTES = 1;

  /** Kind: a NUL-terminated string, without its NUL. */
  public static final int TEXT = 2;

  /** Kind: a vector of pointers, with its NULL where {@link #STRING} is set. */
  public static final int POINTERS = 3;

  /** Kind: the data of one element of an iovec. */
  public static final int IOVEC_DATA = 4;

  /** Flag: cut by a cap or by the user's string limit. */
  public static final int TRUNCATED = 1;

  /** Flag: an entry value that could only be read at exit. */
  public static final int LATE = 2;

  /** Flag: this element and those behind it were not tried. */
  public static final int LIMIT = 4;

  /** Flag: a string that ended at its NUL, a vector that ended at its NULL. */
  public static final int STRING = 8;

  /** Flag: CAPTURE_MORE records before this record hold the bytes behind these. */
  public static final int CONTINUED = 16;

  /** The argument of a capture that is the result's. */
  public static final int RESULT_ARGUMENT = 6;

  /** An original length that is not known. */
  public static final long UNKNOWN_LENGTH = -1;

  private static final int ARGUMENT = 0;
  private static final int PHASE = ARGUMENT + 1;
  private static final int KIND = PHASE + 1;
  private static final int FLAGS = KIND + 1;
  private static final int OPERATION = FLAGS + 1;
  private static final int ELEMENT = OPERATION + 2;
  private static final int ADDRESS = ELEMENT + 2;
  private static final int ORIGINAL_LENGTH = ADDRESS + 8;
  private static final int CAPTURED_LENGTH = ORIGINAL_LENGTH + 8;
  private static final int ERRNO = CAPTURED_LENGTH + 4;

  /** Bytes of a capture's header. */
  public static final int HEADER = ERRNO + 4;

  private Capture() {}

  /** Writes what identifies a capture. */
  public static void encode(
      long capture, int argument, int phase, int kind, int operation, int element, long address) {
    Memory.putU8(capture + ARGUMENT, argument);
    Memory.putU8(capture + PHASE, phase);
    Memory.putU8(capture + KIND, kind);
    Memory.putU8(capture + FLAGS, 0);
    Memory.putU16(capture + OPERATION, operation);
    Memory.putU16(capture + ELEMENT, element);
    Memory.putLong(capture + ADDRESS, address);
  }

  /** Writes what became of it. */
  public static void outcome(
      long capture, int flags, long originalLength, int capturedLength, int errno) {
    Memory.putU8(capture + FLAGS, flags);
    Memory.putLong(capture + ORIGINAL_LENGTH, originalLength);
    Memory.putInt(capture + CAPTURED_LENGTH, capturedLength);
    Memory.putInt(capture + ERRNO, errno);
  }

  /** The argument, 0 to 5, or {@link #RESULT_ARGUMENT}. */
  public static int argument(long capture) {
    return Memory.getU8(capture + ARGUMENT);
  }

  /** {@link #ENTRY} or {@link #EXIT}. */
  public static int phase(long capture) {
    return Memory.getU8(capture + PHASE);
  }

  /** One of the kinds. */
  public static int kind(long capture) {
    return Memory.getU8(capture + KIND);
  }

  /** The flags. */
  public static int flags(long capture) {
    return Memory.getU8(capture + FLAGS);
  }

  /** The operation of the plan that made it. */
  public static int operation(long capture) {
    return Memory.getU16(capture + OPERATION);
  }

  /** The element of an array that it belongs to, 0 where there is none. */
  public static int element(long capture) {
    return Memory.getU16(capture + ELEMENT);
  }

  /** Where the bytes lay in the program. */
  public static long address(long capture) {
    return Memory.getLong(capture + ADDRESS);
  }

  /** Bytes that the call spoke of, or {@link #UNKNOWN_LENGTH}. */
  public static long originalLength(long capture) {
    return Memory.getLong(capture + ORIGINAL_LENGTH);
  }

  /** Bytes that are here. */
  public static int capturedLength(long capture) {
    return Memory.getInt(capture + CAPTURED_LENGTH);
  }

  /** Why the rest could not be read, or 0. */
  public static int errno(long capture) {
    return Memory.getInt(capture + ERRNO);
  }

  /** Address of the bytes. */
  public static long data(long capture) {
    return capture + HEADER;
  }

  /** Address of the next capture. */
  public static long next(long capture) {
    return capture + HEADER + TapeFormat.align(capturedLength(capture));
  }
}
