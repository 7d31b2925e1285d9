package dev.systape.schema.tape;

/**
 * When and how a snapshot was taken.
 *
 * @param beginNs CLOCK_MONOTONIC ns when it began
 * @param endNs when it ended
 * @param running 1 where the program could run meanwhile, else 0
 * @param reason {@link #SPAWN}, {@link #ATTACH} or {@link #EXEC}
 */
public record Taken(long beginNs, long endNs, int running, int reason) {
  /** Before the first instruction. */
  public static final int SPAWN = 1;

  /** When the recorder attached. */
  public static final int ATTACH = 2;

  /** After an execve. */
  public static final int EXEC = 3;

  void encode(BodyWriter out) {
    out.u64(beginNs).u64(endNs).u32(running).u32(reason);
  }

  static Taken decode(BodyReader in) {
    return new Taken(in.u64(), in.u64(), in.u32(), in.u32());
  }
}
