package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.Symbols;
import dev.systape.schema.model.Type;
import java.util.List;
import java.util.Set;

/**
 * Values of netlink attributes that no description can say: words as long as the value is, and what
 * linux/inet_diag.h and linux/packet_diag.h pack. Hot: no allocation.
 */
final class NetlinkValues {
  private static final int OPERATION = 4;
  private static final int CONDITION = 8;
  private static final int MARK = 8;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int SOCKADDR_STORAGE = 128;
  private static final int SOCKOPT_UNUSED = 11;

  /** Sets of names whose words no value is that is longer than any number. */
  private static final Set<String> SHORT =
      Set.of(
          "ntf_ext",
          "neigh_state",
          "neigh_flags",
          "bridge_flags",
          "bridge_mode",
          "bridge_vlan_flags",
          "rtext_filter",
          "nexthop_grp_type",
          "tun_type",
          "xdp_attached",
          "if_inet6_flags",
          "in6_addr_gen_mode",
          "fdb_notify");

  private final SymbolSets symbols;
  private final StructTexts structs;
  private final TextOptions options;
  private final RouteValues routes;

  NetlinkValues(SymbolSets symbols, StructTexts structs, TextOptions options) {
    this.symbols = symbols;
    this.structs = structs;
    this.options = options;
    routes = new RouteValues(symbols, options);
  }

  /** The writer of a type, or null for what others write. */
  NetlinkAttributes.Payload of(Type type) {
    if (type instanceof Type.Named named && SHORT.contains(named.symbols().name())) {
      return word(named);
    }
    if (type instanceof Type.Named named && named.width() == 0) {
      return named.symbols().flags() ? bits(named.symbols()) : number(named.symbols());
    }
    if (type instanceof Type.Word word && word.scalar() == Scalar.LHEX) {
      return NetlinkValues::hex;
    }
    if (type instanceof Type.Filling filling && is(filling.element(), "sock_filter")) {
      return options.verbose() ? null : NetlinkValues::filter;
    }
    if (!(type instanceof Type.Struct struct)) {
      return null;
    }
    return switch (struct.name()) {
      case "inet_diag_bc_op" -> bytecode(struct);
      case "inet_diag_shutdown" -> shutdown();
      case "inet_diag_sockopt" -> socketOptions();
      case "netlink_diag_groups" -> NetlinkValues::groups;
      case "sockaddr_storage" -> addresses();
      case "bridge_vlan_info", "bridge_vlan_xstats", "br_mcast_stats", "bridge_stp_xstats" ->
          followed(struct);
      case "be_ethernet" -> word(structs.of(struct), Short.BYTES);
      default -> routes.of(struct);
    };
  }

  private static boolean is(Type type, String name) {
    return type instanceof Type.Struct struct && struct.name().equals(name);
  }

  /** A word of its own width, with more behind it or not. */
  private NetlinkAttributes.Payload word(Type.Named type) {
    WordText text = symbols.text(type.symbols(), type.width());
    int width = type.width();
    return word((call, data, out) -> text.print(Words.load(data, width), out), width);
  }

  private static NetlinkAttributes.Payload word(MemoryText text, int width) {
    return (call, family, data, length, whole, out) -> {
      if (whole < width || whole > Long.BYTES) {
        return false;
      }
      NetlinkBytes.print(call, text, data, length, width, out);
      return true;
    };
  }

  /** A struct, and bytes of which nothing is known behind it. */
  private NetlinkAttributes.Payload followed(Type.Struct struct) {
    StructFields fields = structs.fields(struct);
    int size = fields.size();
    return (call, family, data, length, whole, out) -> {
      if (whole < size) {
        return false;
      }
      NetlinkBytes.print(call, fields, data, length, size, out);
      if (whole > size && length >= size) {
        bytes(call, data + size, length - size, whole - size, out.append(", "));
      }
      return true;
    };
  }

  /** A number as long as the value. */
  private NetlinkAttributes.Payload number(Symbols names) {
    WordText text = symbols.text(names, Long.BYTES);
    return (call, family, data, length, whole, out) -> {
      if (whole == 0 || whole > Long.BYTES || length < whole) {
        return false;
      }
      long word = 0;
      for (int i = length - 1; i >= 0; i--) {
        word = word << Byte.SIZE | Memory.getU8(data + i);
      }
      text.print(word, out);
      return true;
    };
  }

  /** Bits, of which the first byte has all; what is longer than any number is none. */
  private NetlinkAttributes.Payload bits(Symbols names) {
    WordText text = symbols.text(names, 1);
    return (call, family, data, length, whole, out) -> {
      if (length == 0 || whole > Long.BYTES) {
        return false;
      }
      text.print(Memory.getU8(data), out);
      return true;
    };
  }

  private NetlinkAttributes.Payload shutdown() {
    WordText text = new CommentedWord(symbols.names("diag_shutdown", 1), 1);
    return (call, family, data, length, whole, out) -> {
      if (length == 0 || whole > Long.BYTES) {
        return false;
      }
      int how = Memory.getU8(data);
      if (how == 0) {
        out.append('0');
      } else {
        text.print(how, out);
      }
      return true;
    };
  }

