package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Length;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;

/** Computes lengths that fields of a struct state. */
public final class FieldLengths {
  private FieldLengths() {}

  /**
   * A length in elements; 0 where the word that holds it was not captured.
   *
   * @param start address of the struct's bytes
   */
  public static long of(Length length, Type.Struct struct, long start, CallView call) {
    if (length instanceof Length.Argument field) {
      return word(struct, field.index(), start, call.abi());
    }
    if (length instanceof Length.Pointee pointee) {
      long address = word(struct, pointee.index(), start, call.abi());
      int phase = pointee.atExit() ? Capture.EXIT : Capture.ENTRY;
      int capture = address == 0 ? -1 : call.findAny(phase, address);
      return capture < 0 || call.length(capture) < 4 ? 0 : Memory.getU32(call.data(capture));
    }
    if (length instanceof Length.Min min) {
      return Math.min(of(min.a(), struct, start, call), of(min.b(), struct, start, call));
    }
    // What is no word of the struct is one of the call.
    return Lengths.of(length, call);
  }

  private static long word(Type.Struct struct, int index, long start, Abi abi) {
    int width = StructLayout.size(struct.fields().get(index).type(), abi);
    return Words.load(start + StructLayout.offset(struct, index, abi), width);
  }
}
