package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;

/**
 * Socket addresses of the families beside IP, UNIX and netlink: packet(7), vsock(7), and the
 * headers linux/ipx.h, linux/x25.h, linux/if_xdp.h, linux/qrtr.h, net/bluetooth. Hot: no
 * allocation.
 */
final class RareAddresses {
  private static final int AF_IPX = 4;
  private static final int AF_X25 = 9;
  private static final int AF_PACKET = 17;
  private static final int AF_BLUETOOTH = 31;
  private static final int AF_VSOCK = 40;
  private static final int AF_QIPCRTR = 42;
  private static final int AF_XDP = 44;
  private static final int PACKET_ADDRESS = 12;
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
  private final int hexStrings;

  RareAddresses(SymbolSets symbols, int hexStrings) {
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
  boolean print(int family, long data, int length, StringBuilder out) {
    return switch (family) {
      case AF_IPX -> length >= 16 && ipx(data, out);
      case AF_X25 -> length >= 18 && x25(data, out);
      case AF_PACKET -> length >= 20 && packet(data, length, out);
      case AF_BLUETOOTH -> bluetooth(data, length, out);
      case AF_VSOCK -> length >= 16 && vsock(data, out);
      case AF_QIPCRTR -> length >= 12 && router(data, out);
      case AF_XDP -> length >= 16 && xdp(data, out);
      default -> false;
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

  private boolean packet(long data, int length, StringBuilder out) {
    protocols.print(bigEndian(data + 2), out.append(", sll_protocol=htons("));
    out.append("), sll_ifindex=").append(Memory.getInt(data + 4));
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
        number(psms, "L2CAP_PSM", DYNAMIC_PSM, data + 2, out.append(", l2_psm=htobs("));
        device(data + 4, out.append("), l2_bdaddr="));
        number(l2Cids, "L2CAP_CID", DYNAMIC_CID, data + 10, out.append(", l2_cid=htobs("));
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

  private static void number(
      WordText names, String prefix, int dynamic, long data, StringBuilder out) {
    int value = Memory.getU16(data);
    if (value >= dynamic) {
      out.append(prefix).append("_DYN_START");
      out.append(value == dynamic ? "" : "+");
      if (value != dynamic) {
        out.append(value - dynamic);
      }
    } else {
      names.print(value, out);
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

  private static boolean router(long data, StringBuilder out) {
    Digits.hex(out.append(", sq_node="), Memory.getU32(data + 4));
    Digits.hex(out.append(", sq_port="), Memory.getU32(data + 8));
    return true;
  }

  private boolean xdp(long data, StringBuilder out) {
    int flags = Memory.getU16(data + 2);
    xdpFlags.print(flags, out.append(", sxdp_flags="));
    Digits.unsigned(out.append(", sxdp_ifindex="), Memory.getU32(data + 4));
    Digits.unsigned(out.append(", sxdp_queue_id="), Memory.getU32(data + 8));
    if ((flags & 1) != 0) {
      out.append(", sxdp_shared_umem_fd=").append(Memory.getInt(data + 12));
    }
    return true;
  }
}
