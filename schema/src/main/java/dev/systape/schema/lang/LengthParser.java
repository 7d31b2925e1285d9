package dev.systape.schema.lang;

import dev.systape.schema.model.Length;
import java.util.Map;

/** Reads lengths, which name other parameters of a call, or other fields of a struct. */
final class LengthParser {
  private final TokenStream in;
  private final Map<String, Integer> siblings;

  LengthParser(TokenStream in, Map<String, Integer> siblings) {
    this.in = in;
    this.siblings = siblings;
  }

  Length length() throws DescriptionException {
    if (in.peek().kind() == Token.Kind.NUMBER) {
      return new Length.Constant(in.number());
    }
    if (in.accept("@ret")) {
      return new Length.Result();
    }
    if (in.accept("@arg")) {
      in.expect("(");
      int argument = (int) in.number();
      in.expect(")");
      return new Length.OfCall(argument);
    }
    if (in.accept("@ioc")) {
      in.expect("(");
      int argument = sibling();
      in.expect(")");
      return new Length.IocSize(argument);
    }
    if (in.accept("*")) {
      return new Length.Pointee(sibling(), in.accept("@exit"));
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
    return new Length.Argument(sibling());
  }

  /** The position of a parameter or field by its name. */
  int sibling() throws DescriptionException {
    Token token = in.name("the name of a parameter, or of a field of this struct");
    Integer index = siblings.get(token.text());
    if (index == null) {
      throw new DescriptionException(
          token, "is no parameter of this call, or no field of this struct");
    }
    return index;
  }
}
