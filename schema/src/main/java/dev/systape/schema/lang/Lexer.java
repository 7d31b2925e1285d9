package dev.systape.schema.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a description file into tokens; {@code #} begins a comment that ends with the line. */
final class Lexer {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<blank>\\s+|#.*)|(?<text>\"[^\"]*\")|(?<number>-?\\d\\w*)|(?<name>[A-Za-z_]\\w*)|(?<sign>->|=>|==|@\\w+|[(){}\\[\\],;:=&|*%])");

  private Lexer() {}

  /**
   * The tokens of a file, an end token last.
   *
   * @param problems takes what is said of characters that no token has; they are skipped
   */
  static List<Token> tokens(String file, String text, List<Problem> problems) {
    List<Token> tokens = new ArrayList<>();
    int line = 0;
    for (String source : text.split("\n", -1)) {
      line++;
      Matcher matcher = TOKEN.matcher(source);
      int at = 0;
      while (at < source.length()) {
        if (!matcher.find(at) || matcher.start() != at) {
          Token token =
              new Token(Token.Kind.SIGN, source.substring(at, at + 1), file, line, at + 1);
          problems.add(new Problem(token, "this character means nothing here"));
          at++;
          continue;
        }
        Token.Kind kind =
            matcher.group("text") != null
                ? Token.Kind.TEXT
                : matcher.group("number") != null
                    ? Token.Kind.NUMBER
                    : matcher.group("name") != null
                        ? Token.Kind.NAME
                        : matcher.group("sign") != null ? Token.Kind.SIGN : null;
        if (kind != null) {
          tokens.add(new Token(kind, matcher.group(), file, line, at + 1));
        }
        at = matcher.end();
      }
    }
    tokens.add(new Token(Token.Kind.END, "", file, line, 1));
    return tokens;
  }
}
