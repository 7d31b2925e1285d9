package dev.systape.schema.lang;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

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

  /** The token that many behind the next one. */
  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
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
      throw new DescriptionException(
          token, "is no number: decimal, 0x hexadecimal or 0 octal, in 64 bits");
    }
  }

  /**
   * The names of the parameters of the call whose parenthesis comes next, with their positions: a
   * length may name one that stands behind it.
   *
   * @param words argument words that a parameter takes, given the first token of its type
   */
  Map<String, Integer> parameterNames(ToIntFunction<String> words) {
    return names("(", ",", words);
  }

  /** The names of the fields of the struct whose brace comes next, likewise. */
  Map<String, Integer> fieldNames() {
    return names("{", ";", type -> 1);
  }

  private Map<String, Integer> names(String open, String separator, ToIntFunction<String> words) {
    Map<String, Integer> names = new HashMap<>();
    int depth = 0;
    int position = 0;
    for (int i = at; i < tokens.size() && (depth > 0 || i == at); i++) {
      Token token = tokens.get(i);
      if (depth == 1
          && token.kind() == Token.Kind.NAME
          && (tokens.get(i - 1).is(open) || tokens.get(i - 1).is(separator))) {
        names.putIfAbsent(token.text(), position);
        position += words.applyAsInt(tokens.get(i + 1).text());
      }
      if (token.is("(") || token.is("[") || token.is("{")) {
        depth++;
      } else if (token.is(")") || token.is("]") || token.is("}")) {
        depth--;
      }
    }
    return names;
  }

  /**
   * Skips to the first token that stands in column 1 of a later line than the last one taken, and
   * can begin an item.
   */
  void skipItem() {
    int line = tokens.get(Math.max(at - 1, 0)).line();
    while (!atEnd()
        && (peek().line() == line || peek().column() != 1 || peek().kind() != Token.Kind.NAME)) {
      at++;
    }
  }
}
