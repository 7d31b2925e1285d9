package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.ErrnoNames;
import java.util.Map;

/**
 * Netlink messages, netlink(7), rtnetlink(7): a header, for routing messages a struct that their
 * type tells, and attributes; what is not known is bytes in hexadecimal. Hot: no allocation.
 */
final class Netlink {
  private static final int ROUTE = 0;
  private static final int SOCK_DIAG = 4;
  private static final int XFRM = 6;
  private static final int SELINUX = 7;
  private static final int HEADER = 16;
  private static final int ERROR = 20;
  private static final int ATTRIBUTE = 4;
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int NLMSG_MIN_TYPE = 16;
  private static final int RTM_DELACTION = 49;
  private static final int KIND_MASK = 3;
  private static final int NLA_F_NESTED = 0x8000;
  private static final int NLA_F_NET_BYTEORDER = 0x4000;
  private static final int NLA_TYPE = 0x3fff;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int TYPES = 256;

  /** Structs, their attributes, and the first and the last type of the messages that have them. */
  private static final Object[][] ROUTES = {
    {"ifinfomsg", "ifla", 16, 19},
    {"ifaddrmsg", "ifa", 20, 22},
    {"rtmsg", "rta", 24, 26},
    {"ndmsg", "nda", 28, 30},
    {"fib_rule_hdr", "fra", 32, 34},
    {"tcmsg", "tca", 36, 38},
    {"tcmsg", "tca", 40, 42},
    {"tcmsg", "tca", 44, 46},
    {"tcamsg", "tca_act", 48, 50},
    {"ifaddrmsg", "ifa", 58, 58},
    {"ifaddrmsg", "ifa", 62, 62},
    {"ndtmsg", "ndta", 64, 67},
    {"ifaddrlblmsg", "ifal", 72, 74},
    {"netconfmsg", "netconfa", 80, 82},
    {"br_port_msg", "mdba", 84, 86},
    {"rtgenmsg", "netnsa", 88, 90},
    {"tcmsg", "tca", 100, 102},
    {"nhmsg", "nha", 104, 106},
  };

  /** What messages of a type hold. */
  private record Family(
      MemoryText head, int size, String label, WordText names, MemoryKind[] kinds) {}

  /** Writes the value of an attribute; false where it is too short. */
  @FunctionalInterface
  private interface MemoryKind {
    boolean print(int family, long data, int length, StringBuilder out);
  }

  private final TextOptions options;
  private final WordText generic;
  private final WordText routes;
  private final WordText diagnostics;
  private final WordText transforms;
  private final WordText selinux;
  private final WordText plainFlags;
  private final WordText getFlags;
  private final WordText newFlags;
  private final WordText deleteFlags;
  private final WordText ackFlags;
  private final WordText addresses;
  private final Family[] families = new Family[TYPES];

  Netlink(SymbolSets symbols, StructTexts structs, TextOptions options) {
    this.options = options;
    addresses = symbols.text("address_family", 1);
    generic = symbols.text("nlmsg_type", 2);
    routes = symbols.text("rtm_type", 2);
    diagnostics = symbols.text("sock_diag_type", 2);
    transforms = symbols.text("xfrm_type", 2);
    selinux = symbols.text("selinux_type", 2);
    plainFlags = symbols.text("nlmsg_flags", 2);
    getFlags = symbols.text("nlmsg_get_flags", 2);
    newFlags = symbols.text("nlmsg_new_flags", 2);
    deleteFlags = symbols.text("nlmsg_delete_flags", 2);
    ackFlags = symbols.text("nlmsg_ack_flags", 2);
    for (Object[] route : ROUTES) {
      StructFields head = structs.fields(symbols.struct((String) route[0]));
      String attributes = (String) route[1];
      Family family =
          new Family(
              head,
              head.size(),
              symbols.struct((String) route[0]).fields().get(0).name(),
              symbols.text(attributes, 2),
              kinds(symbols.union(attributes + "_value")));
      for (int type = (int) route[2]; type <= (int) route[3]; type++) {
        families[type] = family;
      }
    }
  }

  private MemoryKind[] kinds(Type.Selected union) {
    MemoryKind[] kinds = new MemoryKind[TYPES];
    if (union != null) {
      for (Map.Entry<Long, Type> each : union.cases().entrySet()) {
        kinds[each.getKey().intValue()] = kind(each.getValue());
      }
    }
    return kinds;
  }

