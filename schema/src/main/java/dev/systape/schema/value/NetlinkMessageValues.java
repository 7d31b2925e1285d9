package dev.systape.schema.value;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.Symbols;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.ErrnoNames;
import dev.systape.schema.text.CallView;
import dev.systape.schema.text.SocketAddresses;

/**
 * Netlink messages, netlink(7): each a header and, of routing (rtnetlink(7)), SELinux and crypto
 * sockets, the struct and the attributes that its type tells. What is not known is bytes.
 */
final class NetlinkMessageValues {
  private static final int ROUTE = 0;
  private static final int SELINUX = 7;
  private static final int KOBJECT_UEVENT = 15;
  private static final int CRYPTO = 21;
  private static final int HEADER = 16;
  private static final int NLMSG_ERROR = 2;
  private static final int OWN_TYPES = 16;
  private static final int RTM_DELACTION = 49;
  private static final int NLA_HEADER = 4;
  private static final int NLA_TYPE = 0x3fff;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int IN6_ADDR = 16;
  private static final String[] ROUTE_FLAGS = {
    "nlmsg_new_flags", "nlmsg_delete_flags", "nlmsg_get_flags", "nlmsg_flags"
  };

  /** Messages and attributes within one another; what is deeper is bytes. */
  private static final int DEPTH = 24;

  private final MemoryValues memory;
  private int depth;

  NetlinkMessageValues(MemoryValues memory) {
    this.memory = memory;
  }

  /**
   * Writes the member {@code netlink} where the bytes, which are argument 1 of a call or are
   * pointed to by it, went through a netlink socket whose protocol is known.
   */
  void write(CallView call, PointerValues.Place place, long data, int length, ValueSink sink) {
    int protocol =
        place.argument() == 1 ? call.descriptors().netlinkProtocol((int) call.argument(0)) : -1;
    if (protocol < 0 || protocol == KOBJECT_UEVENT || length < HEADER) {
      return;
    }
    sink.name("netlink");
    sink.beginArray();
    for (long at = 0; length - at >= HEADER; ) {
      long size = Memory.getU32(data + at);
      int there = (int) Math.min(size, length - at);
      message(call, protocol, data + at, Math.max(HEADER, there), sink);
      at = size < HEADER ? length : at + (size + 3 & -4L);
    }
    sink.endArray();
  }

  private void message(CallView call, int protocol, long data, int length, ValueSink sink) {
    int type = Memory.getU16(data + 4);
    sink.beginObject();
    number("nlmsg_len", Memory.getU32(data), sink);
    word("nlmsg_type", type, types(protocol, type), sink);
    word("nlmsg_flags", Memory.getU16(data + 6), memory.symbols(flags(protocol, type)), sink);
    number("nlmsg_seq", Memory.getU32(data + 8), sink);
    number("nlmsg_pid", Memory.getU32(data + 12), sink);
    long payload = data + HEADER;
    int rest = length - HEADER;
    if (type == NLMSG_ERROR && rest >= Integer.BYTES + HEADER && depth < DEPTH) {
      depth++;
      error(call, protocol, payload, rest, sink);
      depth--;
    } else if (rest > 0) {
      Type known = payload(protocol, type);
      int family = Memory.getU8(payload);
      if (known instanceof Type.Attributes message && message.head() != null) {
        message(call, message, family, payload, rest, sink);
      } else {
        sink.name("data");
        sink.bytes(payload, rest);
      }
    }
    sink.endObject();
  }

  private void error(CallView call, int protocol, long data, int length, ValueSink sink) {
    int error = Memory.getInt(data);
    sink.name("error");
    sink.signed(error);
    String name = error < 0 ? ErrnoNames.name(-error) : null;
    if (name != null) {
      sink.name("errno");
      sink.text(name);
    }
    int there = length - Integer.BYTES;
    int size = (int) Math.min(there, Memory.getU32(data + Integer.BYTES));
    sink.name("msg");
    message(call, protocol, data + Integer.BYTES, Math.max(HEADER, size), sink);
  }

  private void message(
      CallView call, Type.Attributes type, int family, long data, int length, ValueSink sink) {
    int size = memory.size(type.head());
    sink.name(type.head().name());
    memory.value(call, type.head(), data, Math.min(size, length), sink);
    int before = size + 3 & -4;
    if (length > before) {
      sink.name("attributes");
      attributes(call, type, family, data + before, length - before, sink);
    }
  }

