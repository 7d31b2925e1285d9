package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;

/**
 * Messages of netfilter, linux/netfilter/nfnetlink.h: a {@code struct nfgenmsg} and attributes,
 * whose meaning is each subsystem's own. Hot: no allocation.
 */
final class NetfilterMessages {
  private static final int HEAD = 4;
  private static final int NFNL_SUBSYS_NFTABLES = 10;

  private final NetlinkAttributes attributes;
  private final WordText families;
  private final WordText versions;
  private final WordText subsystems;
  private final NetlinkAttributes.Payload values;

  NetfilterMessages(SymbolSets symbols, NetlinkAttributes attributes) {
    this.attributes = attributes;
    families = symbols.text("address_family", 1);
    versions = symbols.text("nfnl_version", 1);
    subsystems = symbols.text("nfnl_subsys", 1);
    values = attributes.payload(symbols.union("nfnl_attributes").cases().get(0L));
  }

  /**
   * Writes what follows a header.
   *
   * @param type of the message
   * @param length bytes that were captured
   * @param whole bytes that there were
   */
  void print(CallView call, int type, long data, int length, long whole, StringBuilder out) {
    if (whole < HEAD || length < HEAD) {
      attributes.bytes(call, data, length, whole, out);
      return;
    }
    families.print(Memory.getU8(data), out.append("{nfgen_family="));
    versions.print(Memory.getU8(data + 1), out.append(", version="));
    int resource = Memory.getU8(data + 2) << 8 | Memory.getU8(data + 3);
    out.append(", res_id=htons(");
    if (resource == NFNL_SUBSYS_NFTABLES && type >>> 8 == NFNL_SUBSYS_NFTABLES) {
      subsystems.print(resource, out);
    } else {
      out.append(resource);
    }
    out.append(")}");
    if (whole > HEAD) {
      out.append(", ");
      if (NetfilterTypes.isBatch(type)) {
        attributes.bytes(call, data + HEAD, length - HEAD, whole - HEAD, out);
      } else {
        values.print(call, 0, data + HEAD, length - HEAD, whole - HEAD, out);
      }
    }
  }
}