  private MemoryKind kind(Type type) {
    if (type instanceof Type.Text) {
      return this::string;
    }
    Scalar scalar = ((Type.Word) type).scalar();
    return switch (scalar) {
      case HARDWARE_ADDRESS -> Netlink::hardware;
      case IN_ADDR -> Netlink::internet;
      default -> {
        int width = scalar.width(Long.BYTES);
        boolean hex = scalar.form() == Scalar.Form.HEX;
        yield (family, data, length, out) -> {
          if (length < width) {
            return false;
          }
          if (hex) {
            Digits.hex(out, Words.load(data, width));
          } else {
            Digits.unsigned(out, Words.load(data, width));
          }
          return true;
        };
      }
    };
  }

  /**
   * Writes messages.
   *
   * @param length bytes that were captured
   * @param whole bytes that the call speaks of
   */
  void print(CallView call, int protocol, long data, int length, long whole, StringBuilder out) {
    if (length < HEADER) {
      bytes(data, length, whole, out);
      return;
    }
    boolean array = false;
    long at = data;
    int rest = length;
    long left = whole;
    for (int i = 0; ; i++) {
      if (rest < HEADER) {
        bytes(at, rest, left, out);
        break;
      }
      long size = Memory.getU32(at);
      long next = size + 3 & ~3L;
      boolean more = size >= HEADER && next < left && next <= rest;
      if (more && !array) {
        out.append('[');
        array = true;
      }
      message(call, protocol, at, (int) Math.min(rest, size), Math.min(left, size), out);
      if (!more) {
        break;
      }
      out.append(", ");
      at += next;
      rest -= (int) next;
      left -= next;
      if (i + 1 == options.stringLimit() && !options.verbose()) {
        out.append("...");
        break;
      }
    }
    out.append(array ? "]" : "");
  }

  private void message(
      CallView call, int protocol, long data, int length, long whole, StringBuilder out) {
    boolean payload = whole > HEADER;
    out.append(payload ? "[" : "");
    header(protocol, data, out);
    if (payload) {
      out.append(", ");
      int type = Memory.getU16(data + 4);
      payload(call, protocol, type, data + HEADER, length - HEADER, whole - HEADER, out);
      out.append(']');
    }
  }

  private void header(int protocol, long data, StringBuilder out) {
    int type = Memory.getU16(data + 4);
    Digits.unsigned(out.append("{nlmsg_len="), Memory.getU32(data));
    type(protocol, type).print(type, out.append(", nlmsg_type="));
    flags(protocol, type).print(Memory.getU16(data + 6), out.append(", nlmsg_flags="));
    Digits.unsigned(out.append(", nlmsg_seq="), Memory.getU32(data + 8));
    Digits.unsigned(out.append(", nlmsg_pid="), Memory.getU32(data + 12));
    out.append('}');
  }

  private WordText type(int protocol, int type) {
    if (type < NLMSG_MIN_TYPE) {
      return generic;
    }
    return switch (protocol) {
      case ROUTE -> routes;
      case SOCK_DIAG -> diagnostics;
      case XFRM -> transforms;
      case SELINUX -> selinux;
      default -> generic;
    };
  }

  private WordText flags(int protocol, int type) {
    if (type == NLMSG_ERROR) {
      return ackFlags;
    }
    if (type < NLMSG_MIN_TYPE) {
      return plainFlags;
    }
    if (protocol == ROUTE) {
      if (type == RTM_DELACTION) {
        return getFlags;
      }
      return switch (type & KIND_MASK) {
        case 0 -> newFlags;
        case 1 -> deleteFlags;
        case 2 -> getFlags;
        default -> plainFlags;
      };
    }
    return protocol == SOCK_DIAG ? getFlags : plainFlags;
  }

