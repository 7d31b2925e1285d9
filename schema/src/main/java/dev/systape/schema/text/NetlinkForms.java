package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.List;

/** Data of netlink sockets as messages, where it is known that the descriptor is one. */
final class NetlinkForms implements Forms {
  private static final int BUFFER = 1;
  private static final int LENGTH = 2;
  private static final int MASK_DIGITS = 6;

  /** MAX_ADDR_LEN of linux/netdevice.h and ETH_ALEN of linux/if_ether.h. */
  private static final int LINK_MAC = 32;

  private static final int BRIDGE_MAC = 6;

  private final ArgumentTexts types;

  NetlinkForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    boolean received = call.name().equals("recvfrom");
    if (!received && !call.name().equals("sendto")) {
      return null;
    }
    List<ArgumentText> arguments = new ArrayList<>(plain.arguments());
    arguments.set(BUFFER, new Buffer(plain.arguments().get(BUFFER), received));
    return new CallText(plain.name(), arguments, plain.result(), plain.returns());
  }

  @Override
  public MemoryText struct(Type.Struct struct) {
    return switch (struct.name()) {
      case "smc_diag_cursor" -> NetlinkForms::cursor;
      case "br_router_port" ->
          (call, data, out) -> Interfaces.index(call, Memory.getInt(data), out);
      case "link_mac" -> (call, data, out) -> RouteValues.colons(data, LINK_MAC, out);
      case "bridge_mac" -> (call, data, out) -> RouteValues.colons(data, BRIDGE_MAC, out);
      case "neigh_hash_mask" -> NetlinkForms::mask;
      case "be_family" -> network("address_family");
      case "be_ethernet" -> network("link_protocol");
      case "be_vlan" -> network("ethernet_protocol");
      case "mcast_directions" -> NetlinkForms::directions;
      default -> null;
    };
  }

  /** A name of a number in network order. */
  private MemoryText network(String names) {
    WordText text = types.symbols().text(names, 2);
    return (call, data, out) -> {
      int word = Memory.getU8(data) << Byte.SIZE | Memory.getU8(data + 1);
      text.print(word, out.append("htons("));
      out.append(')');
    };
  }

  /** An array whose places have names. */
  private static void directions(CallView call, long data, StringBuilder out) {
    Digits.unsigned(out.append("[[BR_MCAST_DIR_RX]="), Memory.getLong(data));
    Digits.unsigned(out.append(", [BR_MCAST_DIR_TX]="), Memory.getLong(data + Long.BYTES));
    out.append(']');
  }

  /** Eight characters at least, the prefix among them, which 0 has none of. */
  private static void mask(CallView call, long data, StringBuilder out) {
    long mask = Memory.getU32(data);
    if (mask == 0) {
      out.append("00000000");
    } else {
      Digits.bareHex(out.append("0x"), mask, MASK_DIGITS);
    }
  }

  /** struct smc_diag_cursor, of which strace tells also what is reserved. */
  private static void cursor(CallView call, long data, StringBuilder out) {
    out.append("{reserved=").append(Memory.getU16(data));
    out.append(", wrap=").append(Memory.getU16(data + 2));
    Digits.unsigned(out.append(", count="), Memory.getU32(data + 4));
    out.append('}');
  }

  private final class Buffer implements ArgumentText {
    private final ArgumentText plain;
    private final boolean received;

    Buffer(ArgumentText plain, boolean received) {
      this.plain = plain;
      this.received = received;
    }

    @Override
    public boolean isAtExit() {
      return plain.isAtExit();
    }

    @Override
    public void print(CallView call, StringBuilder out) {
      int protocol = call.descriptors().netlinkProtocol((int) call.argument(0));
      long address = call.argument(BUFFER);
      boolean known =
          protocol != Descriptors.NO_NETLINK && address != 0 && (!received || call.succeeded());
      int phase = received ? Capture.EXIT : Capture.ENTRY;
      int capture = known ? call.longest(BUFFER, phase, address) : -1;
      long whole =
          received ? Math.min(call.result(), call.argument(LENGTH)) : call.argument(LENGTH);
      if (capture < 0 || whole <= 0) {
        plain.print(call, out);
      } else {
        int there = (int) Math.min(call.length(capture), whole);
        types.netlink().print(call, protocol, call.data(capture), there, whole, out);
      }
    }
  }
}
