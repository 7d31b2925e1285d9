package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.tape.Capture;

/** Contexts of security modules, and sizes that the kernel changes. */
final class LsmForms implements Forms {
  private static final int LSM_FLAG_SINGLE = 1;

  private final ArgumentTexts types;

  LsmForms(ArgumentTexts types) {
    this.types = types;
  }

  @Override
  public CallText call(CallDef call, CallText plain) {
    return switch (call.name()) {
      case "lsm_get_self_attr" ->
          plain.with(1, wanted(plain.arguments().get(1))).with(2, changed(2));
      case "lsm_list_modules" -> plain.with(1, changed(1));
      case "lsm_set_self_attr" -> plain.with(1, context());
      default -> null;
    };
  }

  /** A word that the kernel answers with another, also where the call fails. */
  private static ArgumentText changed(int argument) {
    return new ArgumentText() {
      @Override
      public boolean isAtExit() {
        return true;
      }

      @Override
      public void print(CallView call, StringBuilder out) {
        long address = call.argument(argument);
        int entry = address == 0 ? -1 : call.find(argument, Capture.ENTRY, address);
        if (entry < 0 || call.length(entry) < Integer.BYTES) {
          Digits.address(out, address);
          return;
        }
        long before = Memory.getU32(call.data(entry));
        out.append('[').append(before);
        int exit = call.find(argument, Capture.EXIT, address);
        if (exit >= 0 && call.length(exit) >= Integer.BYTES) {
          long after = Memory.getU32(call.data(exit));
          if (after != before) {
            out.append(" => ").append(after);
          }
        }
        out.append(']');
      }
    };
  }

  /** The context of one module alone is asked for by the module's number. */
  private ArgumentText wanted(ArgumentText plain) {
    WordText ids = types.symbols().text("lsm_id", Long.BYTES);
    return new ArgumentText() {
      @Override
      public boolean isAtExit() {
        return true;
      }

      @Override
      public void print(CallView call, StringBuilder out) {
        long address = call.argument(1);
        int entry = address == 0 ? -1 : call.find(1, Capture.ENTRY, address);
        if ((call.argument(3) & LSM_FLAG_SINGLE) != 0 && entry >= 0) {
          ids.print(Memory.getLong(call.data(entry)), out.append("{id="));
          out.append("} => ");
        }
        if (call.succeeded()) {
          plain.print(call, out);
        } else {
          Digits.address(out, address);
        }
      }
    };
  }

  /** A struct lsm_ctx with the context that follows it. */
  private ArgumentText context() {
    StructFields fields = types.structs().fields(types.symbols().struct("lsm_ctx"));
    return (call, out) -> {
      long address = call.argument(1);
      int capture = address == 0 ? -1 : call.find(1, Capture.ENTRY, address);
      int size = fields.size();
      if (capture < 0 || call.length(capture) < size) {
        Digits.address(out, address);
        return;
      }
      long data = call.data(capture);
      fields.printFields(call, data, size, out.append('{'));
      long length = Memory.getLong(data + size - Long.BYTES);
      long there = Math.min(length, call.length(capture) - size);
      if (there > 0) {
        int shown = (int) Math.min(there, types.options().stringLimit());
        Quotes.quote(out.append(", ctx="), data + size, shown, Quotes.HEX_ALWAYS);
        out.append(shown < length ? "..." : "");
      }
      out.append('}');
    };
  }
}
