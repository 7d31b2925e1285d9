package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.numbers.ErrnoNames;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.List;

/** Keys: buffers whose length stands in another argument's struct, and words by other names. */
final class KeyForms implements Forms {
  private static final int DESCRIBE = 6;
  private static final int SET_REQKEY_KEYRING = 14;
  private static final int GET_SECURITY = 17;
  private static final int REJECT = 19;
  private static final int PKEY_QUERY = 24;
  private static final int PKEY_ENCRYPT = 25;
  private static final int PKEY_VERIFY = 28;
  private static final int CAPABILITIES = 31;

  /** The ends of the struct keyctl_pkey_params of linux/keyctl.h, and of its two lengths. */
  private static final int PARAMS_SIZE = 40;

  private static final int IN_LENGTH = 4;
  private static final int IN2_LENGTH = 8;

  private final ArgumentTexts types;

  KeyForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    if (!call.name().equals("keyctl")) {
      return null;
    }
    List<ArgumentText> arguments = new ArrayList<>(plain.arguments());
    arguments.set(1, new Chosen(arguments.get(1), this::second));
    arguments.set(2, new Chosen(arguments.get(2), this::third));
    arguments.set(3, new Chosen(arguments.get(3), this::fourth));
    arguments.set(4, new Chosen(arguments.get(4), this::fifth));
    return new CallText(plain.name(), arguments, plain.result(), plain.returns());
  }

  private boolean second(CallView call, StringBuilder out) {
    int operation = (int) call.argument(0);
    if (operation == SET_REQKEY_KEYRING) {
      keyring((int) call.argument(1), out);
      return true;
    }
    return operation == CAPABILITIES
        ? capabilities(call, out)
        : isPublic(call) && address(call, 1, out);
  }

  private boolean third(CallView call, StringBuilder out) {
    int operation = (int) call.argument(0);
    boolean text = operation == DESCRIBE || operation == GET_SECURITY;
    if (!text || call.argument(2) == 0 || !call.succeeded() || call.result() == 0) {
      return false;
    }
    // The NUL at the end counts in the result, and is not shown.
    long length = Math.min(call.result() - 1, call.argument(3));
    types.strings().bytes(call, 2, Capture.EXIT, call.argument(2), length, hex(), out);
    return true;
  }

  private boolean fourth(CallView call, StringBuilder out) {
    if ((int) call.argument(0) == REJECT) {
      long error = call.argument(3) & 0xffff_ffffL;
      String name = ErrnoNames.name((int) error);
      if (name == null) {
        out.append(error);
      } else {
        out.append(name);
      }
      return true;
    }
    return isPublic(call) && input(call, 3, IN_LENGTH, out);
  }

  private boolean fifth(CallView call, StringBuilder out) {
    int operation = (int) call.argument(0);
    if (operation == PKEY_VERIFY) {
      return input(call, 4, IN2_LENGTH, out);
    }
    boolean written = operation >= PKEY_QUERY && operation < PKEY_VERIFY;
    return written && !call.succeeded() && address(call, 4, out);
  }

  private static boolean isPublic(CallView call) {
    int operation = (int) call.argument(0);
    return operation >= PKEY_ENCRYPT && operation <= PKEY_VERIFY;
  }

  /** NULL, which is no struct and no buffer. */
  private static boolean address(CallView call, int argument, StringBuilder out) {
    if (call.argument(argument) == 0) {
      out.append("NULL");
      return true;
    }
    return false;
  }

  /** Bytes of which the parameters that the second argument points to say how many there are. */
  private boolean input(CallView call, int argument, int lengthAt, StringBuilder out) {
    long at = call.argument(1);
    int params = at == 0 ? -1 : call.find(1, Capture.ENTRY, at);
    if (params < 0 || call.length(params) < PARAMS_SIZE) {
      Digits.address(out, call.argument(argument));
    } else {
      long length = Memory.getU32(call.data(params) + lengthAt);
      long address = call.argument(argument);
      types.strings().bytes(call, argument, Capture.ENTRY, address, length, hex(), out);
    }
    return true;
  }

  private int hex() {
    return types.options().hexStrings();
  }

  /** Those without a name are signed. */
  private void keyring(int value, StringBuilder out) {
    String name = types.symbols().set("key_reqkeys").nameOf(value);
    if (name == null) {
      out.append(value).append(" /* KEY_REQKEY_DEFL_??? */");
    } else {
      types.symbols().text("key_reqkeys", Integer.BYTES).print(value, out);
    }
  }

  /** A byte of flags after another, of which the first two have names. */
  private boolean capabilities(CallView call, StringBuilder out) {
    long address = call.argument(1);
    int capture = address != 0 && call.succeeded() ? call.find(1, Capture.EXIT, address) : -1;
    if (capture < 0 || call.length(capture) == 0) {
      Digits.address(out, address);
      return true;
    }
    long data = call.data(capture);
    MemoryText flags =
        (view, at, text) -> {
          if (at - data > 1) {
            Digits.hex(text, Memory.getU8(at));
          } else {
            String set = at == data ? "keyctl_caps0" : "keyctl_caps1";
            types.symbols().text(set, 1).print(Memory.getU8(at), text);
          }
        };
    long count = Math.min(call.result(), call.argument(2));
    Elements.print(call, flags, 1, capture, address, count, types.options(), out);
    return true;
  }

  /** Writes an argument its own way, or says that it does not. */
  private interface Own {
    boolean print(CallView call, StringBuilder out);
  }

  /** An argument that some operations have written another way. */
  private record Chosen(ArgumentText plain, Own own) implements ArgumentText {
    @Override
    public void print(CallView call, StringBuilder out) {
      if (!own.print(call, out)) {
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
      return plain.isAtExit(call);
    }
  }
}
