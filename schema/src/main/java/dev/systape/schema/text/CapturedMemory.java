package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;
import java.util.Arrays;

/**
 * The captures of one call, found by argument, phase and address. They are named by their place in
 * the order in which they were added; -1 stands for none. Reused from call to call; for one thread.
 *
 * <p>Bytes that lie in the record stay there; others are copied, and freed with the next call.
 */
class CapturedMemory implements AutoCloseable {
  static final int NONE = -1;

  private long[] addresses = new long[16];
  private long[] data = new long[16];
  private int[] lengths = new int[16];
  private long[] originals = new long[16];
  private int[] errnos = new int[16];
  private int[] marks = new int[16];
  private int captures;
  private int hint;
  private long[] copies = new long[4];
  private int copied;
  private long record;
  private long recordEnd;
  private boolean anyArgument;

  /** Of nothing yet. */
  CapturedMemory() {}

  /** Forgets all; the captures to come are of the call whose record lies here. */
  final void clear(long newRecord, long newRecordEnd) {
    for (int i = 0; i < copied; i++) {
      Memory.free(copies[i]);
    }
    copied = 0;
    captures = 0;
    hint = 0;
    record = newRecord;
    recordEnd = newRecordEnd;
  }

  /** Says whether captures are found whichever argument they are of. */
  final void ofAnyArgument(boolean any) {
    anyArgument = any;
  }

  /** Frees the copies. */
  @Override
  public final void close() {
    clear(0, 0);
  }

  /**
   * Adds a capture. Bytes outside the record are copied.
   *
   * @param argument the argument, 0 to 5, or {@link Capture#RESULT_ARGUMENT}
   * @param phase {@link Capture#ENTRY} or {@link Capture#EXIT}
   * @param captureFlags {@link Capture#TRUNCATED} and the like
   * @param address where the bytes lay in the program
   * @param originalLength bytes that the call spoke of, or {@link Capture#UNKNOWN_LENGTH}
   * @param bytes address of the bytes
   * @param length how many bytes there are
   * @param errno why the rest could not be read, or 0
   */
  public final void addCapture(
      int argument,
      int phase,
      int captureFlags,
      long address,
      long originalLength,
      long bytes,
      int length,
      int errno) {
    if (captures == addresses.length) {
      grow();
    }
    addresses[captures] = address;
    data[captures] = bytes >= record && bytes < recordEnd ? bytes : copy(bytes, length);
    lengths[captures] = length;
    originals[captures] = originalLength;
    errnos[captures] = errno;
    marks[captures] = mark(argument, phase) | captureFlags;
    captures++;
  }

  private static int mark(int argument, int phase) {
    return argument << 16 | phase << 8;
  }

  private long copy(long bytes, int length) {
    if (length == 0) {
      return 0;
    }
    if (copied == copies.length) {
      copies = Arrays.copyOf(copies, 2 * copied);
    }
    long copy = Memory.allocate(length);
    Memory.copy(bytes, copy, length);
    copies[copied++] = copy;
    return copy;
  }

  private void grow() {
    int size = 2 * captures;
    addresses = Arrays.copyOf(addresses, size);
    data = Arrays.copyOf(data, size);
    lengths = Arrays.copyOf(lengths, size);
    originals = Arrays.copyOf(originals, size);
    errnos = Arrays.copyOf(errnos, size);
    marks = Arrays.copyOf(marks, size);
  }

  /** What a capture has to be marked with to be one of an argument in a phase. */
  private int wanted(int argument, int phase) {
    return anyArgument ? phase << 8 : mark(argument, phase);
  }

  /** The bits of a mark that count for that. */
  private int marked() {
    return anyArgument ? 0xff00 : 0xffff00;
  }

  /**
   * The capture of an argument's memory that begins at an address, or -1. The search goes on where
   * the last one ended, for elements are asked for in the order in which they were captured.
   */
  public final int find(int argument, int phase, long address) {
    int wanted = wanted(argument, phase);
    for (int i = 0; i < captures; i++) {
      int at = hint + i < captures ? hint + i : hint + i - captures;
      if (addresses[at] == address && (marks[at] & marked()) == wanted) {
        hint = at;
        return at;
      }
    }
    return NONE;
  }

  /**
   * The capture of an argument's memory that begins at an address and has so many bytes, where
   * several do; else one that is shorter, or -1. Of these, one that could not be read to its end
   * tells that there is no more, which one of which less was asked does not.
   */
  public final int find(int argument, int phase, long address, long length) {
    int found = find(argument, phase, address);
    if (found < 0 || lengths[found] >= length) {
      return found;
    }
    int wanted = wanted(argument, phase);
    for (int i = 0; i < captures; i++) {
      boolean same = addresses[i] == address && (marks[i] & marked()) == wanted;
      if (same && lengths[i] >= length) {
        return i;
      }
      if (same && errnos[i] != 0) {
        found = i;
      }
    }
    return found;
  }

  /** The longest capture of an argument's memory that begins at an address, or -1. */
  public final int longest(int argument, int phase, long address) {
    int found = find(argument, phase, address);
    int wanted = wanted(argument, phase);
    for (int i = 0; i < captures; i++) {
      if (found >= 0 && addresses[i] == address && (marks[i] & marked()) == wanted) {
        found = lengths[i] > lengths[found] ? i : found;
      }
    }
    return found;
  }

  /** The first capture of an argument, or -1. */
  public final int first(int argument, int phase) {
    int wanted = wanted(argument, phase);
    for (int i = 0; i < captures; i++) {
      if ((marks[i] & marked()) == wanted) {
        return i;
      }
    }
    return NONE;
  }

  /** The capture of any argument's memory that begins at an address, or -1. */
  public final int findAny(int phase, long address) {
    for (int i = 0; i < captures; i++) {
      int at = hint + i < captures ? hint + i : hint + i - captures;
      if (addresses[at] == address && (marks[at] >>> 8 & 0xff) == phase) {
        hint = at;
        return at;
      }
    }
    return NONE;
  }

  /** The capture whose bytes a pointer points into, or -1. */
  public final int holding(long pointer) {
    for (int i = 0; i < captures; i++) {
      if (pointer >= data[i] && pointer < data[i] + lengths[i]) {
        return i;
      }
    }
    return NONE;
  }

  /** The capture whose bytes a pointer points into or just behind, or -1. */
  final int around(long pointer) {
    for (int i = 0; i < captures; i++) {
      if (pointer >= data[i] && pointer <= data[i] + lengths[i]) {
        return i;
      }
    }
    return NONE;
  }

  /** Where a capture's bytes lay in the program. */
  public final long address(int capture) {
    return addresses[capture];
  }

  /** {@link Capture#ENTRY} or {@link Capture#EXIT}. */
  public final int phase(int capture) {
    return marks[capture] >>> 8 & 0xff;
  }

  /** Address of a capture's bytes. */
  public final long data(int capture) {
    return data[capture];
  }

  /** How many bytes there are. */
  public final int length(int capture) {
    return lengths[capture];
  }

  /** Bytes that the call spoke of, or {@link Capture#UNKNOWN_LENGTH}. */
  public final long originalLength(int capture) {
    return originals[capture];
  }

  /** Why not all could be read, or 0. */
  public final int errno(int capture) {
    return errnos[capture];
  }

  /** Whether a capture has a flag. */
  public final boolean has(int capture, int flag) {
    return (marks[capture] & flag) != 0;
  }
}
