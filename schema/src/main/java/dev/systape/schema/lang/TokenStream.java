package dev.systape.schema.lang;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tokens of a file with a place in them. */
final class TokenStream {
  private final List<Token> tokens;
  private int at;

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  boolean atEnd() {
    return peek().kind() == Token.Kind.END;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token next() {
    return tokens.get(atEnd() ? at : at++);
  }

  /** Takes a token if it is the given one. */
  boolean accept(String text) {
    if (peek().is(text)) {
      at++;
      return true;
    }
    return false;
  }

  void expect(String text) throws DescriptionException {
    if (!accept(text)) {
      throw new DescriptionException(peek(), "expected '" + text + "'");
    }
  }

  Token name(String expected) throws DescriptionException {
    if (peek().kind() != Token.Kind.NAME) {
      throw new DescriptionException(peek(), "expected " + expected);
    }
    return next();
  }

  /** A number: decimal, 0x hexadecimal, or octal with a leading 0. */
  long number() throws DescriptionException {
    Token token = peek();
    if (token.kind() != Token.Kind.NUMBER) {
      throw new DescriptionException(token, "expected a number");
    }
    at++;
    String text = token.text();
    try {
      boolean hex = text.startsWith("0x") || text.startsWith("0X");
      return hex ? Long.parseUnsignedLong(text.substring(2), 16) : Long.decode(text);
    } catch (NumberFormatException e) {
      throw new DescriptionException(token, "is no number of 64 bits");
    }
  }

  /**
   * The names of the parameters of the call whose parenthesis comes next, with their positions: a
   * length may name one that stands behind it.
   */
  Map<String, Integer> parameterNames() {
    Map<String, Integer> names = new HashMap<>();
    int depth = 0;
    for (int i = at; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean opens = token.is("(") || token.is("[") || token.is("{");
      if (depth == 1
          && token.kind() == Token.Kind.NAME
          && (tokens.get(i - 1).is("(") || tokens.get(i - 1).is(","))) {
        names.put(token.text(), names.size());
      }
      if (opens) {
        depth++;
      } else if (token.is(")") || token.is("]") || token.is("}")) {
        depth--;
        if (depth <= 0) {
          break;
        }
      }
    }
    return names;
  }

  /** Skips to the first token of a later line that stands in column 1 and can begin an item. */
  void skipItem() {
    int line = peek().line();
    while (!atEnd()
        && (peek().line() == line || peek().column() != 1 || peek().kind() != Token.Kind.NAME)) {
      at++;
    }
  }
}
