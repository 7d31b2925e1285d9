package dev.systape.schema.text;

import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.List;

/** Calls that make sockets or wait for messages. */
final class SocketForms implements Forms {
  private static final int AF_AX25 = 3;
  private static final int AF_PACKET = 17;
  private static final int DOMAIN = 0;
  private static final int TYPE = 1;
  private static final int PROTOCOL = 2;
  private static final int TYPE_MASK = 0xf;
  private static final int SOCK_DCCP = 6;
  private static final int SOCK_PACKET = 10;
  private static final int TIMEOUT = 4;

  private final ArgumentTexts types;
  private final Forms netlink;

  /**
   * Forms of calls.
   *
   * @param netlink what becomes of them first
   */
  SocketForms(ArgumentTexts types, Forms netlink) {
    this.types = types;
    this.netlink = netlink;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    CallText base = netlink.call(call, plain);
    base = base == null ? plain : base;
    List<ArgumentText> arguments = new ArrayList<>(base.arguments());
    ResultText result = base.result();
    switch (call.name()) {
      case "socket", "socketpair" -> {
        if (types.options().names() == TextOptions.Names.ABBREV) {
          type(arguments);
        }
        if (call.name().equals("socket")) {
          protocol(arguments);
        }
      }
      case "accept", "accept4", "getsockname", "getpeername" -> length(arguments, 1);
      case "recvfrom" -> length(arguments, 4);
      case "recvmmsg", "recvmmsg_time64" -> result = received(call, arguments);
      default -> {
        return null;
      }
    }
    return new CallText(base.name(), arguments, result, base.returns());
  }

  /** Flags without a name are commented, though the type before them has one. */
  private void type(List<ArgumentText> arguments) {
    ArgumentText plain = arguments.get(TYPE);
    WordText kinds = types.symbols().names("sock_type", 4);
    WordText flags = types.symbols().names("sock_type_flags", 4);
    arguments.set(
        TYPE,
        (call, out) -> {
          int word = (int) call.argument(TYPE);
          int kind = word & TYPE_MASK;
          boolean named = kind > 0 && kind <= SOCK_DCCP || kind == SOCK_PACKET;
          if (!named || kind == word) {
            plain.print(call, out);
          } else {
            kinds.print(kind, out);
            flags.print(word & ~TYPE_MASK, out.append('|'));
          }
        });
  }

  /** Protocols of packets are in network order, those of amateur radio told by number. */
  private void protocol(List<ArgumentText> arguments) {
    ArgumentText plain = arguments.get(PROTOCOL);
    WordText packets = types.symbols().text("ethernet_protocol", 2);
    WordText radio = types.symbols().numbered("proto_ax25", 4);
    arguments.set(
        PROTOCOL,
        (call, out) -> {
          long domain = call.argument(DOMAIN);
          if (domain == AF_PACKET) {
            int protocol = (int) call.argument(PROTOCOL);
            packets.print((protocol & 0xff) << 8 | protocol >>> 8 & 0xff, out.append("htons("));
            out.append(')');
          } else if (domain == AF_AX25) {
            radio.print(call.argument(PROTOCOL), out);
          } else if (domain >>> 32 != 0) {
            Digits.unsigned(out, call.argument(PROTOCOL));
          } else {
            plain.print(call, out);
          }
        });
  }

  /** Where no address is asked for, how long it may be is only where that would stand. */
  private static void length(List<ArgumentText> arguments, int address) {
    ArgumentText plain = arguments.get(address + 1);
    ArgumentText pointer = (call, out) -> Digits.address(out, call.argument(address + 1));
    arguments.set(
        address + 1,
        new ArgumentText() {
          @Override
          public void print(CallView call, StringBuilder out) {
            (call.argument(address) == 0 ? pointer : plain).print(call, out);
          }

          @Override
          public boolean isAtExit() {
            return plain.isAtExit();
          }
        });
  }

  /** Messages, with how much is left of the time that there was for them. */
  private ResultText received(CallDef call, List<ArgumentText> arguments) {
    Type time = ((Type.Pointer) call.parameters().get(TIMEOUT).type()).element();
    MemoryText text = types.structs().of(time);
    int size = StructLayout.size(time, types.abi());
    arguments.set(TIMEOUT, (view, out) -> time(view, Capture.ENTRY, text, size, out));
    return (view, out) -> {
      out.append(view.result());
      if (view.result() == 0) {
        out.append(" (Timeout)");
      } else if (isLeft(view, size)) {
        time(view, Capture.EXIT, text, size, out.append(" (left "));
        out.append(')');
      }
    };
  }

  /** Whether there was a time, and the kernel wrote how much of it there still is. */
  private static boolean isLeft(CallView call, int size) {
    long address = call.argument(TIMEOUT);
    int before = address == 0 ? -1 : call.find(TIMEOUT, Capture.ENTRY, address);
    int after = address == 0 ? -1 : call.find(TIMEOUT, Capture.EXIT, address);
    return before >= 0 && after >= 0 && call.length(before) >= size && call.length(after) >= size;
  }

  private static void time(CallView call, int phase, MemoryText text, int size, StringBuilder out) {
    long address = call.argument(TIMEOUT);
    int capture = address == 0 ? -1 : call.find(TIMEOUT, phase, address);
    if (capture < 0 || call.length(capture) < size) {
      Digits.address(out, address);
    } else {
      text.print(call, call.data(capture), out);
    }
  }
}
