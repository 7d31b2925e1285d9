package dev.systape.recorder.intercept;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Where the fields of a struct lie on an ABI, those of inner structs too. */
final class StructFields {
  /** Elements of an array that have names. */
  private static final int ELEMENTS = 64;

  private final Abi abi;
  private final String name;
  private final Map<String, Field> fields = new LinkedHashMap<>();

  /**
   * A field.
   *
   * @param offset bytes before it
   * @param width bytes of it: 1, 2, 4 or 8 for a number
   * @param signed whether it has a sign
   * @param text whether it is characters and no number
   * @param type its type
   * @param verbose whether it matters only to who wants all
   */
  record Field(int offset, int width, boolean signed, boolean text, Type type, boolean verbose) {}

  StructFields(Type.Struct struct, Abi abi) {
    this.abi = abi;
    name = struct.name();
    struct("", struct, 0, false);
  }

  /** The names, in order. */
  Set<String> names() {
    return Collections.unmodifiableSet(fields.keySet());
  }

  /** A field by name: a number or a pointer, or else characters. */
  Field find(String field, boolean text) {
    Field found = find(field);
    if (found.text != text) {
      throw new IllegalArgumentException(
          "'" + field + "' of struct " + name + " is " + (text ? "a number" : "text"));
    }
    return found;
  }

  /** A field by name. */
  Field find(String field) {
    Field found = fields.get(field);
    if (found == null) {
      throw new IllegalArgumentException(
          "struct " + name + " has no '" + field + "': one of " + String.join(", ", names()));
    }
    return found;
  }

  private void struct(String prefix, Type.Struct struct, int offset, boolean verbose) {
    for (int i = 0; i < struct.fields().size(); i++) {
      Type.Field each = struct.fields().get(i);
      int at = offset + StructLayout.offset(struct, i, abi);
      boolean rare = verbose || each.shown() != Type.Shown.ALWAYS;
      place(prefix, each.name().equals("_") ? "" : each.name(), each.type(), at, rare);
    }
  }

  private void place(String prefix, String field, Type type, int offset, boolean verbose) {
    if (type instanceof Type.Struct struct) {
      struct(field.isEmpty() ? prefix : prefix + field + ".", struct, offset, verbose);
    } else if (type instanceof Type.Selected union) {
      for (Type each : union.cases().values()) {
        place(prefix, field, each, offset, verbose);
      }
      place(prefix, field, union.otherwise(), offset, verbose);
    } else if (type instanceof Type.Repeated array) {
      array(prefix + field, array.element(), array.count(), offset, verbose);
    } else if (type instanceof Type.Counted array) {
      array(prefix + field, array.element(), array.room(), offset, verbose);
    } else if (!field.isEmpty()) {
      word(prefix + field, type, offset, verbose);
    }
  }

  private void array(String field, Type element, int count, int offset, boolean verbose) {
    int size = StructLayout.size(element, abi);
    for (int i = 0; i < Math.min(count, ELEMENTS); i++) {
      place(field, "[" + i + "]", element, offset + i * size, verbose);
    }
  }

  /** What takes no room, or is neither characters nor as wide as a number, has no name. */
  private void word(String field, Type type, int offset, boolean verbose) {
    int width = StructLayout.size(type, abi);
    boolean text = type instanceof Type.Chars || type instanceof Type.Quoted;
    if (text || width == 1 || width == 2 || width == 4 || width == 8) {
      Field found = new Field(offset, width, CallShape.signed(type), text, type, verbose);
      fields.putIfAbsent(field, found);
    }
  }
}