  private void payload(
      CallView call, int protocol, int type, long data, int length, long whole, StringBuilder out) {
    if (type == NLMSG_ERROR && length >= ERROR) {
      error(protocol, data, length, whole, out);
      return;
    }
    if (type == NLMSG_DONE && length == Integer.BYTES) {
      out.append(Memory.getInt(data));
      return;
    }
    if (protocol != ROUTE || type < NLMSG_MIN_TYPE) {
      bytes(data, length, whole, out);
      return;
    }
    Family family = type < TYPES ? families[type] : null;
    if (family == null) {
      addresses.print(Memory.getU8(data), out.append("{family="));
      if (whole > 1) {
        bytes(data + 1, length - 1, whole - 1, out.append(", data="));
      }
      out.append('}');
      return;
    }
    if (length < family.size) {
      addresses.print(Memory.getU8(data), out.append('{').append(family.label).append('='));
      out.append(whole > 1 ? ", ...}" : "}");
      return;
    }
    family.head.print(call, data, out);
    int from = family.size + 3 & ~3;
    if (whole > from) {
      out.append(", ");
      int addresses = Memory.getU8(data);
      attributes(family, addresses, data + from, length - from, whole - from, out);
    }
  }

  private void error(int protocol, long data, int length, long whole, StringBuilder out) {
    int error = Memory.getInt(data);
    String name = error < 0 ? ErrnoNames.name(-error) : null;
    out.append("{error=");
    if (name == null) {
      out.append(error);
    } else {
      out.append('-').append(name);
    }
    header(protocol, data + Integer.BYTES, out.append(", msg="));
    if (whole > ERROR) {
      bytes(data + ERROR, length - ERROR, whole - ERROR, out.append(", data="));
    }
    out.append('}');
  }

  private void attributes(
      Family family, int addresses, long data, int length, long whole, StringBuilder out) {
    if (length < ATTRIBUTE) {
      bytes(data, length, whole, out);
      return;
    }
    long first = Memory.getU16(data) + 3 & ~3L;
    boolean array = Memory.getU16(data) >= ATTRIBUTE && first < whole;
    long at = data;
    int rest = length;
    long left = whole;
    out.append(array ? "[" : "");
    for (int i = 0; ; i++) {
      if (rest < ATTRIBUTE) {
        bytes(at, rest, left, out);
        break;
      }
      int size = Memory.getU16(at);
      long next = size + 3 & ~3L;
      attribute(family, addresses, at, Math.min(rest, size), Math.min(left, size), out);
      if (size < ATTRIBUTE || next >= left || next > rest) {
        break;
      }
      out.append(", ");
      at += next;
      rest -= (int) next;
      left -= next;
      if (i + 1 == options.stringLimit() && !options.verbose()) {
        out.append("...");
        break;
      }
    }
    out.append(array ? "]" : "");
  }

  private void attribute(
      Family family, int addresses, long data, int length, long whole, StringBuilder out) {
    int word = Memory.getU16(data + 2);
    int type = word & NLA_TYPE;
    boolean payload = whole > ATTRIBUTE;
    out.append(payload ? "[" : "").append("{nla_len=").append(Memory.getU16(data));
    out.append(", nla_type=");
    out.append((word & NLA_F_NESTED) == 0 ? "" : "NLA_F_NESTED|");
    out.append((word & NLA_F_NET_BYTEORDER) == 0 ? "" : "NLA_F_NET_BYTEORDER|");
    family.names.print(type, out);
    out.append('}');
    if (payload) {
      out.append(", ");
      MemoryKind kind = type < TYPES ? family.kinds[type] : null;
      long value = data + ATTRIBUTE;
      int there = length - ATTRIBUTE;
      if (kind == null || !kind.print(addresses, value, there, out)) {
        bytes(value, there, whole - ATTRIBUTE, out);
      }
      out.append(']');
    }
  }

  private boolean string(int family, long data, int length, StringBuilder out) {
    int end = Quotes.untilNul(data, length);
    int shown = options.verbose() ? end : Math.min(end, options.stringLimit());
    Quotes.quote(out, data, shown, options.hexStrings());
    out.append(shown < end || end == length ? "..." : "");
    return true;
  }

  private static boolean hardware(int family, long data, int length, StringBuilder out) {
    for (int i = 0; i < length; i++) {
      Digits.bareHex(out.append(i == 0 ? "" : ":"), Memory.getU8(data + i), 2);
    }
    return length > 0;
  }

  private static boolean internet(int family, long data, int length, StringBuilder out) {
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

  private void bytes(long data, int length, long whole, StringBuilder out) {
    int shown = Math.min(Math.max(length, 0), options.stringLimit());
    Quotes.quote(out, data, shown, Quotes.HEX_ALWAYS);
    out.append(shown < whole ? "..." : "");
  }
}
