package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.ErrnoNames;

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
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int NLMSG_MIN_TYPE = 16;
  private static final int RTM_DELACTION = 49;
  private static final int KIND_MASK = 3;

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
  private final NetlinkAttributes attributes;
  private final Type.Selected routing;
  private final NetlinkAttributes.Payload[] payloads;

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
    attributes = new NetlinkAttributes(symbols, structs, options);
    routing = symbols.union("rtm_type_value");
    payloads = attributes.payloads("rtm_type_value");
  }

  /**
   * Writes messages.
   *
   * @param length bytes that were captured
   * @param whole bytes that the call speaks of
   */
  void print(CallView call, int protocol, long data, int length, long whole, StringBuilder out) {
    if (length < HEADER) {
      attributes.bytes(data, length, whole, out);
      return;
    }
    boolean array = false;
    long at = data;
    int rest = length;
    long left = whole;
    for (int i = 0; ; i++) {
      if (rest < HEADER) {
        attributes.bytes(at, rest, left, out);
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
      attributes.bytes(data, length, whole, out);
      return;
    }
    NetlinkAttributes.Payload payload = type < payloads.length ? payloads[type] : null;
    int family = Memory.getU8(data);
    if (payload == null) {
      addresses.print(family, out.append("{family="));
      if (whole > 1) {
        attributes.bytes(data + 1, length - 1, whole - 1, out.append(", data="));
      }
      out.append('}');
    } else if (!payload.print(call, family, data, length, whole, out)) {
      addresses.print(family, out.append('{').append(label(type)).append('='));
      out.append(whole > 1 ? ", ...}" : "}");
    }
  }

  /** The name of the first field of what messages of a type begin with. */
  private String label(int type) {
    return ((Type.Attributes) routing.cases().get((long) type)).head().fields().get(0).name();
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
      attributes.bytes(data + ERROR, length - ERROR, whole - ERROR, out.append(", data="));
    }
    out.append('}');
  }
}
