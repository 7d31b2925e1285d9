package dev.systape.analyzer.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A text cut into SQL statements at its semicolons, those in quotes and comments aside.
 *
 * @param ended the statements that a semicolon ends
 * @param rest what stands behind the last semicolon; empty where that is no more than comments
 */
record SqlStatements(List<String> ended, String rest) {
  /** Cuts a text. */
  static SqlStatements of(String text) {
    return new Cutter(text).cut();
  }

  /** All statements, the rest taken for one. */
  List<String> complete() {
    List<String> all = new ArrayList<>(ended);
    if (!rest.isEmpty()) {
      all.add(rest);
    }
    return List.copyOf(all);
  }

  /** Goes through a text once. */
  private static final class Cutter {
    private final String text;
    private final List<String> ended = new ArrayList<>();
    private int begin;
    private int at;
    private boolean anything;

    Cutter(String text) {
      this.text = text;
    }

    SqlStatements cut() {
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == ';') {
          end();
        } else if (text.startsWith("--", at)) {
          skipTo("\n");
        } else if (text.startsWith("/*", at)) {
          at += 2;
          skipTo("*/");
        } else if (c == '\'' || c == '"') {
          anything = true;
          at++;
          skipTo(String.valueOf(c));
        } else if (c == '$' && !dollarTag().isEmpty()) {
          String tag = dollarTag();
          anything = true;
          at += tag.length();
          skipTo(tag);
        } else {
          anything |= !Character.isWhitespace(c);
          at++;
        }
      }
      return new SqlStatements(List.copyOf(ended), anything ? text.substring(begin).strip() : "");
    }

    private void end() {
      if (anything) {
        ended.add(text.substring(begin, at).strip());
      }
      anything = false;
      begin = ++at;
    }

    /** A doubled quote inside quotes looks like two strings side by side, which does no harm. */
    private void skipTo(String end) {
      int found = text.indexOf(end, at);
      at = found < 0 ? text.length() : found + end.length();
    }

    /** {@code $$} or {@code $tag$} at this place, or nothing. */
    private String dollarTag() {
      int end = at + 1;
      while (end < text.length()
          && Character.isJavaIdentifierPart(text.charAt(end))
          && text.charAt(end) != '$') {
        end++;
      }
      boolean tag = end < text.length() && text.charAt(end) == '$';
      return tag && !Character.isDigit(text.charAt(at + 1)) ? text.substring(at, end + 1) : "";
    }
  }
}
