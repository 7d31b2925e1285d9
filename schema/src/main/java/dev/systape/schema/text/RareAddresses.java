package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;

/**
 * Socket addresses of the families beside IP, UNIX and netlink: packet(7), vsock(7), and the
 * headers linux/ipx.h, linux/x25.h, linux/if_xdp.h, linux/qrtr.h, linux/rxrpc.h, linux/if_alg.h,
 * linux/mctp.h, net/bluetooth. Hot: no allocation.
 */
final class RareAddresses {
  private static final int AF_INET = 2;
  private static final int AF_IPX = 4;
  private static final int AF_X25 = 9;
  private static final int AF_INET6 = 10;
  private static final int AF_PACKET = 17;
  private static final int AF_BLUETOOTH = 31;
  private static final int AF_VSOCK = 40;
  private static final int AF_QIPCRTR = 42;
  private static final int AF_XDP = 44;
  private static final int AF_RXRPC = 33;
  private static final int AF_ALG = 38;
  private static final int AF_MCTP = 45;
  private static final int PACKET_ADDRESS = 12;
  private static final int RXRPC_SIZE = 36;
  private static final int RXRPC_TRANSPORT = 8;
  private static final int ALG_TYPE_SIZE = 14;
  private static final int ALG_NAME = 24;
  private static final int LOW_PSM = 0x80;
  private static final int DYNAMIC_PSM = 0x1001;
  private static final int DYNAMIC_CID = 0x40;

  private final WordText protocols;
  private final WordText hardware;
  private final WordText packets;
  private final WordText xdpFlags;
  private final WordText vsockFlags;
  private final WordText cids;
  private final WordText ports;
  private final WordText channels;
  private final WordText bluetoothTypes;
  private final WordText psms;
  private final WordText l2Cids;
  private final WordText nodes;
  private final WordText routerPorts;
  private final WordText families;
  private final WordText socketTypes;
  private final WordText services;
  private final WordText algorithms;
  private final WordText managed;
  private final WordText managedNetworks;
  private final SocketAddresses addresses;
  private final RadioAddresses radio;
  private final int hexStrings;

  RareAddresses(SocketAddresses addresses, SymbolSets symbols, int hexStrings) {
    this.addresses = addresses;
    radio = new RadioAddresses(symbols, hexStrings);
    nodes = symbols.text("qrtr_node", 4);
    routerPorts = symbols.text("qrtr_port", 4);
    families = symbols.text("address_family", 2);
    socketTypes = symbols.text("sock_type", 2);
    services = symbols.numbered("rxrpc_service", 2);
    algorithms = symbols.numbered("crypto_flags", 4);
    managed = symbols.text("mctp_address", 1);
    managedNetworks = symbols.text("mctp_network", 4);
    protocols = symbols.text("ethernet_protocol", 2);
    hardware = symbols.text("arp_hardware", 2);
    packets = symbols.text("packet_type", 1);
    xdpFlags = symbols.text("xdp_flags", 2);
    vsockFlags = symbols.text("vsock_flags", 1);
    cids = symbols.text("vsock_cid", 4);
    ports = symbols.text("vsock_port", 4);
    channels = symbols.text("hci_channel", 2);
    bluetoothTypes = symbols.text("bdaddr_type", 1);
    psms = symbols.text("l2cap_psm", 2);
    l2Cids = symbols.text("l2cap_cid", 2);
    this.hexStrings = hexStrings;
  }

  /**
   * Writes what follows the family.
   *
   * @return whether the family is known and so many bytes are one of its addresses
   */
  boolean print(CallView call, int family, long data, int length, StringBuilder out) {
    return switch (family) {
      case AF_IPX -> length >= 16 && ipx(data, out);
      case AF_X25 -> length >= 18 && x25(data, out);
      case AF_PACKET -> length >= 20 && packet(call, data, length, out);
      case AF_BLUETOOTH -> bluetooth(data, length, out);
      case AF_VSOCK -> length >= 16 && vsock(data, out);
      case AF_QIPCRTR -> length >= 12 && router(data, out);
      case AF_XDP -> length >= 16 && xdp(call, data, out);
      case AF_RXRPC -> length >= RXRPC_SIZE && rxrpc(call, data, length, out);
      case AF_ALG -> length > ALG_NAME && algorithm(data, length, out);
      case AF_MCTP -> length >= 12 && mctp(data, out);
      default -> radio.print(call, family, data, length, out);
    };
  }

