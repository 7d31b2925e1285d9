package dev.systape.schema.tape;

/**
 * A thread entered a group stop.
 *
 * @param signo the signal that stopped it
 */
public record Stop(int signo) implements TapeRecord {
  @Override
  public RecordType type() {
    return RecordType.STOP;
  }

  @Override
  public void encode(BodyWriter out) {
    out.u32(signo);
  }

  static Stop decode(BodyReader in) {
    return new Stop(in.u32());
  }
}
