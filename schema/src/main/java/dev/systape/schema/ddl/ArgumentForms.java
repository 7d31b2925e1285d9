package dev.systape.schema.ddl;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.Type;
import java.util.ArrayList;
import java.util.List;

/** What the arguments of calls are, in one word each: {@code syscall_def.forms}. */
final class ArgumentForms {
  private static final String HEX = "hex";
  private static final String ADDRESS = "address";

  private ArgumentForms() {}

  /** The forms of a call's arguments, in order, and behind them that of its result. */
  static List<String> of(CallDef call, Abi abi) {
    List<String> forms = new ArrayList<>();
    call.parameters().forEach(parameter -> forms.add(form(parameter.type(), abi)));
    forms.add(form(call.result(), abi));
    return forms;
  }

  private static String form(Type type, Abi abi) {
    if (type instanceof Type.Word word) {
      return form(word.scalar(), abi);
    } else if (type instanceof Type.Named named) {
      return "set " + named.symbols().name();
    } else if (type instanceof Type.Path) {
      return "path";
    } else if (type instanceof Type.Text) {
      return "text";
    } else if (type instanceof Type.Bytes) {
      return "data";
    }
    // A pointer, or what another argument says.
    return type instanceof Type.Selected ? HEX : ADDRESS;
  }

  private static String form(Scalar scalar, Abi abi) {
    return switch (scalar.form()) {
      case FD -> "fd";
      case DIRFD -> "dirfd";
      case ADDRESS -> ADDRESS;
      case OCTAL, FILE_MODE -> "octal";
      case DECIMAL, SIGNAL -> number(scalar.signed(), scalar.width(abi));
      case HEX, KERNEL_VERSION, DEVICE, SIGSET, PORT, IN_ADDR, WAIT_STATUS -> HEX;
    };
  }

  private static String number(boolean signed, int width) {
    return (signed ? "" : "u") + (width == Long.BYTES ? "long" : "int");
  }
}