  private void attributes(
      CallView call, Type.Attributes type, int family, long data, int length, ValueSink sink) {
    Type.Selected kinds = memory.union(type.kinds());
    sink.beginArray();
    for (int at = 0; length - at >= NLA_HEADER; ) {
      int size = Memory.getU16(data + at);
      int number = Memory.getU16(data + at + 2) & NLA_TYPE;
      int there = Math.min(size, length - at) - NLA_HEADER;
      sink.beginObject();
      number("nla_len", size, sink);
      word("nla_type", number, type.names(), sink);
      if (there > 0) {
        sink.name("value");
        Type kind = kinds == null ? null : kinds.cases().get((long) number);
        value(call, kind, family, data + at + NLA_HEADER, there, sink);
      }
      sink.endObject();
      at = size < NLA_HEADER ? length : at + (size + 3 & -4);
    }
    sink.endArray();
  }

  private void value(CallView call, Type type, int family, long data, int length, ValueSink sink) {
    if (type instanceof Type.Attributes nested) {
      depth++;
      nested(call, nested, family, data, length, sink);
      depth--;
    } else if (type instanceof Type.Text) {
      boolean ended = Memory.getByte(data + length - 1) == 0;
      sink.bytes(data, ended ? length - 1 : length);
    } else if (type instanceof Type.Filling filling) {
      memory.array(call, filling.element(), data, length, -1, sink);
    } else if (type instanceof Type.Named named && named.width() == 0) {
      sized(named, data, length, sink);
    } else if (type instanceof Type.Word word && word.scalar() == Scalar.IN_ADDR) {
      address(family, data, length, sink);
    } else if (isFixed(type) && length >= memory.size(type)) {
      memory.value(call, type, data, memory.size(type), sink);
    } else {
      sink.bytes(data, length);
    }
  }

  private void nested(
      CallView call, Type.Attributes type, int family, long data, int length, ValueSink sink) {
    if (depth > DEPTH || type.head() != null && length < memory.size(type.head())) {
      sink.bytes(data, length);
    } else if (type.head() == null) {
      attributes(call, type, family, data, length, sink);
    } else {
      sink.beginObject();
      message(call, type, family, data, length, sink);
      sink.endObject();
    }
  }

  private static boolean isFixed(Type type) {
    boolean plain = type instanceof Type.Named || type instanceof Type.Struct;
    return plain
        || type instanceof Type.Word word
            && word.scalar() != Scalar.HARDWARE_ADDRESS
            && word.scalar() != Scalar.LHEX;
  }

  /** A number as long as the value. */
  private static void sized(Type.Named named, long data, int length, ValueSink sink) {
    if (Integer.bitCount(length) != 1 || length > Long.BYTES) {
      sink.bytes(data, length);
      return;
    }
    sink.beginObject();
    WordValues.members(named, WordValues.load(data, length), length, sink);
    sink.endObject();
  }

  private static void address(int family, long data, int length, ValueSink sink) {
    StringBuilder text = new StringBuilder();
    if (family == AF_INET && length == Integer.BYTES) {
      SocketAddresses.dotted(Memory.getU32(data), text);
    } else if (family == AF_INET6 && length == IN6_ADDR) {
      SocketAddresses.colons(data, text);
    } else {
      sink.bytes(data, length);
      return;
    }
    sink.text(text.toString());
  }

  private Type payload(int protocol, int type) {
    String union =
        switch (protocol) {
          case ROUTE -> "rtm_type_value";
          case SELINUX -> "selinux_type_value";
          case CRYPTO -> "crypto_type_value";
          default -> null;
        };
    Type.Selected types = union == null ? null : memory.union(union);
    return types == null ? null : types.cases().get((long) type);
  }

  private Symbols types(int protocol, int type) {
    if (type < OWN_TYPES) {
      return memory.symbols("nlmsg_type");
    }
    Type.Selected types = memory.union("nlmsg_types");
    Type own = types == null ? null : types.cases().get((long) protocol);
    return own instanceof Type.Named named ? named.symbols() : null;
  }

  private static String flags(int protocol, int type) {
    if (type < OWN_TYPES) {
      return type == NLMSG_ERROR ? "nlmsg_ack_flags" : "nlmsg_flags";
    }
    return protocol != ROUTE ? "nlmsg_flags" : ROUTE_FLAGS[type == RTM_DELACTION ? 2 : type & 3];
  }

  private static void number(String name, long value, ValueSink sink) {
    sink.name(name);
    sink.unsigned(value);
  }

  private static void word(String name, int value, Symbols names, ValueSink sink) {
    sink.name(name);
    sink.beginObject();
    number("value", value, sink);
    if (names != null) {
      WordValues.symbols(names, value, Short.BYTES, sink);
    }
    sink.endObject();
  }
}
