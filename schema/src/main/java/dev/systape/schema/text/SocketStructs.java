package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;

/**
 * Values of socket options that are structs: ip(7), raw(7), packet(7), linux/filter.h. Hot: no
 * allocation.
 */
final class SocketStructs {
  private static final int GROUP_REQUEST_SIZE = 136;
  private static final int GROUP = 8;
  private static final int ADDRESS_STORAGE = 128;
  private static final int PACKET_REQUEST_SIZE = 16;
  private static final int PACKET_ADDRESS = 8;
  private static final int ICMP_TYPES = 32;
  private static final int INSTRUCTION = 8;

  private final ArgumentTexts types;
  private final MemoryText ring;
  private final MemoryText program;
  private final WordText memberships;
  private final WordText icmpTypes;
  private final WordText rehash;

  SocketStructs(ArgumentTexts types) {
    this.types = types;
    SymbolSets symbols = types.symbols();
    ring = types.structs().of(symbols.struct("tpacket_req"));
    program = types.structs().of(symbols.struct("sock_fprog"));
    memberships = symbols.text("packet_membership", 2);
    icmpTypes = symbols.text("icmp_type", 4);
    rehash = symbols.names("sock_txrehash", 4);
  }

  /** A group of any protocol, a {@code struct group_req}. */
  void group(CallView call, long data, int length, long address, StringBuilder out) {
    if (length < GROUP_REQUEST_SIZE) {
      Digits.address(out, address);
      return;
    }
    Interfaces.index(call, Memory.getInt(data), out.append("{gr_interface="));
    types.addresses().print(call, data + GROUP, ADDRESS_STORAGE, out.append(", gr_group="));
    out.append('}');
  }

  /** A {@code struct packet_mreq}, of exactly its size. */
  void membership(CallView call, long data, int length, long address, StringBuilder out) {
    if (length != PACKET_REQUEST_SIZE) {
      Digits.address(out, address);
      return;
    }
    Interfaces.index(call, Memory.getInt(data), out.append("{mr_ifindex="));
    memberships.print(Memory.getU16(data + 4), out.append(", mr_type="));
    int count = Memory.getU16(data + 6);
    out.append(", mr_alen=").append(count).append(", mr_address=");
    for (int i = 0; i < Math.min(count, PACKET_REQUEST_SIZE - PACKET_ADDRESS); i++) {
      Digits.bareHex(out.append(i == 0 ? "" : ":"), Memory.getU8(data + PACKET_ADDRESS + i), 2);
    }
    out.append('}');
  }

  /** A {@code struct tpacket_req}, of exactly its size. */
  void ring(CallView call, long data, int length, long address, StringBuilder out) {
    if (length == PACKET_REQUEST_SIZE) {
      ring.print(call, data, out);
    } else {
      Digits.address(out, address);
    }
  }

  /**
   * The types of ICMP that are held back, a bit each; many by those that are not. Bits that are not
   * there count as set.
   */
  void icmpFilter(long data, int length, StringBuilder out) {
    long set = -1;
    for (int i = 0; i < Math.min(length, ICMP_TYPES / 8); i++) {
      set &= ~(0xffL << 8 * i) | (long) Memory.getU8(data + i) << 8 * i;
    }
    set &= Words.mask(4);
    if (Long.bitCount(set) > ICMP_TYPES / 2) {
      out.append('~');
      set ^= Words.mask(4);
    }
    out.append('[');
    boolean first = true;
    for (int type = 0; type < ICMP_TYPES; type++) {
      if ((set >>> type & 1) != 0) {
        icmpTypes.print(type, out.append(first ? "" : " "));
        first = false;
      }
    }
    out.append(']');
  }

  /** How a socket's hash is made anew; a number without a name is a decimal one. */
  void rehash(int value, StringBuilder out) {
    int start = out.append('[').length();
    rehash.print(value, out);
    if (out.charAt(start) == '0') {
      int comment = out.indexOf(" ", start);
      out.replace(start, comment, "").insert(start, value);
    }
    out.append(']');
  }

  /** A program of BPF, of which there is only its length and where it is unless all is shown. */
  void filter(CallView call, int capture, long address, boolean whole, StringBuilder out) {
    if (whole && capture >= 0 && call.length(capture) >= 2 * call.abi().pointerWidth()) {
      program.print(call, call.data(capture), out);
    } else {
      Digits.address(out, address);
    }
  }

  /** The instructions that a socket's program has, where there was room for them. */
  void instructions(CallView call, int argument, long room, long count, StringBuilder out) {
    long address = call.argument(argument);
    int capture = address == 0 ? -1 : call.find(argument, Capture.EXIT, address);
    boolean shown = types.options().verbose() && call.succeeded() && count <= room && count > 0;
    if (!shown || capture < 0 || call.length(capture) < INSTRUCTION) {
      Digits.address(out, address);
      return;
    }
    MemoryText instruction = (view, data, text) -> FilterForms.instruction(data, null, text);
    TextOptions options = types.options();
    Elements.print(call, instruction, INSTRUCTION, capture, address, count, options, out);
  }
}
