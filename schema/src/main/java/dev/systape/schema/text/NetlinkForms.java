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
    return struct.name().equals("smc_diag_cursor") ? NetlinkForms::cursor : null;
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
