package dev.systape.schema.text;

import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.List;

/** Landlock: a ruleset of a size that the call states says that there is more, not what. */
final class LandlockForms implements Forms {
  private static final int LEAST = 8;

  private final ArgumentTexts types;

  LandlockForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    if (!call.name().equals("landlock_create_ruleset")) {
      return null;
    }
    List<ArgumentText> arguments = new ArrayList<>(plain.arguments());
    Type.Sized attributes = (Type.Sized) call.parameters().get(0).type();
    arguments.set(0, ruleset(types.structs().fields(attributes.struct())));
    return new CallText(plain.name(), arguments, plain.result(), plain.returns());
  }

  private static ArgumentText ruleset(StructFields fields) {
    return (call, out) -> {
      long address = call.argument(0);
      int capture = address == 0 ? -1 : call.find(0, Capture.ENTRY, address);
      if (capture < 0 || call.length(capture) < LEAST) {
        Digits.address(out, address);
        return;
      }
      int known = Math.min(call.length(capture), fields.size()) / LEAST * LEAST;
      fields.printFields(call, call.data(capture), known, out.append('{'));
      out.append(Long.compareUnsigned(call.argument(1), known) > 0 ? ", ...}" : "}");
    };
  }
}
