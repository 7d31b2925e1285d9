package dev.systape.schema.lang;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.Definitions;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.Symbols;
import dev.systape.schema.model.Type;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the definitions read so far mean on one ABI. A definition for some ABIs outranks one for
 * all, whichever comes first.
 */
final class Names {
  private final Abi abi;
  private final Map<String, Symbols> symbols = new LinkedHashMap<>();
  private final Map<String, Type.Struct> structs = new LinkedHashMap<>();
  private final Map<String, Cases> unions = new LinkedHashMap<>();
  private final Set<String> groups = new HashSet<>();
  private final Set<String> specific = new HashSet<>();

  /**
   * The types of a union.
   *
   * @param values types by value of the selector
   * @param otherwise the type for all other values
   */
  record Cases(Map<Long, Type> values, Type otherwise) {}

  Names(Abi abi) {
    this.abi = abi;
  }

  Abi abi() {
    return abi;
  }

  /**
   * Whether a definition of this name counts on this ABI.
   *
   * @param abis labels that the definition is for, empty for all
   */
  boolean admits(Token name, Set<String> abis) throws DescriptionException {
    String text = name.text();
    if (Scalar.ofLabel(text) != null) {
      throw new DescriptionException(name, "is the name of a word");
    }
    boolean defined =
        symbols.containsKey(text) || structs.containsKey(text) || unions.containsKey(text);
    if (defined && specific.contains(text) == !abis.isEmpty()) {
      throw new DescriptionException(name, "is defined already");
    }
    return !specific.contains(text) && (abis.isEmpty() || specific.add(text));
  }

  void define(Symbols set, String name) {
    symbols.put(name, set);
  }

  void define(Type.Struct struct) {
    structs.put(struct.name(), struct);
  }

  void define(String name, Cases union) {
    unions.put(name, union);
  }

  void group(String name) {
    groups.add(name);
  }

  boolean isGroup(String name) {
    return groups.contains(name);
  }

  /** All that is defined. */
  Definitions definitions() {
    Map<String, Type.Selected> selected = new LinkedHashMap<>();
    unions.forEach(
        (name, union) ->
            selected.put(name, new Type.Selected(0, -1, union.values(), union.otherwise())));
    return new Definitions(symbols, structs, selected);
  }

  Symbols symbols(String name) {
    return symbols.get(name);
  }

  Type.Struct struct(String name) {
    return structs.get(name);
  }

  Cases union(String name) {
    return unions.get(name);
  }

  /** The value of a name that a flags or an enum holds. */
  long value(Token name) throws DescriptionException {
    Long value = null;
    for (Symbols set : symbols.values()) {
      Long found = valueIn(set, name.text());
      if (found != null && value != null && !found.equals(value)) {
        throw new DescriptionException(
            name, "has several values in the definitions so far: write the number");
      }
      value = found == null ? value : found;
    }
    if (value == null) {
      throw new DescriptionException(
          name, "is no name of a value: a flags or an enum defined before has to hold it");
    }
    return value;
  }

  private static Long valueIn(Symbols set, String name) {
    Long value = valueIn(set.values(), name);
    for (Symbols.FieldMask field : set.fields()) {
      value = value == null ? valueIn(field.values(), name) : value;
    }
    return value;
  }

  private static Long valueIn(Iterable<Symbols.Value> values, String name) {
    for (Symbols.Value value : values) {
      if (value.name().equals(name)) {
        return value.value();
      }
    }
    return null;
  }
}
