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
    if (call.parameters().size() == 1) {
      return null;
    }
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
        SignalForms.sets(call, arguments);
        result = Polls.result(types, types.symbols(), 2, left, size);
      }
      case "select", "_newselect", "pselect6", "pselect6_time64" -> {
        MemoryText left = types.structs().of(pointed(call, TIMEOUT));
        int size = StructLayout.size(pointed(call, TIMEOUT), types.abi());
        Selects.arguments(types, arguments, left, size);
        result = Selects.result(left, size);
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
