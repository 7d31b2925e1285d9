package dev.systape.analyzer.cli;

/** Words of a command line that is proposed to the user. */
final class ShellWord {
  private ShellWord() {}

  /** A text as a shell takes it for one word. */
  static String of(String text) {
    return text.matches("[\\w./+:@%-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
