package dev.systape.schema.model;

import java.util.Map;

/**
 * The definitions of one ABI by their names.
 *
 * @param symbols sets of names
 * @param structs structs
 * @param unions unions, each by a selector that what uses it names
 */
public record Definitions(
    Map<String, Symbols> symbols,
    Map<String, Type.Struct> structs,
    Map<String, Type.Selected> unions) {
  /** None. */
  public static final Definitions NONE = new Definitions(Map.of(), Map.of(), Map.of());
}
