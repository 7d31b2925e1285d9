package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.Definitions;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Symbols;
import dev.systape.schema.model.Type;

/** What descriptions define on one ABI, by name: for what is written in Java. */
final class SymbolSets {
  private final Definitions definitions;

  private final Abi abi;
  private final TextOptions.Names style;

  SymbolSets(Descriptions descriptions, Abi abi, TextOptions options) {
    this.abi = abi;
    definitions = descriptions.definitions(abi);
    style = options.names();
  }

  /** Whose definitions these are. */
  Abi abi() {
    return abi;
  }

  /**
   * The writer of a word by a set of names.
   *
   * @param width bytes of the word
   */
  WordText text(String name, int width) {
    return NumberedWord.hex(names(name, width), width, style);
  }

  /** The same by a set that is at hand. */
  WordText text(Symbols set, int width) {
    return NumberedWord.hex(new Symbolic(set, width), width, style);
  }

  /** The writer of a word by its number, with its names behind it whatever the options say. */
  WordText numbered(String name, int width) {
    return style == TextOptions.Names.RAW
        ? text(name, width)
        : NumberedWord.hex(names(name, width), width, TextOptions.Names.VERBOSE);
  }

  /** The same, always by name. */
  WordText names(String name, int width) {
    return new Symbolic(set(name), width);
  }

  /** How values with names are written. */
  TextOptions.Names style() {
    return style;
  }

  /** A set of names. */
  Symbols set(String name) {
    return known(definitions.symbols().get(name), name);
  }

  /** A struct. */
  Type.Struct struct(String name) {
    return known(definitions.structs().get(name), name);
  }

  /** What a value is by a number; null where there is no such union. */
  Type.Selected union(String name) {
    return definitions.unions().get(name);
  }

  private static <T> T known(T found, String name) {
    if (found == null) {
      throw new IllegalStateException("no description defines " + name);
    }
    return found;
  }
}
