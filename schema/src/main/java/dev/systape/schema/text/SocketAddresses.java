package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.Type;

/** Socket addresses by family, as ip(7), ipv6(7), unix(7) and netlink(7) lay them out. */
public final class SocketAddresses {
  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int AF_NETLINK = 16;
  private static final int FAMILY = 2;
  private static final int INET_SIZE = 16;
  private static final int INET6_MIN_SIZE = 24;
  private static final int NETLINK_SIZE = 12;

  private static final int UNIX_PATH = 108;

  private final WordText families;
  private final WordText ports;
  private final WordText internetAddresses;
  private final RareAddresses rare;
  private final int hexStrings;

  SocketAddresses(SymbolSets symbols, int hexStrings) {
    families = symbols.text("address_family", 2);
    ports = Words.of(new Type.Word(Scalar.PORT), Abi.X86_64, symbols.style());
    internetAddresses = Words.of(new Type.Word(Scalar.IN_ADDR), Abi.X86_64, symbols.style());
    rare = new RareAddresses(this, symbols, hexStrings);
    this.hexStrings = hexStrings;
  }

  /** Writes an address of which {@code length} bytes are there, 2 at least. */
  void print(CallView call, long data, int length, StringBuilder out) {
    int family = Memory.getU16(data);
    families.print(family, out.append("{sa_family="));
    if (family == AF_UNIX) {
      unix(data, length, out);
    } else if (isInternet(family, length)) {
      internet(call, family, data, length, out);
    } else if (family == AF_NETLINK && length >= NETLINK_SIZE) {
      if (Memory.getU16(data + 2) != 0) {
        Digits.hex(out.append(", nl_pad="), Memory.getU16(data + 2));
      }
      out.append(", nl_pid=").append(Memory.getInt(data + 4));
      groups(Memory.getU32(data + 8), out.append(", nl_groups="));
    } else if (length > FAMILY && !rare.print(call, family, data, length, out)) {
      Quotes.quote(out.append(", sa_data="), data + FAMILY, length - FAMILY, hexStrings);
    }
    out.append('}');
  }

  /** {@code %#08x}: eight zeros for 0. */
  private static void groups(long groups, StringBuilder out) {
    Digits.bareHex(out.append(groups == 0 ? "" : "0x"), groups, groups == 0 ? 8 : 6);
  }

  private void unix(long data, int length, StringBuilder out) {
    long path = data + FAMILY;
    int limit = Math.min(length - FAMILY, UNIX_PATH);
    if (limit > 0 && Memory.getByte(path) == 0) {
      Quotes.quote(out.append(", sun_path=@"), path + 1, limit - 1, hexStrings);
    } else if (limit > 0) {
      Quotes.quote(out.append(", sun_path="), path, Quotes.untilNul(path, limit), hexStrings);
    }
  }

  /** Whether so many bytes are an address of IPv4 or IPv6. */
  static boolean isInternet(int family, int length) {
    return family == AF_INET && length >= INET_SIZE
        || family == AF_INET6 && length >= INET6_MIN_SIZE;
  }

  /** What follows the family in an address of IPv4 or IPv6. */
  void internet(CallView call, int family, long data, int length, StringBuilder out) {
    if (family == AF_INET6) {
      inet6(call, data, length, out);
    } else {
      ports.print(Memory.getU16(data + 2), out.append(", sin_port="));
      internetAddresses.print(Memory.getU32(data + 4), out.append(", sin_addr="));
    }
  }

  private void inet6(CallView call, long data, int length, StringBuilder out) {
    ports.print(Memory.getU16(data + 2), out.append(", sin6_port="));
    out.append(", sin6_flowinfo=htonl(");
    Digits.unsigned(out, Integer.reverseBytes(Memory.getInt(data + 4)) & 0xffff_ffffL);
    out.append("), inet_pton(AF_INET6, \"");
    colons(data + 8, out);
    out.append("\", &sin6_addr)");
    if (length > INET6_MIN_SIZE) {
      out.append(", sin6_scope_id=");
      if (isLinkLocal(data + 8)) {
        Interfaces.index(call, Memory.getInt(data + 24), out);
      } else {
        Digits.unsigned(out, Memory.getU32(data + 24));
      }
    }
  }

  /** Whether an IPv6 address is one of a link, of which the scope is an interface. */
  private static boolean isLinkLocal(long data) {
    int first = Memory.getU8(data);
    int second = Memory.getU8(data + 1);
    return first == 0xfe && (second & 0xc0) == 0x80 || first == 0xff && (second & 0xf) == 2;
  }

  /** An IPv4 address in network order. */
  public static void dotted(long word, StringBuilder out) {
    out.append(word & 0xff).append('.').append(word >>> 8 & 0xff).append('.');
    out.append(word >>> 16 & 0xff).append('.').append(word >>> 24 & 0xff);
  }

  /**
   * An IPv6 address as inet_ntop(3) writes it: the first longest run of zero groups becomes two
   * colons, an embedded IPv4 address stays dotted.
   */
  public static void colons(long data, StringBuilder out) {
    int start = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && Memory.getU16(data + 2L * end) == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        out.append("::");
        i += length - 1;
        continue;
      }
      out.append(i == 0 || i == start + length && start >= 0 ? "" : ":");
      if (i == 6 && isEmbedded(data, start, length)) {
        dotted(Memory.getU32(data + 12), out);
        return;
      }
      long group = data + 2L * i;
      Digits.bareHex(out, Memory.getU8(group) << 8 | Memory.getU8(group + 1), 1);
    }
  }

  private static boolean isEmbedded(long data, int start, int length) {
    return start == 0 && (length == 6 || length == 5 && Memory.getU16(data + 10) == 0xffff);
  }
}
