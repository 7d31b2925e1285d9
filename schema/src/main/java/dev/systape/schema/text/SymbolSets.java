package dev.systape.schema.text;

import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.model.Symbols;
import dev.systape.schema.model.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sets of names that descriptions use, by the set's name. */
final class SymbolSets {
  private final Map<String, Symbols> sets = new HashMap<>();

  SymbolSets(Descriptions descriptions) {
    for (CallDef call : descriptions.calls()) {
      add(call.result());
      for (Parameter parameter : call.parameters()) {
        add(parameter.type());
      }
    }
  }

  private void add(Type type) {
    if (type instanceof Type.Named named) {
      sets.put(named.symbols().name(), named.symbols());
    } else if (type instanceof Type.Pointer pointer) {
      add(pointer.element());
    } else if (type instanceof Type.Struct struct) {
      struct.fields().forEach(field -> add(field.type()));
    } else if (type instanceof Type.Repeated repeated) {
      add(repeated.element());
    } else if (type instanceof Type.Selected selected) {
      selected.cases().values().forEach(this::add);
      add(selected.otherwise());
    }
  }

  /** The writer of a word of a width by a set; one that no description uses has no names. */
  WordText text(String name, int width) {
    Symbols set = sets.get(name);
    return new Symbolic(set == null ? new Symbols(name, true, List.of(), List.of()) : set, width);
  }
}
