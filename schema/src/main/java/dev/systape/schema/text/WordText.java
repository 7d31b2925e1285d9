package dev.systape.schema.text;

/** Writes one word. */
@FunctionalInterface
interface WordText {
  /** Writes a word, whose bits above its width do not count. */
  void print(long word, StringBuilder out);
}
