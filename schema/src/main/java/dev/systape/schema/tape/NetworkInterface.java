package dev.systape.schema.tape;

/**
 * A network interface of the recorded machine.
 *
 * @param index its number
 * @param name its name
 */
public record NetworkInterface(int index, String name) {
  void encode(BodyWriter out) {
    out.u32(index).text(name);
  }

  static NetworkInterface decode(BodyReader in) {
    return new NetworkInterface(in.u32(), in.text());
  }
}
