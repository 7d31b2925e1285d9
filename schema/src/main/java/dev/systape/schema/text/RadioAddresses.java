package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;

/**
 * Socket addresses of what goes over the air: amateur radio, IEEE 802.15.4 and NFC, as
 * linux/ax25.h, net/af_ieee802154.h and linux/nfc.h lay them out. Hot: no allocation.
 */
final class RadioAddresses {
  private static final int AF_AX25 = 3;
  private static final int AF_IEEE802154 = 36;
  private static final int AF_NFC = 39;
  private static final int AX25_SIZE = 16;
  private static final int AX25_CALL = 7;
  private static final int AX25_DIGIPEATERS = 8;
  private static final int IEEE802154_SIZE = 20;
  private static final int NO_ADDRESS = 0;
  private static final int SHORT_ADDRESS = 2;
  private static final int NFC_SIZE = 16;
  private static final int NFC_LLCP_SIZE = 96;
  private static final int NFC_NAME_MAX = 63;

  private final WordText addressTypes;
  private final WordText networks;
  private final WordText shortAddresses;
  private final WordText protocols;
  private final WordText accessPoints;
  private final int hexStrings;

  RadioAddresses(SymbolSets symbols, int hexStrings) {
    addressTypes = symbols.numbered("ieee802154_type", 4);
    networks = symbols.numbered("ieee802154_pan", 2);
    shortAddresses = symbols.numbered("ieee802154_short", 2);
    protocols = symbols.text("nfc_protocol", 4);
    accessPoints = symbols.numbered("llcp_sap", 1);
    this.hexStrings = hexStrings;
  }

  /**
   * Writes what follows the family.
   *
   * @return whether the family is known and so many bytes are one of its addresses
   */
  boolean print(CallView call, int family, long data, int length, StringBuilder out) {
    return switch (family) {
      case AF_AX25 -> length >= AX25_SIZE && amateur(data, length, out);
      case AF_IEEE802154 -> length >= IEEE802154_SIZE && ieee802154(data, out);
      case AF_NFC -> length >= NFC_SIZE && nfc(call, data, length, out);
      default -> false;
    };
  }

  /** A station, and those that repeat what it sends where the address is long enough for them. */
  private static boolean amateur(long data, int length, StringBuilder out) {
    int count = Memory.getInt(data + 12);
    boolean full = length > AX25_SIZE || count != 0;
    station(data + 2, out.append(full ? ", fsa_ax25={sax25_call=" : ", sax25_call="));
    out.append(", sax25_ndigis=").append(count);
    if (!full) {
      return true;
    }
    out.append('}');
    int wanted = Math.min(count, AX25_DIGIPEATERS);
    int rest = length - AX25_SIZE;
    if (wanted > 0) {
      int there = Math.min(wanted, rest / AX25_CALL);
      out.append(", fsa_digipeater=[");
      for (int i = 0; i < there; i++) {
        station(data + AX25_SIZE + (long) i * AX25_CALL, out.append(i == 0 ? "" : ", "));
      }
      out.append(there == wanted ? "]" : there == 0 ? "...]" : ", ...]");
    }
    boolean odd = rest % AX25_CALL != 0 || rest > AX25_DIGIPEATERS * AX25_CALL;
    out.append(odd ? ", ..." : "");
    return true;
  }

  /**
   * A call sign of capitals and digits with the number of its station; any other is bytes, with
   * what can be read of it in a comment. Each character is shifted by a bit.
   */
  private static void station(long data, StringBuilder out) {
    int last = Memory.getU8(data + 6);
    int end = 6;
    while (end > 0 && Memory.getU8(data + end - 1) >>> 1 == ' ') {
      end--;
    }
    boolean plain = (last & ~0x1e) == 0;
    boolean readable = true;
    for (int i = 0; i < 6; i++) {
      int c = Memory.getU8(data + i) >>> 1;
      boolean sign = c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || i >= end;
      plain &= sign && (Memory.getU8(data + i) & 1) == 0;
      readable &= c >= ' ' && c < 0x7f && c != '*' && c != '/';
    }
    boolean none = end == 0 && (last & 0x1e) == 0;
    plain &= end > 0 || none;
    if (!plain) {
      Quotes.quote(out.append("{ax25_call="), data, AX25_CALL, Quotes.HEX_ALWAYS);
      out.append(readable ? "} /* " : "}");
    }
    if (none) {
      out.append('*');
    } else if (readable) {
      for (int i = 0; i < end; i++) {
        out.append((char) (Memory.getU8(data + i) >>> 1));
      }
      out.append('-').append(last >>> 1 & 0xf);
    }
    out.append(readable && !plain ? " */" : "");
  }

  private boolean ieee802154(long data, StringBuilder out) {
    int type = Memory.getInt(data + 4);
    addressTypes.print(type, out.append(", addr={addr_type="));
    networks.print(Memory.getU16(data + 8), out.append(", pan_id="));
    if (type == SHORT_ADDRESS) {
      shortAddresses.print(Memory.getU16(data + 10), out.append(", short_addr="));
    } else if (type != NO_ADDRESS) {
      out.append(", hwaddr=");
      for (int i = 0; i < 8; i++) {
        Digits.bareHex(out.append(i == 0 ? "" : ":"), Memory.getU8(data + 10 + i), 2);
      }
    }
    out.append('}');
    return true;
  }

  private boolean nfc(CallView call, long data, int length, StringBuilder out) {
    Interfaces.index(call, Memory.getInt(data + 4), out.append(", dev_idx="));
    Digits.hex(out.append(", target_idx="), Memory.getU32(data + 8));
    protocols.print(Memory.getU32(data + 12), out.append(", nfc_protocol="));
    if (length >= NFC_LLCP_SIZE) {
      accessPoints.print(Memory.getU8(data + 16), out.append(", dsap="));
      accessPoints.print(Memory.getU8(data + 17), out.append(", ssap="));
      long size = Memory.getLong(data + 88);
      int shown = Long.compareUnsigned(size, NFC_NAME_MAX) < 0 ? (int) size : NFC_NAME_MAX;
      Quotes.quote(out.append(", service_name="), data + 18, shown, hexStrings);
      Digits.unsigned(out.append(", service_name_len="), size);
    } else if (length > NFC_SIZE) {
      out.append(", ...");
    }
    return true;
  }
}
