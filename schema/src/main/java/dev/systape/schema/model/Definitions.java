package dev.systape.schema.model;

import java.util.Map;

/**
 * The definitions of one ABI by their names.
 *
 * @param symbols sets of names
 * @param structs structs
 */
public record Definitions(Map<String, Symbols> symbols, Map<String, Type.Struct> structs) {
  /** None. */
  public static final Definitions NONE = new Definitions(Map.of(), Map.of());
}
