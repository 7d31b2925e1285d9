package dev.systape.schema.tape;

import java.util.List;

/**
 * Descriptors that were open in a process.
 *
 * @param taken when
 * @param descriptors what was open
 */
public record FdSnapshot(Taken taken, List<Descriptor> descriptors) implements TapeRecord {
  @Override
  public RecordType type() {
    return RecordType.FD_SNAPSHOT;
  }

  @Override
  public void encode(BodyWriter out) {
    taken.encode(out);
    out.list(descriptors, (o, d) -> d.encode(o));
  }

  static FdSnapshot decode(BodyReader in) {
    return new FdSnapshot(Taken.decode(in), in.list(Descriptor::decode));
  }
}
