package dev.systape.schema.text;

import dev.systape.schema.model.CallDef;
import java.util.ArrayList;
import java.util.List;

/**
 * fcntl(2): results that are flags or a signal are written twice, and what some commands point to
 * is written as an address only.
 */
final class FcntlForms implements Forms {
  private static final int COMMAND = 1;
  private static final int ARGUMENT = 2;
  private static final int F_GETFD = 1;
  private static final int F_GETFL = 3;
  private static final int F_GETSIG = 11;
  private static final int F_GETOWNER_UIDS = 17;
  private static final int F_GETLEASE = 1025;
  private static final int F_GET_SEALS = 1034;
  private static final int F_GET_RW_HINT = 1035;
  private static final int F_SET_FILE_RW_HINT = 1038;

  private final ArgumentTexts types;

  FcntlForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    if (!call.name().equals("fcntl") && !call.name().equals("fcntl64")) {
      return null;
    }
    List<ArgumentText> arguments = new ArrayList<>(plain.arguments());
    arguments.set(ARGUMENT, argument(plain.arguments().get(ARGUMENT)));
    return new CallText(plain.name(), arguments, result(plain.result()), plain.returns());
  }

  private static ArgumentText argument(ArgumentText plain) {
    return new ArgumentText() {
      @Override
      public void print(CallView call, StringBuilder out) {
        if (isAddress(call)) {
          Digits.hex(out, call.argument(ARGUMENT));
        } else {
          plain.print(call, out);
        }
      }

      @Override
      public boolean isPresent(CallView call) {
        return plain.isPresent(call);
      }

      @Override
      public boolean isAtExit() {
        return plain.isAtExit();
      }

      @Override
      public boolean isAtExit(CallView call) {
        return !isAddress(call) && plain.isAtExit(call);
      }
    };
  }

  private static boolean isAddress(CallView call) {
    int command = (int) call.argument(COMMAND);
    return command == F_GETOWNER_UIDS || command >= F_GET_RW_HINT && command <= F_SET_FILE_RW_HINT;
  }

  private ResultText result(ResultText plain) {
    WordText open = types.symbols().text("open_flags", 4);
    WordText descriptor = types.symbols().text("fd_flags", 4);
    WordText lock = types.symbols().text("lock_type", 4);
    WordText seals = types.symbols().text("seals", 4);
    return (call, out) -> {
      int command = (int) call.argument(COMMAND);
      if (command == F_GETFL) {
        note(call, open, " (flags ", out);
      } else if (command == F_GETFD && call.result() != 0) {
        note(call, descriptor, " (flags ", out);
      } else if (command == F_GETLEASE) {
        note(call, lock, " (", out);
      } else if (command == F_GET_SEALS && call.result() != 0) {
        note(call, seals, " (seals ", out);
      } else {
        plain.print(call, out);
        if (command == F_GETSIG && call.result() != 0) {
          Words.signal((int) call.result(), out.append(" ("));
          out.append(')');
        }
      }
    };
  }

  private static void note(CallView call, WordText names, String start, StringBuilder out) {
    Digits.hex(out, call.result());
    names.print(call.result(), out.append(start));
    out.append(')');
  }
}
