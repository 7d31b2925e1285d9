package dev.systape.schema.lang;

import dev.systape.schema.model.Condition;
import dev.systape.schema.model.Direction;
import dev.systape.schema.model.Length;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.Symbols;
import dev.systape.schema.model.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads parameters, types and lengths. */
final class TypeParser {
  private final TokenStream in;
  private final Map<String, Symbols> symbols;
  private final Map<String, Type.Struct> structs;
  private final Map<String, Integer> parameters;

  TypeParser(
      TokenStream in,
      Map<String, Symbols> symbols,
      Map<String, Type.Struct> structs,
      Map<String, Integer> parameters) {
    this.in = in;
    this.symbols = symbols;
    this.structs = structs;
    this.parameters = parameters;
  }

  /** The parameters of a call, with their parentheses. */
  List<Parameter> parameters() throws DescriptionException {
    List<Parameter> list = new ArrayList<>();
    in.expect("(");
    while (!in.accept(")")) {
      if (!list.isEmpty()) {
        in.expect(",");
      }
      Token name = in.name("a parameter's name");
      if (list.size() == 6) {
        throw new DescriptionException(name, "a call has six arguments at the most");
      }
      Type type = type();
      list.add(new Parameter(name.text(), type, in.accept("if") ? condition() : null));
    }
    return list;
  }

  private Condition condition() throws DescriptionException {
    int argument = parameter();
    in.expect("&");
    long mask = in.number();
    return new Condition(argument, mask, in.accept("==") ? (Long) in.number() : null);
  }

  /** A type of a parameter or a result. */
  Type type() throws DescriptionException {
    Token token = in.name("a type");
    switch (token.text()) {
      case "path" -> {
        return new Type.Path(Direction.IN);
      }
      case "string" -> {
        return new Type.Text(Direction.IN);
      }
      case "strings" -> {
        return new Type.Strings();
      }
      case "by" -> {
        return selected();
      }
      case "iocdata" -> {
        in.expect("[");
        int command = parameter();
        in.expect("]");
        return new Type.IocData(command);
      }
      case "bytes", "opaque", "sockaddr", "iovec", "mmsghdr", "msghdr" -> {
        return pointer(token);
      }
      default -> {
        Type named = named(token);
        return in.peek().is("[") ? array(named) : named;
      }
    }
  }

  /** A type of a struct's field. */
  Type fieldType() throws DescriptionException {
    Token token = in.name("a type");
    if (token.is("char")) {
      in.expect("[");
      int length = (int) in.number();
      in.expect("]");
      return new Type.Chars(length);
    }
    Type type = named(token);
    if (in.accept("[")) {
      type = new Type.Repeated(type, (int) in.number());
      in.expect("]");
    }
    return type;
  }

  private Type named(Token token) throws DescriptionException {
    Scalar scalar = Scalar.ofLabel(token.text());
    if (scalar != null) {
      return new Type.Word(scalar);
    }
    if (symbols.containsKey(token.text())) {
      int width = in.accept(":") ? (int) in.number() : 4;
      return new Type.Named(symbols.get(token.text()), width);
    }
    if (structs.containsKey(token.text())) {
      return structs.get(token.text());
    }
    throw new DescriptionException(
        token,
        "is no type: a word such as int or fd, a flags, enum or struct defined before, path, string, strings, bytes, opaque, sockaddr, iovec, msghdr, mmsghdr, or by");
  }

  private Type array(Type element) throws DescriptionException {
    in.expect("[");
    Direction direction = direction();
    boolean always = in.accept("always");
    Length count = in.accept(",") ? length() : null;
    in.expect("]");
    return new Type.Pointer(direction, element, count, always);
  }

  private Type pointer(Token kind) throws DescriptionException {
    in.expect("[");
    Direction direction = direction();
    Length length = null;
    if (!kind.is("msghdr")) {
      in.expect(",");
      length = length();
    }
    in.expect("]");
    return switch (kind.text()) {
      case "bytes" -> new Type.Bytes(direction, length);
      case "opaque" -> new Type.Opaque(direction, length);
      case "sockaddr" -> new Type.Address(direction, length);
      case "iovec" -> new Type.Iovec(direction, length);
      case "mmsghdr" -> new Type.Messages(direction, length);
      default -> new Type.Message(direction);
    };
  }

  private Direction direction() throws DescriptionException {
    Token token = in.name("in, out or inout");
    return switch (token.text()) {
      case "in" -> Direction.IN;
      case "out" -> Direction.OUT;
      case "inout" -> Direction.INOUT;
      default -> throw new DescriptionException(token, "expected in, out or inout");
    };
  }

  private Length length() throws DescriptionException {
    if (in.peek().kind() == Token.Kind.NUMBER) {
      return new Length.Constant(in.number());
    }
    if (in.accept("@ret")) {
      return new Length.Result();
    }
    if (in.accept("@ioc")) {
      in.expect("(");
      int argument = parameter();
      in.expect(")");
      return new Length.IocSize(argument);
    }
    if (in.accept("*")) {
      return new Length.Pointee(parameter(), in.accept("@exit"));
    }
    if (in.accept("bits")) {
      in.expect("(");
      Length count = length();
      in.expect(")");
      return new Length.Bits(count);
    }
    if (in.accept("min")) {
      in.expect("(");
      Length a = length();
      in.expect(",");
      Length b = length();
      in.expect(")");
      return new Length.Min(a, b);
    }
    return new Length.Argument(parameter());
  }

  private int parameter() throws DescriptionException {
    Token token = in.name("a parameter's name");
    Integer index = parameters.get(token.text());
    if (index == null) {
      throw new DescriptionException(token, "is no parameter of this call");
    }
    return index;
  }

  private Type selected() throws DescriptionException {
    int selector = parameter();
    long mask = in.accept("&") ? in.number() : 0xffff_ffffL;
    Map<Long, Type> cases = new LinkedHashMap<>();
    in.expect("{");
    while (!in.accept("else")) {
      Token at = in.peek();
      long value =
          at.kind() == Token.Kind.NUMBER
              ? in.number()
              : symbol(in.name("a command's name or number, or else"));
      if (cases.put(value, type()) != null) {
        throw new DescriptionException(at, "this command stands here twice");
      }
      in.expect(";");
    }
    Type otherwise = type();
    in.expect("}");
    return new Type.Selected(selector, mask, cases, otherwise);
  }

  private long symbol(Token name) throws DescriptionException {
    for (Symbols set : symbols.values()) {
      for (Symbols.Value value : set.values()) {
        if (value.name().equals(name.text())) {
          return value.value();
        }
      }
    }
    throw new DescriptionException(
        name, "is no name of a value: an enum or flags defined before has to hold it");
  }
}