  private static int bigEndian(long data) {
    return Memory.getU8(data) << 8 | Memory.getU8(data + 1);
  }

  private static boolean ipx(long data, StringBuilder out) {
    out.append(", sipx_port=htons(").append(bigEndian(data + 2)).append("), sipx_network=htonl(");
    Digits.hex(out, Integer.reverseBytes(Memory.getInt(data + 4)) & 0xffff_ffffL);
    bytes(data + 8, 6, out.append("), sipx_node="));
    octet(Memory.getU8(data + 14), out.append(", sipx_type="));
    if (Memory.getU8(data + 15) != 0) {
      octet(Memory.getU8(data + 15), out.append(", sipx_zero="));
    }
    return true;
  }

  /** {@code %#02x}: 00 for zero. */
  private static void octet(int value, StringBuilder out) {
    if (value == 0) {
      out.append("00");
    } else {
      Digits.hex(out, value);
    }
  }

  private static void bytes(long data, int count, StringBuilder out) {
    out.append('[');
    for (int i = 0; i < count; i++) {
      octet(Memory.getU8(data + i), out.append(i == 0 ? "" : ", "));
    }
    out.append(']');
  }

  private boolean x25(long data, StringBuilder out) {
    int end = Quotes.untilNul(data + 2, 15);
    Quotes.quote(out.append(", sx25_addr={x25_addr="), data + 2, end, hexStrings);
    out.append(Quotes.untilNul(data + 2, 16) > 15 ? "...}" : "}");
    return true;
  }

  private boolean packet(CallView call, long data, int length, StringBuilder out) {
    protocols.print(bigEndian(data + 2), out.append(", sll_protocol=htons("));
    Interfaces.index(call, Memory.getInt(data + 4), out.append("), sll_ifindex="));
    hardware.print(Memory.getU16(data + 8), out.append(", sll_hatype="));
    packets.print(Memory.getU8(data + 10), out.append(", sll_pkttype="));
    int count = Memory.getU8(data + 11);
    out.append(", sll_halen=").append(count);
    if (count != 0) {
      int there = length - PACKET_ADDRESS;
      int shown = Math.min(count, there);
      bytes(data + PACKET_ADDRESS, shown, out.append(", sll_addr="));
      if (shown < count) {
        out.setLength(out.length() - 1);
        out.append(", ...]");
      }
    }
    return true;
  }

