package dev.systape.schema.tape;

/**
 * A memory map.
 *
 * @param taken when
 * @param part which piece of the text, from 0
 * @param parts how many pieces it came in
 * @param maps text of /proc/PID/maps
 */
public record MapsSnapshot(Taken taken, int part, int parts, byte[] maps) implements TapeRecord {
  @Override
  public RecordType type() {
    return RecordType.MAPS_SNAPSHOT;
  }

  @Override
  public void encode(BodyWriter out) {
    taken.encode(out);
    out.u32(part).u32(parts).bytes(maps);
  }

  static MapsSnapshot decode(BodyReader in) {
    return new MapsSnapshot(Taken.decode(in), in.u32(), in.u32(), in.bytes());
  }
}
