package dev.systape.schema.tape;

/** The numbers of the format that belong to no single struct. */
public final class TapeFormat {
  /** Version of the format that this code writes; readers take this one and all before it. */
  public static final int VERSION = 1;

  /** Version byte of every record. */
  public static final int RECORD_VERSION = 1;

  /**
   * Bytes of a batch at the most, header included: below a quarter of a 1 MiB queue block, which is
   * the largest excerpt.
   */
  public static final int MAX_BATCH = 192 << 10;

  /** Bytes of a record at the most, header included: it fits in a batch. */
  public static final int MAX_RECORD = MAX_BATCH - BatchHeader.SIZE;

  /**
   * Bytes that one capture keeps in its SYSCALL record at the most; the rest is in CAPTURE_MORE
   * records.
   */
  public static final int MAX_CAPTURE = 64 << 10;

  /** Block size of the queue: small tapes stay small. */
  public static final int QUEUE_BLOCK_SIZE = 1 << 20;

  /** The cpu of a record whose backend does not know it. */
  public static final int CPU_UNKNOWN = -1;

  private TapeFormat() {}

  /** Rounds a length up to the 8 bytes that records, captures and attributes are aligned to. */
  public static long align(long length) {
    return (length + 7) & ~7L;
  }
}
