package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.numbers.SyscallNumbers;
import java.util.List;
import java.util.function.IntFunction;

/** The calls that socketcall(2) stands for, linux/net.h: they are written as what they are. */
final class SocketCalls {
  private static final String[] NAMES = {
    "socket", "bind", "connect", "listen", "accept", "getsockname", "getpeername", "socketpair",
    "send", "recv", "sendto", "recvfrom", "shutdown", "setsockopt", "getsockopt", "sendmsg",
    "recvmsg", "accept4", "recvmmsg", "sendmmsg"
  };

  private static final int[] COUNTS = {3, 3, 3, 2, 3, 3, 3, 4, 4, 4, 6, 6, 2, 5, 5, 3, 3, 4, 5, 4};

  private final int number = SyscallNumbers.of(Abi.I386).number("socketcall");
  private final CallText[] texts = new CallText[NAMES.length];
  private final IntFunction<CallText> calls;

  /**
   * The calls.
   *
   * @param calls how a call of a number is written on i386
   */
  SocketCalls(IntFunction<CallText> calls) {
    this.calls = calls;
  }

  /** The call that a call stands for, whose arguments the view shows from now on; or null. */
  CallText of(CallView call) {
    if (call.abi() != Abi.I386 || call.number() != number) {
      return null;
    }
    long index = call.argument(0) - 1;
    if (index < 0 || index >= NAMES.length || !call.unpack(1, COUNTS[(int) index])) {
      return null;
    }
    return text((int) index);
  }

  private CallText text(int index) {
    if (texts[index] == null) {
      String name = NAMES[index];
      String base =
          switch (name) {
            case "accept" -> "accept4";
            case "send" -> "sendto";
            case "recv" -> "recvfrom";
            default -> name;
          };
      CallText text = calls.apply(SyscallNumbers.of(Abi.I386).number(base));
      List<ArgumentText> arguments = text.arguments();
      int count = Math.min(COUNTS[index], arguments.size());
      texts[index] =
          new CallText(
              name,
              arguments.subList(0, count),
              text.result(),
              text.returns(),
              text.explained(),
              text.narrow());
    }
    return texts[index];
  }
}
