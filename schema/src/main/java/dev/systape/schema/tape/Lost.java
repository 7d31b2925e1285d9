package dev.systape.schema.tape;

/**
 * Records that could not be written.
 *
 * @param count how many
 * @param fromNs CLOCK_MONOTONIC ns of the first moment at which one may be missing
 * @param toNs of the last
 * @param backend as in the header
 * @param reason {@link #RING_FULL} or {@link #NO_MEMORY}
 */
public record Lost(long count, long fromNs, long toNs, int backend, int reason)
    implements TapeRecord {
  /** The kernel's ring was full. */
  public static final int RING_FULL = 1;

  /** There was no memory for the record. */
  public static final int NO_MEMORY = 2;

  /** The tape had no room. */
  public static final int TAPE_FULL = 3;

  @Override
  public RecordType type() {
    return RecordType.LOST;
  }

  @Override
  public void encode(BodyWriter out) {
    out.u64(count).u64(fromNs).u64(toNs).u32(backend).u32(reason);
  }

  static Lost decode(BodyReader in) {
    return new Lost(in.u64(), in.u64(), in.u64(), in.u32(), in.u32());
  }
}
