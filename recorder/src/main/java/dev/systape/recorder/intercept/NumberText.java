package dev.systape.recorder.intercept;

import dev.systape.schema.model.Symbols;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.SignalNames;
import java.util.StringJoiner;

/** A number in the form that people write its type in. */
final class NumberText {
  private static final int AT_FDCWD = -100;

  private NumberText() {}

  static String of(long value, Type type) {
    if (type instanceof Type.Named named) {
      return named.symbols().flags() ? flags(value, named.symbols()) : name(value, named.symbols());
    }
    if (!(type instanceof Type.Word word)) {
      return CallText.address(value);
    }
    return switch (word.scalar().form()) {
      case DECIMAL, FD ->
          word.scalar().signed() ? Long.toString(value) : Long.toUnsignedString(value);
      case DIRFD -> value == AT_FDCWD ? "AT_FDCWD" : Long.toString(value);
      case OCTAL, FILE_MODE -> String.format("%04o", value);
      case ADDRESS -> CallText.address(value);
      case SIGNAL -> {
        String name = SignalNames.name((int) value);
        yield name == null ? Long.toString(value) : name;
      }
      case HEX, KERNEL_VERSION, DEVICE, SIGSET, PORT, IN_ADDR, WAIT_STATUS -> hex(value);
    };
  }

  private static String hex(long value) {
    return value == 0 ? "0" : "0x" + Long.toHexString(value);
  }

  private static String name(long value, Symbols symbols) {
    String name = symbols.nameOf(value);
    return name == null ? hex(value) : name;
  }

  /** The names of the bits; what has none as a number. */
  private static String flags(long value, Symbols symbols) {
    StringJoiner all = new StringJoiner("|");
    long rest = value;
    for (Symbols.FieldMask field : symbols.fields()) {
      for (Symbols.Value each : field.values()) {
        if ((value & field.mask()) == each.value()) {
          all.add(each.name());
          rest &= ~field.mask();
          break;
        }
      }
    }
    for (Symbols.Value each : symbols.values()) {
      if (each.value() != 0 && (rest & each.value()) == each.value()) {
        all.add(each.name());
        rest &= ~each.value();
      }
    }
    if (all.length() == 0) {
      return name(value, symbols);
    }
    return rest == 0 ? all.toString() : all.add(hex(rest)).toString();
  }
}
