package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.ErrnoNames;

/**
 * Netlink messages, netlink(7): a header, and what its type and the protocol tell of the rest; what
 * is not known is bytes in hexadecimal. Hot: no allocation.
 */
final class Netlink {
  private static final int ROUTE = 0;
  private static final int SOCK_DIAG = 4;
  private static final int SELINUX = 7;
  private static final int NETFILTER = 12;
  private static final int KOBJECT_UEVENT = 15;
  private static final int CRYPTO = 21;
  private static final int HEADER = 16;
  private static final int ERROR = 20;
  private static final int NLMSG_DONE = 3;
  private static final int NLM_F_CAPPED = 0x100;
  private static final int RTM_NEWCACHEREPORT = 96;

  private final SymbolSets symbols;
  private final TextOptions options;
  private final NetlinkTypes types;
  private final WordText addresses;
  private final WordText families;
  private final WordText errors;
  private final NetlinkAttributes attributes;
  private final NetlinkDiagnostics diagnostics;
  private final NetfilterMessages netfilter;
  private final KernelEvents events;
  private final NetlinkAttributes.Payload acknowledged;
  private final Type.Selected routing;
  private final NetlinkAttributes.Payload[] routes;
  private final NetlinkAttributes.Payload[] selinux;
  private final NetlinkAttributes.Payload[] crypto;

  Netlink(SymbolSets symbols, StructTexts structs, TextOptions options) {
    this.symbols = symbols;
    this.options = options;
    types = new NetlinkTypes(symbols);
    addresses = symbols.text("address_family", 1);
    families = symbols.text("routing_family", 1);
    errors = errors(options.names());
    attributes = new NetlinkAttributes(symbols, structs, options);
    diagnostics = new NetlinkDiagnostics(symbols, attributes);
    netfilter = new NetfilterMessages(symbols, attributes);
    events = new KernelEvents(options);
    acknowledged = attributes.payload(symbols.union("nlmsgerr_attributes").cases().get(0L));
    routing = symbols.union("rtm_type_value");
    routes = attributes.payloads("rtm_type_value");
    selinux = attributes.payloads("selinux_type_value");
    crypto = attributes.payloads("crypto_type_value");
  }

