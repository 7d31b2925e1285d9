package dev.systape.schema.tape;

/**
 * A thread ended.
 *
 * @param waitStatus the status word of wait(2)
 * @param processEnded whether it was the last thread of its process
 * @param usage what it used, zeros where {@code usage.known} is 0
 */
public record Exit(int waitStatus, int processEnded, Usage usage) implements TapeRecord {
  @Override
  public RecordType type() {
    return RecordType.EXIT;
  }

  @Override
  public void encode(BodyWriter out) {
    out.u32(waitStatus).u32(processEnded);
    usage.encode(out);
  }

  static Exit decode(BodyReader in) {
    return new Exit(in.u32(), in.u32(), Usage.decode(in));
  }
}
