package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.Length;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;

/** Computes lengths that fields of a struct state. */
final class FieldLengths {
  private FieldLengths() {}

  /**
   * A length in elements.
   *
   * @param start address of the struct's bytes
   */
  static long of(Length length, Type.Struct struct, long start, Abi abi) {
    if (length instanceof Length.Constant constant) {
      return constant.value();
    }
    if (length instanceof Length.Argument field) {
      int width = StructLayout.size(struct.fields().get(field.index()).type(), abi);
      return Words.load(start + StructLayout.offset(struct, field.index(), abi), width);
    }
    if (length instanceof Length.Min min) {
      return Math.min(of(min.a(), struct, start, abi), of(min.b(), struct, start, abi));
    }
    throw new IllegalStateException("no length that a field can have: " + length);
  }
}
