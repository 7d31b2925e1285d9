package dev.systape.schema.tape;

/**
 * Resources used, as getrusage(2) counts them.
 *
 * @param known 1 where the numbers are known, else 0
 * @param userUs user CPU time, microseconds
 * @param systemUs system CPU time, microseconds
 * @param maxRssKib largest resident set, KiB
 * @param minorFaults page faults without I/O
 * @param majorFaults page faults with I/O
 * @param voluntarySwitches voluntary context switches
 * @param involuntarySwitches involuntary context switches
 */
public record Usage(
    int known,
    long userUs,
    long systemUs,
    long maxRssKib,
    long minorFaults,
    long majorFaults,
    long voluntarySwitches,
    long involuntarySwitches) {
  /** Nothing known. */
  public static final Usage UNKNOWN = new Usage(0, 0, 0, 0, 0, 0, 0, 0);

  void encode(BodyWriter out) {
    out.u32(known).u64(userUs).u64(systemUs).u64(maxRssKib).u64(minorFaults).u64(majorFaults);
    out.u64(voluntarySwitches).u64(involuntarySwitches);
  }

  static Usage decode(BodyReader in) {
    return new Usage(
        in.u32(), in.u64(), in.u64(), in.u64(), in.u64(), in.u64(), in.u64(), in.u64());
  }
}
