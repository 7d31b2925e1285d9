package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Length;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;

/** Computes lengths that fields of a struct state. */
final class FieldLengths {
  private FieldLengths() {}

  /**
   * A length in elements.
   *
   * @param start address of the struct's bytes
   */
  static long of(Length length, Type.Struct struct, long start, CallView call) {
    Abi abi = call.abi();
    if (length instanceof Length.Constant constant) {
      return constant.value();
    }
    if (length instanceof Length.Argument field) {
      int width = StructLayout.size(struct.fields().get(field.index()).type(), abi);
      return Words.load(start + StructLayout.offset(struct, field.index(), abi), width);
    }
    if (length instanceof Length.Min min) {
      return Math.min(of(min.a(), struct, start, call), of(min.b(), struct, start, call));
    }
    if (length instanceof Length.Result) {
      return Math.max(0, call.result());
    }
    if (length instanceof Length.Pointee pointee) {
      return pointee(pointee, struct, start, call);
    }
    throw new IllegalStateException("no length that a field can have: " + length);
  }

  private static long pointee(
      Length.Pointee pointee, Type.Struct struct, long start, CallView call) {
    int offset = StructLayout.offset(struct, pointee.index(), call.abi());
    long address = Words.load(start + offset, call.abi().pointerWidth());
    int phase = pointee.atExit() ? Capture.EXIT : Capture.ENTRY;
    int capture = address == 0 ? -1 : call.findAny(phase, address);
    return capture < 0 || call.length(capture) < 4 ? 0 : Memory.getU32(call.data(capture));
  }
}
