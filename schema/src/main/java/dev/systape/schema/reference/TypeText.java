package dev.systape.schema.reference;

import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Condition;
import dev.systape.schema.model.Direction;
import dev.systape.schema.model.Length;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.model.Type;
import java.util.List;

/** Types as the description language writes them. */
public final class TypeText {
  private final List<String> names;

  private TypeText(List<String> names) {
    this.names = names;
  }

  /** The type of a call's parameter, with its condition. */
  public static String of(CallDef call, Parameter parameter) {
    TypeText text = new TypeText(call.parameters().stream().map(Parameter::name).toList());
    String condition = parameter.condition() == null ? "" : text.condition(parameter.condition());
    return text.type(parameter.type()) + condition;
  }

  /** A type that stands by itself, such as that of a result. */
  public static String of(Type type) {
    return new TypeText(List.of()).type(type);
  }

  /**
   * Who writes what a type points to.
   *
   * @return {@code in}, {@code out}, {@code inout}; {@code value} for what is no pointer; {@code
   *     varies} where a command decides
   */
  public static String direction(Type type) {
    if (type instanceof Type.Word || type instanceof Type.Named) {
      return "value";
    }
    if (type instanceof Type.Selected || type instanceof Type.IocData) {
      return "varies";
    }
    return label(directionOf(type));
  }

  static Direction directionOf(Type type) {
    if (type instanceof Type.Path path) {
      return path.direction();
    }
    if (type instanceof Type.Text text) {
      return text.direction();
    }
    if (type instanceof Type.Bytes bytes) {
      return bytes.direction();
    }
    if (type instanceof Type.Opaque opaque) {
      return opaque.direction();
    }
    if (type instanceof Type.Pointer pointer) {
      return pointer.direction();
    }
    if (type instanceof Type.Sized sized) {
      return sized.direction();
    }
    if (type instanceof Type.Pointers pointers) {
      return pointers.direction();
    }
    if (type instanceof Type.Iovec iovec) {
      return iovec.direction();
    }
    if (type instanceof Type.Message message) {
      return message.direction();
    }
    if (type instanceof Type.Messages messages) {
      return messages.direction();
    }
    if (type instanceof Type.Answered answered) {
      return directionOf(answered.question()) == directionOf(answered.answer())
          ? directionOf(answered.answer())
          : Direction.INOUT;
    }
    return type instanceof Type.Address address ? address.direction() : Direction.IN;
  }

  private String type(Type type) {
    if (type instanceof Type.Word word) {
      return word.scalar().label();
    }
    if (type instanceof Type.Named named) {
      return set(named);
    }
    if (type instanceof Type.Path) {
      return "path";
    }
    if (type instanceof Type.Text) {
      return "string";
    }
    if (type instanceof Type.Strings) {
      return "strings";
    }
    if (type instanceof Type.Struct struct) {
      return struct.name();
    }
    if (type instanceof Type.Chars chars) {
      return "char[" + chars.length() + "]";
    }
    if (type instanceof Type.Repeated repeated) {
      return type(repeated.element()) + "[" + repeated.count() + "]";
    }
    if (type instanceof Type.Trailing trailing) {
      return "trailing " + type(trailing.element()) + "[" + length(trailing.count()) + "]";
    }
    if (type instanceof Type.Stack stack) {
      return "stack[" + stack.offset() + "] " + type(stack.element());
    }
    if (type instanceof Type.IocData data) {
      return "iocdata[" + name(data.command()) + "]";
    }
    if (type instanceof Type.Selected selected) {
      return "by " + name(selected.selector());
    }
    if (type instanceof Type.Counted counted) {
      return type(counted.element()) + "[" + counted.room() + ", " + length(counted.count()) + "]";
    }
    if (type instanceof Type.Quoted quoted) {
      return "quoted[" + quoted.size() + ", " + length(quoted.length()) + "]";
    }
    if (type instanceof Type.Same same) {
      return "same " + name(same.field());
    }
    if (type instanceof Type.Answered answered) {
      String always = answered.always() ? "always " : "";
      return type(answered.question()) + " => " + always + type(answered.answer());
    }
    return pointer(type);
  }

  private String pointer(Type type) {
    String direction = label(directionOf(type));
    if (type instanceof Type.Bytes bytes) {
      return sized("bytes", bytes.whole() ? direction + " whole" : direction, bytes.length());
    }
    if (type instanceof Type.Opaque opaque) {
      return sized("opaque", direction, opaque.length());
    }
    if (type instanceof Type.Pointer pointer) {
      String whom = pointer.always() ? direction + " always" : direction;
      return sized(type(pointer.element()), whom, pointer.count());
    }
    if (type instanceof Type.Sized sized) {
      return sized("sized " + sized.struct().name(), direction, sized.size());
    }
    if (type instanceof Type.Pointers pointers) {
      return sized("pointers " + type(pointers.element()), direction, pointers.count());
    }
    if (type instanceof Type.Iovec iovec) {
      return sized("iovec", direction, iovec.count());
    }
    if (type instanceof Type.Message) {
      return sized("msghdr", direction, null);
    }
    if (type instanceof Type.Messages messages) {
      return sized("mmsghdr", direction, messages.count());
    }
    return sized("sockaddr", direction, ((Type.Address) type).length());
  }

  private String sized(String what, String direction, Length length) {
    return what + "[" + direction + (length == null ? "" : ", " + length(length)) + "]";
  }

  /** Sets that differ between ABIs have these behind a colon. */
  private static String set(Type.Named named) {
    String name = named.symbols().name();
    int colon = name.indexOf(':');
    return (colon < 0 ? name : name.substring(0, colon))
        + (named.width() == 4 ? "" : ":" + named.width());
  }

  private String length(Length length) {
    if (length instanceof Length.Constant constant) {
      return Long.toString(constant.value());
    }
    if (length instanceof Length.Argument argument) {
      return name(argument.index());
    }
    if (length instanceof Length.Result) {
      return "@ret";
    }
    if (length instanceof Length.Pointee pointee) {
      return "*" + name(pointee.index()) + (pointee.atExit() ? "@exit" : "");
    }
    if (length instanceof Length.Bits bits) {
      return "bits(" + length(bits.count()) + ")";
    }
    if (length instanceof Length.IocSize size) {
      return "@ioc(" + name(size.index()) + ")";
    }
    if (length instanceof Length.OfCall argument) {
      return "@arg(" + argument.index() + ")";
    }
    Length.Min min = (Length.Min) length;
    return "min(" + length(min.a()) + ", " + length(min.b()) + ")";
  }

  private String condition(Condition condition) {
    String mask = " & 0x" + Long.toHexString(condition.mask());
    return " if "
        + name(condition.argument())
        + (condition.mask() == 0xffff_ffffL ? "" : mask)
        + (condition.value() == null ? "" : " == " + condition.value());
  }

  private String name(int index) {
    return index < names.size() ? names.get(index) : "field " + index;
  }

  private static String label(Direction direction) {
    return switch (direction) {
      case IN -> "in";
      case OUT -> "out";
      case INOUT -> "inout";
    };
  }
}
