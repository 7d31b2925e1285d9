package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;

/** The value of a socket option: mostly an int, for some a struct or a string. */
final class SocketOption implements ArgumentText {
  private static final int SOL_SOCKET = 1;
  private static final int SO_LINGER = 13;
  private static final int SO_PEERCRED = 17;
  private static final int SO_RCVTIMEO = 20;
  private static final int SO_SNDTIMEO = 21;
  private static final int VALUE = 3;

  private final TextOptions options;
  private final boolean exit;

  SocketOption(ArgumentTexts types, boolean exit) {
    options = types.options();
    this.exit = exit;
  }

  @Override
  public boolean isAtExit() {
    return exit;
  }

  @Override
  public void print(CallView call, StringBuilder out) {
    long address = call.argument(VALUE);
    int capture =
        address == 0 || exit && !call.succeeded()
            ? -1
            : call.find(VALUE, exit ? Capture.EXIT : Capture.ENTRY, address);
    if (capture < 0 || call.errno(capture) != 0) {
      Digits.address(out, address);
      return;
    }
    int length = call.length(capture);
    long data = call.data(capture);
    int option = (int) call.argument(1) == SOL_SOCKET ? (int) call.argument(2) : -1;
    if (option == SO_LINGER && length >= 8) {
      out.append("{l_onoff=").append(Memory.getInt(data));
      out.append(", l_linger=").append(Memory.getInt(data + 4)).append('}');
    } else if (option == SO_PEERCRED && length >= 12) {
      out.append("{pid=").append(Memory.getInt(data));
      out.append(", uid=").append(Memory.getU32(data + 4));
      out.append(", gid=").append(Memory.getU32(data + 8)).append('}');
    } else if ((option == SO_RCVTIMEO || option == SO_SNDTIMEO) && length >= 16) {
      out.append("{tv_sec=").append(Memory.getLong(data));
      out.append(", tv_usec=").append(Memory.getLong(data + 8)).append('}');
    } else if (length == 4) {
      out.append('[').append(Memory.getInt(data)).append(']');
    } else {
      string(call, capture, out);
    }
  }

  private void string(CallView call, int capture, StringBuilder out) {
    int length = call.length(capture);
    int shown = Math.min(length, options.stringLimit());
    Quotes.quote(out, call.data(capture), shown, options.hexStrings());
    out.append(shown < length ? "..." : "");
  }
}
