package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;
import java.util.BitSet;

/**
 * The value of a socket option, socket(7), ip(7), ipv6(7), packet(7), netlink(7): an int, for some
 * a struct, else its bytes. What getsockopt(2) returns may be shorter than the value.
 */
final class SocketOption implements ArgumentText {
  private static final int SOL_IP = 0;
  private static final int SOL_SOCKET = 1;
  private static final int SOL_IPV6 = 41;
  private static final int SOL_RAW = 255;
  private static final int SOL_PACKET = 263;
  private static final int SOL_NETLINK = 270;
  private static final int SO_ERROR = 4;
  private static final int SO_LINGER = 13;
  private static final int SO_PEERCRED = 17;
  private static final int SO_ATTACH_FILTER = 26;
  private static final int SO_ATTACH_REUSEPORT_CBPF = 51;
  private static final int SO_TXREHASH = 74;
  private static final int ICMP_FILTER = 1;
  private static final int PACKET_ADD_MEMBERSHIP = 1;
  private static final int PACKET_DROP_MEMBERSHIP = 2;
  private static final int PACKET_STATISTICS = 6;
  private static final int NETLINK_LIST_MEMBERSHIPS = 9;
  private static final int VALUE = 3;
  private static final int LENGTH = 4;
  private static final int INT = 4;

  /** IP_ADD_MEMBERSHIP, IP_DROP_MEMBERSHIP. */
  private static final BitSet IP_MEMBERSHIPS = bits(35, 36);

  /** MCAST_JOIN_GROUP, MCAST_LEAVE_GROUP. */
  private static final BitSet GROUPS = bits(42, 45);

  /** The two memberships and PACKET_RX_RING, PACKET_TX_RING. */
  private static final BitSet PACKET_STRUCTS = bits(1, 2, 5, 13);

  /** IPV6_ADD_MEMBERSHIP, IPV6_DROP_MEMBERSHIP, IPV6_JOIN_ANYCAST, IPV6_LEAVE_ANYCAST. */
  private static final BitSet IPV6_MEMBERSHIPS = bits(20, 21, 27, 28);

  /** Options of SOL_SOCKET that are ints, whatever length is given. */
  private static final BitSet INTS =
      bits(
          1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 18, 19, 27, 29, 30, 32, 33, 34, 35, 36, 37,
          40, 41, 42, 43, 44, 45, 46, 49, 53, 56, 60, 63, 64, 65, 68, 69, 70, 73, 74, 75, 76, 82,
          83, 84);

  private static final String[] LINGER = {"l_onoff", "l_linger"};
  private static final String[] CREDENTIALS = {"pid", "uid", "gid"};
  private static final String[] STATISTICS = {"tp_packets", "tp_drops", "tp_freeze_q_cnt"};

  private final TextOptions options;
  private final SocketStructs structs;
  private final boolean exit;

  SocketOption(ArgumentTexts types, boolean exit) {
    options = types.options();
    structs = new SocketStructs(types);
    this.exit = exit;
  }

  private static BitSet bits(int... numbers) {
    BitSet set = new BitSet();
    for (int number : numbers) {
      set.set(number);
    }
    return set;
  }

  @Override
  public boolean isAtExit() {
    return exit;
  }

  @Override
  public void print(CallView call, StringBuilder out) {
    long address = call.argument(VALUE);
    boolean known = address != 0 && (!exit || call.succeeded());
    int capture = known ? call.find(VALUE, exit ? Capture.EXIT : Capture.ENTRY, address) : -1;
    if (exit && is(call, SOL_SOCKET, SO_ATTACH_FILTER)) {
      structs.instructions(call, VALUE, length(call, false), length(call, true), out);
      return;
    }
    if (!exit && isFilter(call)) {
      boolean whole = (int) call.argument(LENGTH) == 2 * call.abi().pointerWidth();
      structs.filter(call, capture, address, whole, out);
      return;
    }
    int there = capture < 0 ? 0 : call.length(capture);
    if (exit && capture >= 0) {
      there = (int) Math.min(there, length(call, true));
    }
    int given = exit ? there : (int) call.argument(LENGTH);
    if (capture >= 0 && is(call, SOL_NETLINK, NETLINK_LIST_MEMBERSHIPS) && exit) {
      memberships(call, capture, address, out);
      return;
    }
    int read = isFixed(call) ? INT : options.stringLimit() + 1;
    int enough = Math.min(given < 0 ? Integer.MAX_VALUE : given, read);
    if (!exit && address != 0 && given == 0 && !isFixed(call)) {
      out.append("\"\"");
    } else if (there == 0
        || there < enough && call.errno(capture) != 0
        || given < 0 && isFixed(call)) {
      Digits.address(out, address);
    } else {
      value(call, capture, there, address, out);
    }
  }

  /** Groups of a netlink socket, a bit each, in as many words as there was room for. */
  private void memberships(CallView call, int capture, long address, StringBuilder out) {
    long room = Math.min(length(call, false), length(call, true));
    if (room == 0) {
      Digits.address(out, address);
      return;
    }
    long count = Math.min(room, call.length(capture)) / INT;
    long shown = options.verbose() ? count : Math.min(count, options.stringLimit());
    out.append('[');
    for (int i = 0; i < shown; i++) {
      long word = Memory.getU32(call.data(capture) + (long) i * INT);
      out.append(i == 0 ? "" : ", ").append(word);
    }
    out.append(shown < count ? ", ...]" : "]");
  }

  /** The length that getsockopt is given a pointer to, at entry or at exit. */
  private static long length(CallView call, boolean after) {
    int phase = after ? Capture.EXIT : Capture.ENTRY;
    int capture = call.find(LENGTH, phase, call.argument(LENGTH));
    return capture < 0 || call.length(capture) < INT ? 0 : Memory.getU32(call.data(capture));
  }

