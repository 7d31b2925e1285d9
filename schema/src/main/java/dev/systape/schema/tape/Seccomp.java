package dev.systape.schema.tape;

/**
 * A seccomp stop.
 *
 * @param data SECCOMP_RET_DATA of the filter's answer
 * @param number number of the call
 */
public record Seccomp(int data, int number) implements TapeRecord {
  @Override
  public RecordType type() {
    return RecordType.SECCOMP;
  }

  @Override
  public void encode(BodyWriter out) {
    out.u32(data).u32(number);
  }

  static Seccomp decode(BodyReader in) {
    return new Seccomp(in.u32(), in.u32());
  }
}