  private boolean bluetooth(long data, int length, StringBuilder out) {
    switch (length) {
      case 4, 6 -> {
        out.append(", hci_dev=htobs(").append(Memory.getU16(data + 2)).append(')');
        if (length == 6) {
          channels.print(Memory.getU16(data + 4), out.append(", hci_channel="));
        }
      }
      case 8 -> device(data + 2, out.append(", sco_bdaddr="));
      case 10 -> {
        device(data + 2, out.append(", rc_bdaddr="));
        out.append(", rc_channel=").append(Memory.getU8(data + 8));
      }
      case 12, 14 -> {
        number(psms, LOW_PSM, DYNAMIC_PSM, data + 2, out.append(", l2_psm=htobs("));
        device(data + 4, out.append("), l2_bdaddr="));
        number(l2Cids, 0, DYNAMIC_CID, data + 10, out.append(", l2_cid=htobs("));
        out.append(')');
        if (length == 14) {
          bluetoothTypes.print(Memory.getU8(data + 12), out.append(", l2_bdaddr_type="));
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * A number by name; one without a name that was given away by how far it is from the first of its
   * range.
   *
   * @param low the first of the range below 0x100, 0 for none
   * @param dynamic the first of the range that goes up to the end
   */
  private static void number(WordText names, int low, int dynamic, long data, StringBuilder out) {
    int value = Memory.getU16(data);
    int start = out.length();
    names.print(value, out);
    int base = value > dynamic ? dynamic : low != 0 && value > low && value < 0x100 ? low : value;
    if (base != value && out.indexOf(" /* ", start) >= 0) {
      out.setLength(start);
      names.print(base, out);
      out.append('+').append(value - base);
    }
  }

  private static void device(long data, StringBuilder out) {
    for (int i = 0; i < 6; i++) {
      Digits.bareHex(out.append(i == 0 ? "" : ":"), Memory.getU8(data + i), 2);
    }
  }

  private boolean vsock(long data, StringBuilder out) {
    int reserved = Memory.getU16(data + 2);
    if (reserved != 0) {
      Digits.hex(out.append(", svm_reserved1="), reserved);
    }
    cids.print(Memory.getU32(data + 8), out.append(", svm_cid="));
    ports.print(Memory.getU32(data + 4), out.append(", svm_port="));
    vsockFlags.print(Memory.getU8(data + 12), out.append(", svm_flags="));
    if (Memory.getU8(data + 13) != 0 || Memory.getU16(data + 14) != 0) {
      Quotes.quote(out.append(", svm_zero="), data + 13, 3, Quotes.HEX_ALWAYS);
    }
    return true;
  }

  private boolean router(long data, StringBuilder out) {
    nodes.print(Memory.getU32(data + 4), out.append(", sq_node="));
    routerPorts.print(Memory.getU32(data + 8), out.append(", sq_port="));
    return true;
  }

  private boolean xdp(CallView call, long data, StringBuilder out) {
    int flags = Memory.getU16(data + 2);
    xdpFlags.print(flags, out.append(", sxdp_flags="));
    Interfaces.index(call, Memory.getInt(data + 4), out.append(", sxdp_ifindex="));
    Digits.unsigned(out.append(", sxdp_queue_id="), Memory.getU32(data + 8));
    if ((flags & 1) != 0) {
      out.append(", sxdp_shared_umem_fd=").append(Memory.getInt(data + 12));
    } else if (Memory.getInt(data + 12) != 0) {
      Digits.hex(out.append(", sxdp_shared_umem_fd="), Memory.getU32(data + 12));
    }
    return true;
  }

  private boolean rxrpc(CallView call, long data, int bytes, StringBuilder out) {
    services.print(Memory.getU16(data + 2), out.append(", srx_service="));
    socketTypes.print(Memory.getU16(data + 4), out.append(", transport_type="));
    int length = Memory.getU16(data + 6);
    long transport = data + RXRPC_TRANSPORT;
    int family = Memory.getU16(transport);
    int there = Math.min(length, bytes - RXRPC_TRANSPORT);
    String name = family == AF_INET ? "sin" : family == AF_INET6 ? "sin6" : "";
    out.append(", transport_len=").append(length).append(", transport={");
    out.append(name).append(name.isEmpty() ? "" : "={").append(name);
    families.print(family, out.append(name.isEmpty() ? "family=" : "_family="));
    if (SocketAddresses.isInternet(family, there)) {
      addresses.internet(call, family, transport, there, out);
    } else if (there > 2) {
      Quotes.quote(out.append(", "), transport + 2, there - 2, hexStrings);
    }
    out.append(name.isEmpty() ? "}" : "}}");
    return true;
  }

  private boolean algorithm(long data, int length, StringBuilder out) {
    name(data + 2, ALG_TYPE_SIZE, out.append(", salg_type="));
    algorithms.print(Memory.getU32(data + 16), out.append(", salg_feat="));
    algorithms.print(Memory.getU32(data + 20), out.append(", salg_mask="));
    name(data + ALG_NAME, length - ALG_NAME, out.append(", salg_name="));
    return true;
  }

  /** A string that has to end within its field. */
  private void name(long data, int size, StringBuilder out) {
    int end = Quotes.untilNul(data, size);
    Quotes.quote(out, data, Math.min(end, size - 1), hexStrings);
    out.append(end == size ? "..." : "");
  }

  private boolean mctp(long data, StringBuilder out) {
    if (Memory.getU16(data + 2) != 0) {
      Digits.hex(out.append(", __smctp_pad0="), Memory.getU16(data + 2));
    }
    managedNetworks.print(Memory.getU32(data + 4), out.append(", smctp_network="));
    managed.print(Memory.getU8(data + 8), out.append(", smctp_addr={s_addr="));
    Digits.hex(out.append("}, smctp_type="), Memory.getU8(data + 9));
    Digits.hex(out.append(", smctp_tag="), Memory.getU8(data + 10));
    if (Memory.getU8(data + 11) != 0) {
      Digits.hex(out.append(", __smctp_pad1="), Memory.getU8(data + 11));
    }
    return true;
  }
}
