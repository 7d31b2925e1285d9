package dev.systape.schema.lang;

import dev.systape.schema.abi.Abi;
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

/** Reads parameters and types. */
final class TypeParser {
  /** What a command or a discriminator has: they are ints. */
  private static final long WORD = 0xffff_ffffL;

  /** A 64-bit number that takes two argument words where words have 32 bits. */
  private static final String LOFF = "loff";

  /** A 64-bit number that takes two argument words on every ABI, the low half first. */
  private static final String LOHI = "lohi";

  /** Likewise, the high half first. */
  private static final String HILO = "hilo";

  private final TokenStream in;
  private final Names names;
  private final LengthParser lengths;

  /**
   * A parser of the types of a call's parameters or of a struct's fields.
   *
   * @param siblings positions of these, which lengths may name
   */
  TypeParser(TokenStream in, Names names, Map<String, Integer> siblings) {
    this.in = in;
    this.names = names;
    lengths = new LengthParser(in, siblings);
  }

  /** Argument words that a parameter takes whose type begins with a token. */
  static int words(String type, Abi abi) {
    boolean two = type.equals(LOHI) || type.equals(HILO);
    return two || (type.equals(LOFF) && abi == Abi.I386) ? 2 : 1;
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
      int words = words(in.peek().text(), names.abi());
      if (list.stream().anyMatch(each -> each.name().equals(name.text()))) {
        throw new DescriptionException(name, "is the name of two parameters");
      }
      if (list.size() + words > Abi.ARGUMENTS) {
        throw new DescriptionException(name, "a call has six arguments at the most");
      }
      if (words == 2) {
        boolean lowLast = in.next().is(HILO);
        Scalar half = lowLast ? Scalar.LOW_LAST : Scalar.LOW;
        list.add(word(name.text(), half));
        String high = name.text() + "_high";
        list.add(lowLast ? list.size() - 1 : list.size(), word(high, Scalar.HIGH));
      } else {
        Token first = in.peek();
        Type type = type();
        if (type instanceof Type.Attributes || type instanceof Type.Filling) {
          throw new DescriptionException(first, "stands only in unions, for values of attributes");
        }
        list.add(new Parameter(name.text(), type, in.accept("if") ? condition() : null));
      }
    }
    return list;
  }

  private static Parameter word(String name, Scalar scalar) {
    return new Parameter(name, new Type.Word(scalar), null);
  }

  /** A condition on another parameter or field. */
  Condition condition() throws DescriptionException {
    int argument = lengths.sibling();
    if (in.accept("==")) {
      return new Condition(argument, WORD, value("a value") & WORD);
    }
    in.expect("&");
    long mask = 0;
    if (in.accept("(")) {
      do {
        mask |= value("a flag or a number");
      } while (in.accept("|"));
      in.expect(")");
    } else {
      mask = value("a flag, a number, or (FLAG | FLAG)");
    }
    return new Condition(argument, mask, in.accept("==") ? (Long) value("a value") : null);
  }

  private long value(String expected) throws DescriptionException {
    return in.peek().kind() == Token.Kind.NUMBER ? in.number() : names.value(in.name(expected));
  }

  /** A type of a parameter or a result. */
  Type type() throws DescriptionException {
    Type type = single();
    if (!in.accept("=>")) {
      return type;
    }
    boolean always = in.accept("always");
    return new Type.Answered(type, single(), always);
  }

  private Type single() throws DescriptionException {
    if (in.accept("by")) {
      return selected();
    }
    Token token = in.name("a type");
    if (token.is("iocdata")) {
      int command = 1;
      if (in.accept("[")) {
        command = lengths.sibling();
        in.expect("]");
      }
      return new Type.IocData(command);
    }
    if (token.is("stack")) {
      int offset = dimension();
      return new Type.Stack(offset, named(in.name("a type")));
    }
    if (token.is(LOFF)) {
      return new Type.Word(Scalar.OFFSET);
    }
    if (token.is("nested")) {
      return attributes(null);
    }
    if (token.is("each")) {
      Type element = single();
      return new Type.Filling(element, in.accept("by") ? set("names of positions") : null);
    }
    Type pointer = pointer(token);
    if (pointer != null) {
      return pointer;
    }
    if (token.is("sized") || token.is("pointers")) {
      return several(token.is("sized"));
    }
    if (token.is("char") || in.peek().is("[") && in.peek(1).kind() == Token.Kind.NUMBER) {
      return inPlace(token);
    }
    Type named = named(token);
    if (named instanceof Type.Struct head && in.accept("nested")) {
      return attributes(head);
    }
    return in.peek().is("[") ? array(named) : named;
  }

  /** Netlink attributes; which union tells their types is known when all files are read. */
  private Type attributes(Type.Struct head) throws DescriptionException {
    Symbols set = set("the flags or enum that names the attributes");
    boolean own = in.peek().kind() == Token.Kind.NAME;
    return new Type.Attributes(head, set, own ? in.next().text() : set.name() + "_value");
  }

  private Symbols set(String expected) throws DescriptionException {
    Token name = in.name(expected);
    Symbols set = names.symbols(name.text());
    if (set == null) {
      throw new DescriptionException(name, "is no flags or enum that is defined before");
    }
    return set;
  }

  private Type several(boolean sized) throws DescriptionException {
    Token name = in.name("a struct");
    Type element = named(name);
    if (sized && !(element instanceof Type.Struct)) {
      throw new DescriptionException(name, "is no struct: only structs have a size of their own");
    }
    in.expect("[");
    Direction direction = direction();
    in.expect(",");
    Length length = lengths.length();
    int least = sized && in.accept("from") ? (int) in.number() : 0;
    boolean padded = sized && in.accept("padded");
    String group = padded && in.accept("as") ? in.name("the name of the fields").text() : null;
    in.expect("]");
    return sized
        ? new Type.Sized(direction, (Type.Struct) element, length, least, padded, group)
        : new Type.Pointers(direction, element, length);
  }

  /** An array within a struct; a union of a struct may have one as a case. */
  private Type inPlace(Token token) throws DescriptionException {
    if (token.is("char")) {
      return new Type.Chars(dimension());
    }
    Type element = named(token);
    in.expect("[");
    int room = (int) in.number();
    Length count = in.accept(",") ? lengths.length() : null;
    in.expect("]");
    return count == null
        ? new Type.Repeated(element, room)
        : new Type.Counted(element, room, count);
  }

  /** A type of a struct's field, or of a case of a union in a struct. */
  Type fieldType() throws DescriptionException {
    if (in.accept("by")) {
      return selected();
    }
    if (in.accept("same")) {
      return new Type.Same(lengths.sibling());
    }
    if (in.accept("quoted")) {
      boolean hex = in.accept("hex");
      in.expect("[");
      int size = (int) in.number();
      in.expect(",");
      Length length = lengths.length();
      boolean ended = in.accept("ended");
      in.expect("]");
      return new Type.Quoted(size, length, ended, hex);
    }
    if (in.accept("trailing")) {
      Type element = in.peek().is("[") ? new Type.Word(Scalar.U8) : named(in.name("a type, or ["));
      in.expect("[");
      Length count = lengths.length();
      in.expect("]");
      return new Type.Trailing(element, count);
    }
    Token token = in.name("a type");
    if (token.is("char") || in.peek().is("[") && in.peek(1).kind() == Token.Kind.NUMBER) {
      return inPlace(token);
    }
    if (token.is("sized") || token.is("pointers")) {
      return several(token.is("sized"));
    }
    Type pointer = pointer(token);
    if (pointer != null) {
      return pointer;
    }
    Type type = named(token);
    return in.peek().is("[") ? array(type) : type;
  }

  private int dimension() throws DescriptionException {
    in.expect("[");
    int length = (int) in.number();
    in.expect("]");
    return length;
  }

  private Type named(Token token) throws DescriptionException {
    Scalar scalar = Scalar.ofLabel(token.text());
    if (scalar != null) {
      return new Type.Word(scalar);
    }
    Symbols symbols = names.symbols(token.text());
    if (symbols != null) {
      int width = in.accept(":") ? (int) in.number() : 4;
      return new Type.Named(symbols, width);
    }
    Type.Struct struct = names.struct(token.text());
    if (struct != null) {
      return struct;
    }
    throw new DescriptionException(
        token,
        "is no type: a word such as int or fd, a flags, enum or struct defined before, path,"
            + " string, strings, bytes, opaque, sockaddr, iovec, msghdr, mmsghdr, or by");
  }

  private Type array(Type element) throws DescriptionException {
    in.expect("[");
    Direction direction = direction();
    boolean always = in.accept("always");
    Type type =
        new Type.Pointer(direction, element, in.accept(",") ? lengths.length() : null, always);
    in.expect("]");
    return type;
  }

  /** A type that is a pointer by its keyword, or null. */
  private Type pointer(Token keyword) throws DescriptionException {
    return switch (keyword.text()) {
      case "path" -> new Type.Path(Direction.IN);
      case "string" -> new Type.Text(Direction.IN);
      case "strings" -> new Type.Strings();
      case "bytes", "opaque", "sockaddr", "iovec", "mmsghdr" -> sized(keyword);
      case "msghdr" -> {
        in.expect("[");
        Direction direction = direction();
        in.expect("]");
        yield new Type.Message(direction);
      }
      default -> null;
    };
  }

  private Type sized(Token keyword) throws DescriptionException {
    in.expect("[");
    Direction direction = direction();
    boolean whole = keyword.is("bytes") && in.accept("whole");
    boolean framed = keyword.is("bytes") && in.accept("framed");
    in.expect(",");
    Type type =
        switch (keyword.text()) {
          case "bytes" -> new Type.Bytes(direction, lengths.length(), whole, framed);
          case "opaque" -> new Type.Opaque(direction, lengths.length());
          case "sockaddr" -> new Type.Address(direction, lengths.length());
          case "iovec" -> new Type.Iovec(direction, lengths.length());
          default -> new Type.Messages(direction, lengths.length());
        };
    in.expect("]");
    return type;
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

  private Type selected() throws DescriptionException {
    int selector = lengths.sibling();
    long mask = in.accept("&") ? in.number() : WORD;
    Names.Cases union =
        in.peek().is("{") ? cases() : union(in.name("{, or a union defined before"));
    return new Type.Selected(selector, mask, union.values(), union.otherwise());
  }

  private Names.Cases union(Token name) throws DescriptionException {
    Names.Cases union = names.union(name.text());
    if (union == null) {
      throw new DescriptionException(name, "is no union that is defined before");
    }
    return union;
  }

  /** The cases of a multiplexed argument, with their braces. */
  Names.Cases cases() throws DescriptionException {
    Map<Long, Type> cases = new LinkedHashMap<>();
    in.expect("{");
    Names.Cases base = in.accept("all") ? all() : null;
    readCases(cases, "else");
    if (base != null) {
      base.values().forEach(cases::putIfAbsent);
    }
    Type otherwise = type();
    in.accept(";");
    in.expect("}");
    return new Names.Cases(cases, otherwise);
  }

  /** The union that another one takes those cases from that it has not itself. */
  private Names.Cases all() throws DescriptionException {
    Token name = in.name("the name of a union");
    Names.Cases union = names.union(name.text());
    if (union == null) {
      throw new DescriptionException(name, "is no union that is defined before");
    }
    in.expect(";");
    return union;
  }

  /** More cases of a union, with their braces. */
  void moreCases(Names.Cases union) throws DescriptionException {
    in.expect("{");
    readCases(union.values(), "}");
  }

  private void readCases(Map<Long, Type> cases, String end) throws DescriptionException {
    while (!in.accept(end)) {
      List<Token> places = new ArrayList<>();
      List<Long> values = new ArrayList<>();
      do {
        places.add(in.peek());
        values.add(value("a command's name or number, or " + end));
      } while (in.accept(","));
      Type type = type();
      for (int i = 0; i < values.size(); i++) {
        if (cases.put(values.get(i), type) != null) {
          throw new DescriptionException(places.get(i), "this command stands here twice");
        }
      }
      in.expect(";");
    }
  }
}
