package dev.systape.schema.text;

import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Type;
import java.util.ArrayList;
import java.util.List;

/** ioctl(2) and its structs, where they are not written field by field. */
final class IoctlForms implements Forms {
  private final ArgumentTexts types;

  IoctlForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    if (!call.name().equals("ioctl")) {
      return null;
    }
    SymbolSets symbols = types.symbols();
    List<ArgumentText> arguments = new ArrayList<>(plain.arguments());
    arguments.set(
        1,
        new IoctlCommand(
            symbols.set("ioctl_cmd"), symbols.set("evdev_ev"), symbols.set("evdev_abs")));
    return new CallText(plain.name(), arguments, plain.result(), plain.returns());
  }

  @Override
  public MemoryText struct(Type.Struct struct) {
    return null;
  }
}
