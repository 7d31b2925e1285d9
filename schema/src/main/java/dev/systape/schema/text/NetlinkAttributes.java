package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Symbols;
import dev.systape.schema.model.Type;
import java.util.HashMap;
import java.util.Map;

/**
 * Attributes of netlink messages, netlink(7), as the descriptions tell them: a length, a number
 * with flags, and a value; what is not known or too short is bytes in hexadecimal. Hot: no
 * allocation.
 */
final class NetlinkAttributes {
  private static final int HEADER = 4;
  private static final int NLA_F_NESTED = 0x8000;
  private static final int NLA_F_NET_BYTEORDER = 0x4000;
  private static final int NLA_TYPE = 0x3fff;
  private static final int AF_BRIDGE = 7;
  private static final int AF_INET6 = 10;

  /**
   * What ports of bridges say in messages of that family; in those of IPv6 it is what links have.
   */
  private static final String BRIDGE_PORT = "ifla_brport";

  /** What links have by family, but for that of bridges. */
  private static final String LINK_FAMILIES = "ifla_af_spec";

  /** Writes the value of an attribute, or the payload of a message. */
  @FunctionalInterface
  interface Payload {
    /**
     * Writes a value.
     *
     * @param family address family that the message speaks of, its first byte
     * @param data address of the bytes
     * @param length bytes that were captured
     * @param whole bytes that there were
     * @return false where they are too few to be one; nothing was written then
     */
    boolean print(CallView call, int family, long data, int length, long whole, StringBuilder out);
  }

  private final SymbolSets symbols;
  private final StructTexts structs;
  private final TextOptions options;
  private final NetlinkValues values;
  private final Map<String, Payload[]> unions = new HashMap<>();

  NetlinkAttributes(SymbolSets symbols, StructTexts structs, TextOptions options) {
    this.symbols = symbols;
    this.structs = structs;
    this.options = options;
    values = new NetlinkValues(symbols, structs, options);
  }

  /**
   * The writers of what a union tells, by number, null for what it leaves out; none where there is
   * no such union.
   */
  Payload[] payloads(String union) {
    Payload[] known = unions.get(union);
    if (known == null) {
      Type.Selected types = symbols.union(union);
      Map<Long, Type> cases = types == null ? Map.of() : types.cases();
      known = new Payload[cases.keySet().stream().mapToInt(Long::intValue).max().orElse(-1) + 1];
      // Before its cases: a set of attributes may nest itself.
      unions.put(union, known);
      for (Map.Entry<Long, Type> each : cases.entrySet()) {
        known[each.getKey().intValue()] = payload(each.getValue());
      }
    }
    return known;
  }

  /** The writer of a type. */
  Payload payload(Type type) {
    Payload own = values.of(type);
    if (own != null) {
      return own;
    }
    if (type instanceof Type.Text) {
      return this::string;
    }
    if (type instanceof Type.Attributes attributes) {
      return nested(attributes);
    }
    if (type instanceof Type.Filling filling) {
      return filling(filling);
    }
    if (type instanceof Type.Word word && word.scalar() == Scalar.HARDWARE_ADDRESS) {
      return RouteValues::hardware;
    }
    if (type instanceof Type.Word word && word.scalar() == Scalar.IN_ADDR) {
      return RouteValues::internet;
    }
    if (type instanceof Type.Struct struct && ShorterStruct.isKnown(struct)) {
      return new ShorterStruct(struct, structs);
    }
    MemoryText text = structs.of(type);
    int size = StructLayout.size(type, symbols.abi());
    return (call, family, data, length, whole, out) -> {
      if (whole < size) {
        return false;
      }
      NetlinkBytes.print(call, text, data, length, size, out);
      return true;
    };
  }

  private Payload filling(Type.Filling type) {
    Payload element = payload(type.element());
    Symbols index = type.index();
    int size = StructLayout.size(type.element(), symbols.abi());
    return (call, family, data, length, whole, out) -> {
      long count = whole / size;
      int there = length / size;
      if (count == 0) {
        return false;
      }
      if (there == 0) {
        NetlinkBytes.address(call, data, out);
        return true;
      }
      int shown = options.verbose() ? there : Math.min(there, options.stringLimit());
      out.append('[');
      for (int i = 0; i < shown; i++) {
        out.append(i == 0 ? "" : ", ");
        position(index, i, out);
        element.print(call, family, data + (long) i * size, size, size, out);
      }
      if (shown < there) {
        out.append(", ...");
      } else if (there < count) {
        long address = NetlinkBytes.address(call, data) + (long) there * size;
        Digits.hex(out.append(", ... /* "), address);
        out.append(" */");
      }
      out.append(']');
      return true;
    };
  }

  private static void position(Symbols index, int position, StringBuilder out) {
    if (index == null) {
      return;
    }
    String name = index.nameOf(position);
    if (name == null) {
      out.append('[').append(position).append(" /* ").append(index.unknown()).append(" */]=");
    } else {
      out.append('[').append(name).append("]=");
    }
  }

