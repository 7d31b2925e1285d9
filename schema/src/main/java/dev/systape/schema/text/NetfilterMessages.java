package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.Type;

/**
 * Messages of netfilter, linux/netfilter/nfnetlink.h: a {@code struct nfgenmsg} and attributes,
 * whose meaning is each subsystem's own. Hot: no allocation.
 */
final class NetfilterMessages {
  private static final int HEAD = 4;

  /** NFNL_SUBSYS_NFTABLES, which batches of that subsystem have for a resource. */
  private static final int IN_HOST_ORDER = 10;

  private static final int IN_NETWORK_ORDER = 10 << Byte.SIZE;

  private final NetlinkAttributes attributes;
  private final WordText families;
  private final WordText versions;
  private final WordText resources;
  private final WordText ports;
  private final NetlinkAttributes.Payload values;

  NetfilterMessages(SymbolSets symbols, NetlinkAttributes attributes) {
    this.attributes = attributes;
    families = symbols.text("address_family", 1);
    versions = symbols.text("nfnl_version", 1);
    resources = symbols.text("nfnl_resource", 2);
    ports = Words.of(new Type.Word(Scalar.PORT), symbols.abi(), TextOptions.Names.ABBREV);
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
    int resource = Memory.getU16(data + 2);
    boolean named = resource == IN_HOST_ORDER || resource == IN_NETWORK_ORDER;
    out.append(", res_id=");
    if (named && type >>> Byte.SIZE == IN_HOST_ORDER) {
      resources.print(resource, out);
    } else {
      ports.print(resource, out);
    }
    out.append('}');
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
