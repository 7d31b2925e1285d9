package dev.systape.schema.text;

import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import java.util.ArrayList;
import java.util.List;

/** Calls that wait for descriptors. */
final class PollForms implements Forms {
  private static final int TIMEOUT = 4;

  private final ArgumentTexts types;

  PollForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    List<ArgumentText> arguments = new ArrayList<>(plain.arguments());
    ResultText result;
    switch (call.name()) {
      case "poll" -> {
        Polls.arguments(types, types.symbols(), arguments, -1, null, 0);
        result = Polls.result(types, types.symbols(), -1, null, 0);
      }
      case "ppoll", "ppoll_time64" -> {
        MemoryText left = types.structs().of(pointed(call, 2));
        int size = StructLayout.size(pointed(call, 2), types.abi());
        Polls.arguments(types, types.symbols(), arguments, 2, left, size);
        SignalForms.sets(call, types.abi().pointerWidth(), types.options().names(), arguments);
        result = Polls.result(types, types.symbols(), 2, left, size);
      }
      case "select", "_newselect", "pselect6", "pselect6_time64" -> {
        boolean packed = call.parameters().size() == 1;
        Type time = packed ? types.symbols().struct("timeval") : pointed(call, TIMEOUT);
        int size = StructLayout.size(time, types.abi());
        Selects selects = new Selects(types.structs().of(time), size, packed);
        if (packed) {
          ArgumentText address = (view, out) -> Digits.address(out, view.argument(0));
          arguments.set(0, (view, out) -> selects.all(address, view, out));
        } else {
          selects.arguments(arguments);
        }
        result = selects::result;
      }
      default -> {
        return null;
      }
    }
    return new CallText(plain.name(), arguments, result, plain.returns());
  }

  private static Type pointed(CallDef call, int parameter) {
    return ((Type.Pointer) call.parameters().get(parameter).type()).element();
  }
}
