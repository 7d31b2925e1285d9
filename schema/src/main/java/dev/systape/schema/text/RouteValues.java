package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Type;

/**
 * Values of the attributes of routes and links that no description can say: linux/rtnetlink.h,
 * linux/if_link.h. Hot: no allocation.
 */
final class RouteValues {
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int FAMILY = 2;
  private static final int INTERNET6 = 16;

  /** MAX_ADDR_LEN of linux/netdevice.h. */
  private static final int HARDWARE_MAX = 32;

  /** USER_HZ, of which the kernel counts time for programs. */
  private static final int TICKS = 100;

  private final WordText families;
  private final TextOptions options;

  RouteValues(SymbolSets symbols, TextOptions options) {
    families = symbols.text("address_family", 2);
    this.options = options;
  }

  /** The writer of a struct, or null for what others write. */
  NetlinkAttributes.Payload of(Type.Struct struct) {
    return switch (struct.name()) {
      case "be64" -> RouteValues::network;
      case "clock_ticks" -> RouteValues::ticks;
      case "inet6_token" -> RouteValues::internet6;
      case "querier_address" -> RouteValues::internet4;
      case "link_hwaddr" -> RouteValues::link;
      case "vf_guid" -> RouteValues::guid;
      case "rtvia" -> this::via;
      default -> null;
    };
  }

  /** An address of a device, of any length that one may have. */
  static boolean hardware(
      CallView call, int family, long data, int length, long whole, StringBuilder out) {
    if (length < whole || length > HARDWARE_MAX) {
      return false;
    }
    colons(data, length, out);
    return length > 0;
  }

  /**
   * An address of the device that a message is about. strace takes the family of the message for
   * the type of the device, and writes no more than an address of that type has.
   */
  private static boolean link(
      CallView call, int family, long data, int length, long whole, StringBuilder out) {
    if (length < whole || length > HARDWARE_MAX || length == 0) {
      return false;
    }
    colons(data, Math.min(length, hardwareLength(family)), out);
    return true;
  }

  /** Bytes of an address of a device, by the ARPHRD_ number of linux/if_arp.h. */
  private static int hardwareLength(int type) {
    return switch (type) {
      case 0, 3 -> 7; // NETROM, AX25
      case 1, 6 -> 6; // ETHER, IEEE802
      case 7 -> 1; // ARCNET
      case 15 -> 2; // DLCI
      case 24 -> 16; // IEEE1394
      case 27 -> 8; // EUI64
      case 32 -> 20; // INFINIBAND
      default -> HARDWARE_MAX;
    };
  }

  /** Bytes in hexadecimal with colons between them. */
  static void colons(long data, int length, StringBuilder out) {
    for (int i = 0; i < length; i++) {
      Digits.bareHex(out.append(i == 0 ? "" : ":"), Memory.getU8(data + i), 2);
    }
  }

  /** A struct ifla_vf_guid, also as it is where nothing is aligned. */
  private static boolean guid(
      CallView call, int family, long data, int length, long whole, StringBuilder out) {
    if (whole != 12 && whole != 16) {
      return false;
    }
    if (length < whole) {
      NetlinkBytes.address(call, data, out);
      return true;
    }
    out.append("{vf=").append(Memory.getU32(data)).append(", guid=");
    Digits.hex(out, Memory.getLong(data + whole - Long.BYTES));
    out.append('}');
    return true;
  }

  /** An address of the family that the message speaks of. */
  static boolean internet(
      CallView call, int family, long data, int length, long whole, StringBuilder out) {
    if (family == AF_INET && length >= 4) {
      SocketAddresses.dotted(Memory.getU32(data), out.append("inet_addr(\""));
      out.append("\")");
      return true;
    }
    if (family == AF_INET6 && length >= 16) {
      SocketAddresses.colons(data, out.append("inet_pton(AF_INET6, \""));
      out.append("\")");
      return true;
    }
    return false;
  }

  private static boolean network(
      CallView call, int family, long data, int length, long whole, StringBuilder out) {
    if (length < Long.BYTES) {
      return false;
    }
    Digits.unsigned(out.append("htobe64("), Long.reverseBytes(Memory.getLong(data)));
    out.append(')');
    return true;
  }

  /** A time in ticks, and in seconds. */
  private static boolean ticks(
      CallView call, int family, long data, int length, long whole, StringBuilder out) {
    if (whole == 0 || whole > Long.BYTES || length < whole) {
      return false;
    }
    long ticks = 0;
    for (int i = length - 1; i >= 0; i--) {
      ticks = ticks << Byte.SIZE | Memory.getU8(data + i);
    }
    Digits.unsigned(out, ticks);
    if (ticks != 0) {
      Digits.unsigned(out.append(" /* "), Long.divideUnsigned(ticks, TICKS));
      long part = Long.remainderUnsigned(ticks, TICKS);
      out.append('.').append(part / 10).append(part % 10).append(" s */");
    }
    return true;
  }

  private static boolean internet4(
      CallView call, int family, long data, int length, long whole, StringBuilder out) {
    return internet(call, AF_INET, data, length, whole, out);
  }

  private static boolean internet6(
      CallView call, int family, long data, int length, long whole, StringBuilder out) {
    if (length < INTERNET6) {
      return false;
    }
    SocketAddresses.colons(data, out.append("inet_pton(AF_INET6, \""));
    out.append("\")");
    return true;
  }

  /** A {@code struct rtvia}: an address of a family that is not the route's. */
  private boolean via(
      CallView call, int family, long data, int length, long whole, StringBuilder out) {
    if (length < FAMILY) {
      return false;
    }
    int own = Memory.getU16(data);
    families.print(own, out.append("{rtvia_family="));
    long address = data + FAMILY;
    int there = length - FAMILY;
    if (own == AF_INET && there >= Integer.BYTES) {
      SocketAddresses.dotted(Memory.getU32(address), out.append(", rtvia_addr=inet_addr(\""));
      out.append("\")");
    } else if (own == AF_INET6 && there >= INTERNET6) {
      SocketAddresses.colons(address, out.append(", inet_pton(AF_INET6, \""));
      out.append("\", &rtvia_addr)");
    } else if (whole > FAMILY) {
      out.append(", rtvia_addr=");
      NetlinkBytes.print(call, address, there, whole - FAMILY, Quotes.HEX_ALWAYS, options, out);
    }
    out.append('}');
    return true;
  }
}