  private static boolean is(CallView call, int level, int option) {
    return (int) call.argument(1) == level && (int) call.argument(2) == option;
  }

  private static boolean isFilter(CallView call) {
    return is(call, SOL_SOCKET, SO_ATTACH_FILTER) || is(call, SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF);
  }

  /** Whether the option has a length of its own, below which there is no value. */
  private boolean isFixed(CallView call) {
    int level = (int) call.argument(1);
    int option = (int) call.argument(2);
    return switch (level) {
      case SOL_SOCKET -> option == SO_LINGER || exit && option == SO_ERROR || isIn(INTS, option);
      case SOL_NETLINK -> true;
      case SOL_IP -> !exit && (isIn(IP_MEMBERSHIPS, option) || isIn(GROUPS, option));
      case SOL_IPV6 -> !exit && (isIn(IPV6_MEMBERSHIPS, option) || isIn(GROUPS, option));
      case SOL_RAW -> option == ICMP_FILTER;
      case SOL_PACKET -> !exit && isIn(PACKET_STRUCTS, option);
      default -> false;
    };
  }

  private static boolean isIn(BitSet set, int option) {
    return option >= 0 && set.get(option);
  }

  private void value(CallView call, int capture, int length, long address, StringBuilder out) {
    int option = (int) call.argument(2);
    long data = call.data(capture);
    switch ((int) call.argument(1)) {
      case SOL_SOCKET -> {
        if (option == SO_LINGER) {
          fields(LINGER, 2, address, data, length, out);
          return;
        } else if (option == SO_PEERCRED && exit) {
          fields(CREDENTIALS, 3, address, data, length, out);
          return;
        } else if (option == SO_TXREHASH && length >= INT) {
          structs.rehash(Memory.getInt(data), out);
          return;
        }
      }
      case SOL_IP, SOL_IPV6 -> {
        if (isFixed(call)) {
          multicast(call, data, length, address, out);
          return;
        }
      }
      case SOL_RAW -> {
        if (option == ICMP_FILTER) {
          structs.icmpFilter(data, length, out);
          return;
        }
      }
      case SOL_PACKET -> {
        if (isFixed(call)) {
          packet(call, data, length, address, out);
          return;
        } else if (option == PACKET_STATISTICS && exit) {
          fields(STATISTICS, length > 2 * INT ? 3 : 2, address, data, length, out);
          return;
        }
      }
      default -> {}
    }
    if (isFixed(call)) {
      integer(address, data, length, out);
    } else if (length == INT) {
      out.append('[').append(Memory.getInt(data)).append(']');
    } else {
      string(data, length, out);
    }
  }

  private void multicast(CallView call, long data, int length, long address, StringBuilder out) {
    if (isIn(GROUPS, (int) call.argument(2))) {
      structs.group(call, data, length, address, out);
    } else if ((int) call.argument(1) == SOL_IP) {
      membership(address, data, length, out);
    } else {
      membership6(call, address, data, length, out);
    }
  }

  private void packet(CallView call, long data, int length, long address, StringBuilder out) {
    int option = (int) call.argument(2);
    int given = length < (int) call.argument(LENGTH) ? -1 : (int) call.argument(LENGTH);
    if (option == PACKET_ADD_MEMBERSHIP || option == PACKET_DROP_MEMBERSHIP) {
      structs.membership(call, data, given, address, out);
    } else {
      structs.ring(call, data, given, address, out);
    }
  }

  private void integer(long address, long data, int length, StringBuilder out) {
    if (length >= INT) {
      out.append('[').append(Memory.getInt(data)).append(']');
    } else if (exit) {
      Quotes.quote(out, data, length, Quotes.HEX_ALWAYS);
    } else {
      Digits.address(out, address);
    }
  }

  /** Ints by name; one that is there in part is bytes. */
  private void fields(
      String[] names, int count, long address, long data, int length, StringBuilder out) {
    if (!exit && length < count * INT) {
      Digits.address(out, address);
      return;
    }
    for (int i = 0; i < count && i * INT < length; i++) {
      out.append(i == 0 ? "{" : ", ").append(names[i]).append('=');
      long at = data + (long) i * INT;
      if (length - i * INT < INT) {
        Quotes.quote(out, at, length - i * INT, Quotes.HEX_ALWAYS);
      } else {
        out.append(Memory.getInt(at));
      }
    }
    out.append('}');
  }

  private static void membership(long address, long data, int length, StringBuilder out) {
    if (length < 2 * INT) {
      Digits.address(out, address);
      return;
    }
    SocketAddresses.dotted(Memory.getU32(data), out.append("{imr_multiaddr=inet_addr(\""));
    SocketAddresses.dotted(
        Memory.getU32(data + INT), out.append("\"), imr_interface=inet_addr(\""));
    out.append("\")}");
  }

  private static void membership6(
      CallView call, long address, long data, int length, StringBuilder out) {
    if (length < 5 * INT) {
      Digits.address(out, address);
      return;
    }
    SocketAddresses.colons(data, out.append("{inet_pton(AF_INET6, \""));
    out.append("\", &ipv6mr_multiaddr), ipv6mr_interface=");
    Interfaces.index(call, Memory.getInt(data + 4L * INT), out);
    out.append('}');
  }

  private void string(long data, int length, StringBuilder out) {
    int shown = Math.min(length, options.stringLimit());
    Quotes.quote(out, data, shown, options.hexStrings());
    out.append(shown < length ? "..." : "");
  }
}
