package dev.systape.schema.ddl;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.model.Symbols;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.ErrnoNames;
import dev.systape.schema.numbers.SyscallNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rows of the tables that define names: what this version knows of any tape. */
final class Definitions {
  private Definitions() {}

  /** Rows of table {@code syscall_def}. */
  static List<String> calls(Descriptions descriptions) {
    List<String> rows = new ArrayList<>();
    for (Abi abi : Abi.values()) {
      SyscallNumbers numbers = SyscallNumbers.of(abi);
      for (int number = 0; number < numbers.end(); number++) {
        if (numbers.name(number) != null) {
          rows.add(call(abi, number, numbers.name(number), descriptions.call(abi, number)));
        }
      }
    }
    return rows;
  }

  private static String call(Abi abi, int number, String name, CallDef described) {
    boolean known = described != null;
    return Sql.row(
        Sql.text(abi.label()),
        Integer.toString(number),
        Sql.text(name),
        known ? Sql.texts(described.parameters().stream().map(Parameter::name).toList()) : "NULL",
        known ? Sql.texts(new TreeSet<>(described.groups())) : "NULL",
        known ? Sql.texts(ArgumentForms.of(described, abi)) : "NULL");
  }

  /** Rows of table {@code errno_def}. */
  static List<String> errnos() {
    return ErrnoNames.numbers().stream()
        .map(
            errno ->
                Sql.row(
                    errno.toString(),
                    Sql.text(ErrnoNames.name(errno)),
                    Sql.text(ErrnoNames.describe(errno))))
        .toList();
  }

  /** Rows of table {@code flag_def}. */
  static List<String> flags(Descriptions descriptions) {
    Map<String, Symbols> sets = new TreeMap<>();
    for (CallDef call : descriptions.calls()) {
      call.parameters().forEach(parameter -> collect(parameter.type(), sets));
      collect(call.result(), sets);
    }
    List<String> rows = new ArrayList<>();
    for (Symbols set : sets.values()) {
      String mask = set.flags() ? null : Sql.word(-1);
      set.values()
          .forEach(
              value -> rows.add(flag(set, value, mask == null ? Sql.word(value.value()) : mask)));
      for (Symbols.FieldMask field : set.fields()) {
        field.values().forEach(value -> rows.add(flag(set, value, Sql.word(field.mask()))));
      }
    }
    return rows;
  }

  private static String flag(Symbols set, Symbols.Value value, String mask) {
    return Sql.row(Sql.text(set.name()), Sql.text(value.name()), Sql.word(value.value()), mask);
  }

  private static void collect(Type type, Map<String, Symbols> sets) {
    if (type instanceof Type.Named named) {
      sets.put(named.symbols().name(), named.symbols());
    } else if (type instanceof Type.Pointer pointer) {
      collect(pointer.element(), sets);
    } else if (type instanceof Type.Repeated repeated) {
      collect(repeated.element(), sets);
    } else if (type instanceof Type.Struct struct) {
      struct.fields().forEach(field -> collect(field.type(), sets));
    } else if (type instanceof Type.Selected selected) {
      selected.cases().values().forEach(each -> collect(each, sets));
      collect(selected.otherwise(), sets);
    }
  }
}