  /** A value of any of the sizes that words have. */
  private static boolean hex(
      CallView call, int family, long data, int length, long whole, StringBuilder out) {
    if (whole != 1 && whole != 2 && whole != 4 && whole != 8 || length < whole) {
      return false;
    }
    Digits.hex(out, Words.load(data, (int) whole));
    return true;
  }

  /** All digits of a word, of which the prefix takes two. */
  private static boolean groups(
      CallView call, int family, long data, int length, long whole, StringBuilder out) {
    long mask = Words.load(data, length);
    int digits = 2 * length;
    Digits.bareHex(out.append(mask == 0 ? "" : "0x"), mask, mask == 0 ? digits : digits - 2);
    return true;
  }

  private static boolean filter(
      CallView call, int family, long data, int length, long whole, StringBuilder out) {
    if (whole < Long.BYTES) {
      return false;
    }
    NetlinkBytes.address(call, data, out);
    return true;
  }

  private NetlinkAttributes.Payload addresses() {
    SocketAddresses addresses = new SocketAddresses(symbols, options.hexStrings());
    return (call, family, data, length, whole, out) -> {
      addresses.print(call, data, SOCKADDR_STORAGE, out);
      return true;
    };
  }

  /** struct inet_diag_bc_op, and what the operation compares with. */
  private NetlinkAttributes.Payload bytecode(Type.Struct struct) {
    MemoryText operation = structs.of(struct);
    StructFields host = structs.fields(symbols.struct("inet_diag_hostcond"));
    MemoryText mark = structs.of(symbols.struct("inet_diag_markcond"));
    MemoryText device = structs.of(new Type.Word(Scalar.IFINDEX));
    return (call, family, data, length, whole, out) -> {
      if (length < OPERATION) {
        return false;
      }
      operation.print(call, data, out);
      long value = data + OPERATION;
      int there = length - OPERATION;
      long rest = whole - OPERATION;
      if (rest == 0) {
        return true;
      }
      out.append(", ");
      int code = Memory.getU8(data);
      if (code >= 2 && code <= 5 && there >= OPERATION) {
        operation.print(call, value, out);
      } else if ((code == 7 || code == 8) && there >= CONDITION) {
        host.printFields(call, value, CONDITION, out.append('{'));
        hostAddress(call, value, there, rest, out);
        out.append('}');
      } else if (code == 9 && there >= Integer.BYTES) {
        device.print(call, value, out);
      } else if (code == 10 && there >= MARK) {
        mark.print(call, value, out);
      } else {
        bytes(call, value, there, rest, out);
      }
      return true;
    };
  }

  private void hostAddress(
      CallView call, long condition, int there, long whole, StringBuilder out) {
    int family = Memory.getU8(condition);
    long data = condition + CONDITION;
    int length = there - CONDITION;
    if (whole == CONDITION) {
      return;
    }
    if (family == AF_INET6 && length >= 16) {
      SocketAddresses.colons(data, out.append(", inet_pton(AF_INET6, \""));
      out.append("\", &addr)");
    } else if (family == AF_INET && length >= 4) {
      SocketAddresses.dotted(Memory.getU32(data), out.append(", addr=inet_addr(\""));
      out.append("\")");
    } else {
      bytes(call, data, length, whole - CONDITION, out.append(", addr="));
    }
  }

  /** struct inet_diag_sockopt: the bits that are set, and what a newer one has more. */
  private NetlinkAttributes.Payload socketOptions() {
    List<Symbols.Value> names = symbols.set("inet_diag_sockopt_bit").values();
    return (call, family, data, length, whole, out) -> {
      if (length < Short.BYTES) {
        return false;
      }
      int bits = Memory.getU16(data);
      int start = out.append('{').length();
      for (int i = 0; i < names.size(); i++) {
        if ((bits & names.get(i).value()) != 0) {
          out.append(out.length() == start ? "" : ", ").append(names.get(i).name()).append("=1");
        }
      }
      if (bits >>> SOCKOPT_UNUSED != 0) {
        out.append(out.length() == start ? "" : ", ").append("unused=");
        Digits.hex(out, bits >>> SOCKOPT_UNUSED);
        out.append(" /* bits 3..8 */");
      }
      out.append('}');
      if (length < whole) {
        out.append(", ???");
      } else if (!isZero(data + Short.BYTES, length - Short.BYTES)) {
        out.append(", /* bytes 2..").append(whole - 1).append(" */ ");
        bytes(call, data + Short.BYTES, length - Short.BYTES, whole - Short.BYTES, out);
      }
      return true;
    };
  }

  private static boolean isZero(long data, int length) {
    for (int i = 0; i < length; i++) {
      if (Memory.getByte(data + i) != 0) {
        return false;
      }
    }
    return true;
  }

  private void bytes(CallView call, long data, int length, long whole, StringBuilder out) {
    NetlinkBytes.print(call, data, length, whole, Quotes.HEX_ALWAYS, options, out);
  }
}
