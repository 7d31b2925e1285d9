package dev.systape.schema.text;

/** Writes indexes of network interfaces, by name where it is known. Hot: no allocation. */
final class Interfaces {
  private Interfaces() {}

  /** An index: {@code if_nametoindex("lo")}, or its number. */
  static void index(CallView call, int index, StringBuilder out) {
    String name = call.descriptors().interfaceName(index);
    if (name == null) {
      Digits.unsigned(out, index & 0xffff_ffffL);
    } else {
      out.append("if_nametoindex(\"").append(name).append("\")");
    }
  }
}
