package dev.systape.schema.tape;

/**
 * The registers that snapshots of one ABI list, in order, separated by commas.
 *
 * @param abi code of the ABI
 * @param entry names of the entry registers
 * @param exit names of the exit registers
 */
public record SnapshotRegisters(int abi, String entry, String exit) {
  void encode(BodyWriter out) {
    out.u32(abi).text(entry).text(exit);
  }

  static SnapshotRegisters decode(BodyReader in) {
    return new SnapshotRegisters(in.u32(), in.text(), in.text());
  }
}