  /**
   * Writes messages.
   *
   * @param protocol of the socket, negative where it is not known
   * @param length bytes that were captured
   * @param whole bytes that the call speaks of
   */
  void print(CallView call, int protocol, long data, int length, long whole, StringBuilder out) {
    if (protocol == KOBJECT_UEVENT) {
      events.print(call, data, length, whole, out);
      return;
    }
    if (whole < HEADER) {
      attributes.bytes(call, data, length, whole, out);
      return;
    }
    if (length < HEADER) {
      NetlinkBytes.address(call, data, out);
      return;
    }
    boolean array = false;
    long at = data;
    long rest = length;
    long left = whole;
    for (int i = 0; ; i++) {
      long size = Memory.getU32(at);
      long next = size + 3 & 0xffff_fffcL;
      boolean more = size >= HEADER && next >= HEADER && next < left;
      if (more && !array) {
        out.append('[');
        array = true;
      }
      message(call, protocol, at, (int) Math.min(rest, size), Math.min(left, size), out);
      if (!more) {
        break;
      }
      out.append(", ");
      rest -= next;
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

  private void message(
      CallView call, int protocol, long data, int length, long whole, StringBuilder out) {
    boolean payload = whole > HEADER;
    out.append(payload ? "[" : "");
    header(protocol, data, out);
    if (payload) {
      payload(call, protocol, data, length - HEADER, whole - HEADER, out.append(", "));
      out.append(']');
    }
  }

  private void header(int protocol, long data, StringBuilder out) {
    int type = Memory.getU16(data + 4);
    Digits.unsigned(out.append("{nlmsg_len="), Memory.getU32(data));
    types.type(protocol, type).print(type, out.append(", nlmsg_type="));
    types.flags(protocol, type).print(Memory.getU16(data + 6), out.append(", nlmsg_flags="));
    Digits.unsigned(out.append(", nlmsg_seq="), Memory.getU32(data + 8));
    out.append(", nlmsg_pid=").append(Memory.getInt(data + 12)).append('}');
  }

  /** What follows a header; one byte at least. */
  private void payload(
      CallView call, int protocol, long header, int length, long whole, StringBuilder out) {
    int type = Memory.getU16(header + 4);
    int flags = Memory.getU16(header + 6);
    long data = header + HEADER;
    if (type < NetlinkTypes.OWN) {
      if (type == NetlinkTypes.ERROR && length >= ERROR) {
        error(call, protocol, flags, data, length, whole, out);
      } else if (type == NLMSG_DONE && length == Integer.BYTES && whole == Integer.BYTES) {
        out.append(Memory.getInt(data));
      } else {
        attributes.bytes(call, data, length, whole, out);
      }
      return;
    }
    switch (protocol) {
      case ROUTE -> route(call, type, data, length, whole, out);
      case SOCK_DIAG -> diagnostics.print(call, type, flags, data, length, whole, out);
      case NETFILTER -> netfilter.print(call, type, data, length, whole, out);
      case SELINUX -> plain(selinux, call, type, data, length, whole, out);
      case CRYPTO -> plain(crypto, call, type, data, length, whole, out);
      default -> attributes.bytes(call, data, length, whole, out);
    }
  }

  private void plain(
      NetlinkAttributes.Payload[] payloads,
      CallView call,
      int type,
      long data,
      int length,
      long whole,
      StringBuilder out) {
    NetlinkAttributes.Payload payload = type < payloads.length ? payloads[type] : null;
    if (payload == null || !payload.print(call, 0, data, length, whole, out)) {
      attributes.bytes(call, data, length, whole, out);
    }
  }

  private void route(
      CallView call, int type, long data, int length, long whole, StringBuilder out) {
    if (length == 0) {
      attributes.bytes(call, data, length, whole, out);
      return;
    }
    NetlinkAttributes.Payload payload = type < routes.length ? routes[type] : null;
    int family = Memory.getU8(data);
    if (type == RTM_NEWCACHEREPORT) {
      report(call, family, data, length, whole, out);
    } else if (payload == null) {
      addresses.print(family, out.append("{family="));
      if (whole > 1) {
        attributes.bytes(call, data + 1, length - 1, whole - 1, out.append(", data="));
      }
      out.append('}');
    } else if (!payload.print(call, family, data, length, whole, out)) {
      addresses.print(family, out.append('{').append(label(type)).append('='));
      boolean bare = hasOnlyFamily(type);
      int from = bare ? Integer.BYTES : 1;
      out.append(bare ? "}" : "");
      if (whole >= size(type) && whole > from) {
        Digits.address(out.append(", "), NetlinkBytes.address(call, data) + from);
      } else if (!bare) {
        out.append(", ...");
      }
      out.append(bare ? "" : "}");
    }
  }

  /** A struct rtgenmsg, whose family may be one of the kernel's own, and bytes behind it. */
  private void report(
      CallView call, int family, long data, int length, long whole, StringBuilder out) {
    families.print(family, out.append("{rtgen_family="));
    out.append('}');
    int from = Integer.BYTES;
    if (whole > from) {
      out.append(", ");
      if (length < from) {
        Digits.address(out, NetlinkBytes.address(call, data) + from);
      } else {
        attributes.bytes(call, data + from, length - from, whole - from, out);
      }
    }
  }

  /** Whether what follows the family in what messages of a type begin with just fills it up. */
  private boolean hasOnlyFamily(int type) {
    return head(type).fields().stream()
        .skip(1)
        .allMatch(field -> field.shown() == Type.Shown.HIDDEN);
  }

  private int size(int type) {
    return StructLayout.size(head(type), symbols.abi());
  }

  private Type.Struct head(int type) {
    return ((Type.Attributes) routing.cases().get((long) type)).head();
  }

  /** The name of the first field of what messages of a type begin with. */
  private String label(int type) {
    return head(type).fields().get(0).name();
  }

  /**
   * struct nlmsgerr: an error, and the message that it is about, of which the kernel may leave out
   * all but the header; what follows are attributes, whether a flag says so or not.
   */
  private void error(
      CallView call,
      int protocol,
      int flags,
      long data,
      int length,
      long whole,
      StringBuilder out) {
    long message = data + Integer.BYTES;
    boolean capped = (flags & NLM_F_CAPPED) != 0;
    long stated = capped ? HEADER : Math.max(HEADER, Memory.getU32(message));
    long size = Math.min(stated, whole - Integer.BYTES);
    long rest = whole - Integer.BYTES - size;
    int there = length - Integer.BYTES;
    errors.print(Memory.getInt(data), out.append(rest > 0 ? "[{error=" : "{error="));
    message(call, protocol, message, (int) Math.min(there, size), size, out.append(", msg="));
    out.append('}');
    if (rest > 0) {
      if (there > size) {
        acknowledged.print(call, 0, message + size, (int) (there - size), rest, out.append(", "));
      } else {
        Digits.address(out.append(", "), NetlinkBytes.address(call, message) + size);
      }
      out.append(']');
    }
  }

  private static WordText errors(TextOptions.Names style) {
    WordText number = (word, out) -> out.append((int) word);
    WordText names =
        (word, out) -> {
          String name = (int) word < 0 ? ErrnoNames.name(-(int) word) : null;
          if (name == null) {
            out.append((int) word);
          } else {
            out.append('-').append(name);
          }
        };
    return style == TextOptions.Names.ABBREV
        ? names
        : new NumberedWord(number, names, style == TextOptions.Names.VERBOSE);
  }
}
