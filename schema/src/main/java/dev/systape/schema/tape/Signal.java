package dev.systape.schema.tape;

/**
 * A signal was delivered.
 *
 * @param signo its number
 * @param siginfo the kernel's siginfo_t, raw (128 bytes), empty where unknown
 */
public record Signal(int signo, byte[] siginfo) implements TapeRecord {
  @Override
  public RecordType type() {
    return RecordType.SIGNAL;
  }

  @Override
  public void encode(BodyWriter out) {
    out.u32(signo).bytes(siginfo);
  }

  static Signal decode(BodyReader in) {
    return new Signal(in.u32(), in.bytes());
  }
}
