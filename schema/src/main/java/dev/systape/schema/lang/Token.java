package dev.systape.schema.lang;

/**
 * A token and where it stands.
 *
 * @param kind what it is
 * @param text its characters, empty at the end of the file
 * @param file name of the file
 * @param line from 1
 * @param column from 1
 */
record Token(Kind kind, String text, String file, int line, int column) {
  /** What a token can be. */
  enum Kind {
    NAME,
    NUMBER,
    SIGN,
    TEXT,
    END
  }

  boolean is(String expected) {
    return kind != Kind.END && text.equals(expected);
  }

  String place() {
    return file + ":" + line + ":" + column;
  }

  String quoted() {
    return kind == Kind.END ? "the end of the file" : "'" + text + "'";
  }
}
