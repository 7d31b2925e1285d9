package dev.systape.schema.tape;

import dev.systape.schema.memory.Memory;

/**
 * The header of a batch, which is one excerpt of the queue: records follow it back to back, each
 * 8-byte aligned to the first.
 *
 * <pre>
 *  0                 4                 8
 * +-----------------+-----------------+
 * |  magic "STB1"   |  CRC32C of all  |   0    CRC: bytes 8 to the end of the batch
 * |                 |  that follows   |
 * +-----------------+-----------------+
 * |           sequence, from 0        |   8
 * +-----------------+-----------------+
 * |  records        |  bytes of them  |  16
 * +-----------------+-----------------+
 * |  CLOCK_MONOTONIC ns at the commit |  24
 * +-----------------------------------+
 * </pre>
 */
public final class BatchHeader {
  /** {@code "STB1"}, little-endian. */
  public static final int MAGIC_VALUE = 0x31425453;

  private static final int MAGIC = 0;
  private static final int CRC = MAGIC + 4;

  /** Where the bytes that the CRC covers begin. */
  public static final int CRC_FROM = CRC + 4;

  private static final int SEQUENCE = CRC_FROM;
  private static final int RECORDS = SEQUENCE + 8;
  private static final int BYTES = RECORDS + 4;
  private static final int COMMIT_NS = BYTES + 4;

  /** Bytes of the header. */
  public static final int SIZE = COMMIT_NS + 8;

  private BatchHeader() {}

  /** Writes all fields but the CRC, which {@link #crc(long, int)} sets once it is known. */
  public static void encode(long batch, long sequence, int records, int bytes, long commitNs) {
    Memory.putInt(batch + MAGIC, MAGIC_VALUE);
    Memory.putLong(batch + SEQUENCE, sequence);
    Memory.putInt(batch + RECORDS, records);
    Memory.putInt(batch + BYTES, bytes);
    Memory.putLong(batch + COMMIT_NS, commitNs);
  }

  /** Sets the CRC32C. */
  public static void crc(long batch, int crc) {
    Memory.putInt(batch + CRC, crc);
  }

  /** The magic, {@link #MAGIC_VALUE} on an undamaged tape. */
  public static int magic(long batch) {
    return Memory.getInt(batch + MAGIC);
  }

  /** The CRC32C. */
  public static int crc(long batch) {
    return Memory.getInt(batch + CRC);
  }

  /** The batch's number on the tape, from 0, without gaps. */
  public static long sequence(long batch) {
    return Memory.getLong(batch + SEQUENCE);
  }

  /** How many records follow. */
  public static int records(long batch) {
    return Memory.getInt(batch + RECORDS);
  }

  /** How many bytes the records take. */
  public static int bytes(long batch) {
    return Memory.getInt(batch + BYTES);
  }

  /** When the batch was committed, CLOCK_MONOTONIC ns. */
  public static long commitNs(long batch) {
    return Memory.getLong(batch + COMMIT_NS);
  }
}