  private Payload nested(Type.Attributes type) {
    WordText names = symbols.text(type.names(), 2);
    Payload[] kinds = payloads(type.kinds());
    if (type.names().name().equals(LinkInfo.NAMES)) {
      LinkInfo info = new LinkInfo(this, symbols.set("link_kind"), kinds);
      return (call, family, data, length, whole, out) -> {
        print(names, info.begin(), call, family, data, length, whole, out);
        return true;
      };
    }
    if (type.kinds().equals(LINK_FAMILIES)) {
      Payload bridge =
          nested(new Type.Attributes(null, symbols.set("ifla_bridge"), "ifla_bridge_value"));
      return (call, family, data, length, whole, out) -> {
        if (family == AF_BRIDGE) {
          return bridge.print(call, family, data, length, whole, out);
        }
        print(names, kinds, call, family, data, length, whole, out);
        return true;
      };
    }
    if (type.head() == null) {
      boolean bridge = type.names().name().equals(BRIDGE_PORT);
      Payload inet6 = bridge ? nested(internet6()) : null;
      return (call, family, data, length, whole, out) -> {
        if (bridge && family != AF_BRIDGE) {
          return family == AF_INET6 && inet6.print(call, family, data, length, whole, out);
        }
        print(names, kinds, call, family, data, length, whole, out);
        return true;
      };
    }
    MemoryText head = structs.of(type.head());
    if (type.head().name().equals("rtnexthop")) {
      return new NextHops(
          head, nested(new Type.Attributes(null, type.names(), type.kinds())), options);
    }
    int size = StructLayout.size(type.head(), symbols.abi());
    int from = size + 3 & ~3;
    return (call, family, data, length, whole, out) -> {
      if (length < size) {
        return false;
      }
      head.print(call, data, out);
      if (whole > from && length < from) {
        Digits.address(out.append(", "), NetlinkBytes.address(call, data) + from);
      } else if (whole > from) {
        print(
            names, kinds, call, family, data + from, length - from, whole - from, out.append(", "));
      }
      return true;
    };
  }

  private Type.Attributes internet6() {
    return new Type.Attributes(null, symbols.set("ifla_inet6"), "ifla_inet6_value");
  }

  private void print(
      WordText names,
      Payload[] kinds,
      CallView call,
      int family,
      long data,
      int length,
      long whole,
      StringBuilder out) {
    if (whole < HEADER) {
      bytes(call, data, length, whole, out);
      return;
    }
    if (length < HEADER) {
      NetlinkBytes.address(call, data, out);
      return;
    }
    long first = Memory.getU16(data) + 3 & ~3L;
    boolean array = Memory.getU16(data) >= HEADER && first < whole;
    long at = data;
    int rest = length;
    long left = whole;
    out.append(array ? "[" : "");
    for (int i = 0; ; i++) {
      int size = Memory.getU16(at);
      long next = size + 3 & ~3L;
      attribute(names, kinds, call, family, at, Math.min(rest, size), Math.min(left, size), out);
      if (size < HEADER || next >= left) {
        break;
      }
      out.append(", ");
      rest -= (int) next;
      left -= next;
      boolean enough = i + 1 == options.stringLimit() && !options.verbose();
      if (enough && left >= HEADER) {
        out.append("...");
        break;
      }
      if (rest < HEADER) {
        NetlinkBytes.rest(call, at, next, rest, left, HEADER, options, out);
        break;
      }
      at += next;
    }
    out.append(array ? "]" : "");
  }

  private void attribute(
      WordText names,
      Payload[] kinds,
      CallView call,
      int family,
      long data,
      int length,
      long whole,
      StringBuilder out) {
    int word = Memory.getU16(data + 2);
    int type = word & NLA_TYPE;
    boolean payload = whole > HEADER;
    out.append(payload ? "[" : "").append("{nla_len=").append(Memory.getU16(data));
    out.append(", nla_type=");
    out.append((word & NLA_F_NESTED) == 0 ? "" : "NLA_F_NESTED|");
    out.append((word & NLA_F_NET_BYTEORDER) == 0 ? "" : "NLA_F_NET_BYTEORDER|");
    names.print(type, out);
    out.append('}');
    if (payload) {
      out.append(", ");
      Payload kind = type < kinds.length ? kinds[type] : null;
      long value = data + HEADER;
      int there = length - HEADER;
      if (kind == null || !kind.print(call, family, value, there, whole - HEADER, out)) {
        bytes(call, value, there, whole - HEADER, out);
      }
      out.append(']');
    }
  }

  /** Text: where what is shown ends in a NUL that is left out, and nothing says what follows. */
  private boolean string(
      CallView call, int family, long data, int length, long whole, StringBuilder out) {
    if (NetlinkBytes.isBroken(call, data, length, whole, options)) {
      NetlinkBytes.address(call, data, out);
      return true;
    }
    int shown = (int) Math.min(Math.min(length, whole), options.stringLimit());
    boolean ended = shown > 0 && Memory.getByte(data + shown - 1) == 0;
    Quotes.quote(out, data, ended ? shown - 1 : shown, options.hexStrings());
    out.append(ended ? "" : "...");
    return true;
  }

  /** Bytes of which nothing is known. */
  void bytes(CallView call, long data, int length, long whole, StringBuilder out) {
    NetlinkBytes.print(call, data, length, whole, Quotes.HEX_ALWAYS, options, out);
  }
}
