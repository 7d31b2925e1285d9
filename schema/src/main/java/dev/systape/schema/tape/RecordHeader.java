package dev.systape.schema.tape;

import dev.systape.schema.memory.Memory;

/**
 * The header of every record. Its first 8 bytes are the kernel's ring buffer header (linux/bpf.h,
 * BPF_RINGBUF_HDR_SZ), so that a record that the kernel wrote is on the tape as it lay in the ring.
 *
 * <pre>
 *  0        1        2        3        4        5        6        7
 * +--------+--------+--------+--------+--------+--------+--------+--------+
 * | payload length, bit 31 busy, bit  |  ignored (the ring's page offset) |   0
 * | 30 discarded                      |                                   |
 * +--------+--------+--------+--------+-----------------------------------+
 * |      type       | version|  ABI   |                tid                |   8
 * +-----------------+--------+--------+-----------------------------------+
 * |                pid                |                cpu                |  16
 * +-----------------------------------+-----------------------------------+
 * |                  sequence of this record in its thread                |  24
 * +-----------------------------------------------------------------------+
 * |                         CLOCK_MONOTONIC ns                            |  32
 * +-----------------------------------------------------------------------+
 * </pre>
 *
 * <p>The payload length counts from byte 8. The next record is at 8 + length rounded up to 8. pid
 * and tid are those of the recorder's pid namespace; cpu is {@link TapeFormat#CPU_UNKNOWN} under
 * ptrace. Sequences of a thread count up by one from 0: a gap is a loss.
 */
public final class RecordHeader {
  /** Set while the kernel still writes the record; never set on a tape. */
  public static final int BUSY = 1 << 31;

  /** Set on a record that is to be skipped. */
  public static final int DISCARDED = 1 << 30;

  /** Bytes that the payload length does not count. */
  public static final int RING_HEADER = 8;

  private static final int LENGTH_MASK = ~(BUSY | DISCARDED);
  private static final int LENGTH = 0;
  private static final int TYPE = LENGTH + RING_HEADER;
  private static final int VERSION = TYPE + 2;
  private static final int ABI = VERSION + 1;
  private static final int TID = ABI + 1;
  private static final int PID = TID + 4;
  private static final int CPU = PID + 4;
  private static final int SEQUENCE = CPU + 4;
  private static final int TIME_NS = SEQUENCE + 8;

  /** Bytes of the header. */
  public static final int SIZE = TIME_NS + 8;

  private RecordHeader() {}

  /** Writes all fields; the length is set by {@link #total(long, long)} once it is known. */
  public static void encode(
      long record, int type, int abi, int tid, int pid, int cpu, long sequence, long timeNs) {
    Memory.putLong(record + LENGTH, 0);
    Memory.putU16(record + TYPE, type);
    Memory.putU8(record + VERSION, TapeFormat.RECORD_VERSION);
    Memory.putU8(record + ABI, abi);
    Memory.putInt(record + TID, tid);
    Memory.putInt(record + PID, pid);
    Memory.putInt(record + CPU, cpu);
    Memory.putLong(record + SEQUENCE, sequence);
    Memory.putLong(record + TIME_NS, timeNs);
  }

  /** Sets the length from the bytes of the whole record, header included. */
  public static void total(long record, long bytes) {
    Memory.putInt(record + LENGTH, (int) bytes - RING_HEADER);
  }

  /** Sets the sequence alone: known when the record is handed to the writer. */
  public static void sequence(long record, long sequence) {
    Memory.putLong(record + SEQUENCE, sequence);
  }

  /** Bytes of the whole record, header included, without the padding to the next one. */
  public static int total(long record) {
    return (Memory.getInt(record + LENGTH) & LENGTH_MASK) + RING_HEADER;
  }

  /** Whether a reader skips this record. */
  public static boolean discarded(long record) {
    return (Memory.getInt(record + LENGTH) & DISCARDED) != 0;
  }

  /** Code of the record's type. */
  public static int type(long record) {
    return Memory.getU16(record + TYPE);
  }

  /** Version of the record's layout. */
  public static int version(long record) {
    return Memory.getU8(record + VERSION);
  }

  /** Code of the ABI, 0 where the record has none. */
  public static int abi(long record) {
    return Memory.getU8(record + ABI);
  }

  /** Thread, as gettid(2) names it in the recorder's pid namespace. */
  public static int tid(long record) {
    return Memory.getInt(record + TID);
  }

  /** Process, as getpid(2) names it in the recorder's pid namespace. */
  public static int pid(long record) {
    return Memory.getInt(record + PID);
  }

  /** The cpu, or {@link TapeFormat#CPU_UNKNOWN}. */
  public static int cpu(long record) {
    return Memory.getInt(record + CPU);
  }

  /** Number of the record in its thread, from 0. */
  public static long sequence(long record) {
    return Memory.getLong(record + SEQUENCE);
  }

  /** CLOCK_MONOTONIC ns; a SYSCALL's entry. */
  public static long timeNs(long record) {
    return Memory.getLong(record + TIME_NS);
  }
}
