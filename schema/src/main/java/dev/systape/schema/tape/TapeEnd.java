package dev.systape.schema.tape;

/**
 * Why recording ended, and what there is.
 *
 * @param reason one of the constants here
 * @param waitStatus status word of the program that was started, 0 where it has not ended
 * @param records records on the tape before this one
 * @param calls SYSCALL records among them
 * @param lost records that could not be written
 * @param largestRingFill bytes, 0 under ptrace
 * @param detail in words, empty where the reason says all
 */
public record TapeEnd(
    int reason,
    int waitStatus,
    long records,
    long calls,
    long lost,
    long largestRingFill,
    String detail)
    implements TapeRecord {
  /** Every recorded process ended. */
  public static final int ENDED = 1;

  /** The time given by --timeout was over. */
  public static final int TIMEOUT = 2;

  /** The size given by --max-size was reached. */
  public static final int MAX_SIZE = 3;

  /** The user detached. */
  public static final int DETACHED = 4;

  /** Recording failed; the detail says how. */
  public static final int FAILED = 5;

  @Override
  public RecordType type() {
    return RecordType.TAPE_END;
  }

  @Override
  public void encode(BodyWriter out) {
    out.u32(reason)
        .u32(waitStatus)
        .u64(records)
        .u64(calls)
        .u64(lost)
        .u64(largestRingFill)
        .text(detail);
  }

  static TapeEnd decode(BodyReader in) {
    return new TapeEnd(in.u32(), in.u32(), in.u64(), in.u64(), in.u64(), in.u64(), in.text());
  }
}
