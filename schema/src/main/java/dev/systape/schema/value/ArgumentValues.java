package dev.systape.schema.value;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.text.CallView;

/** The arguments of calls of one ABI. */
final class ArgumentValues {
  private final MemoryValues memory;
  private final Abi abi;

  ArgumentValues(MemoryValues memory) {
    this.memory = memory;
    abi = memory.abi();
  }

  /** Writes the name and the object of an argument; neither where the call does not have it. */
  void write(CallView call, int index, String name, Type declared, ValueSink sink) {
    Type type = declared;
    while (type instanceof Type.Selected selected) {
      type = memory.choose(selected, call.argument(selected.selector()));
    }
    if (type instanceof Type.Word word && word.scalar() == Scalar.VOID) {
      return;
    }
    if (type instanceof Type.Stack stack) {
      stack(call, index, name, stack, sink);
      return;
    }
    long raw = call.argument(index);
    sink.name(name);
    sink.beginObject();
    sink.name("raw");
    sink.unsigned(raw);
    if (type instanceof Type.Word || type instanceof Type.Named) {
      word(call, index, type, raw, sink);
    } else if (raw != 0) {
      memory.pointers().sides(call, PointerValues.Place.argument(index), raw, type, sink);
    }
    sink.endObject();
  }

  private void word(CallView call, int index, Type type, long raw, ValueSink sink) {
    if (type instanceof Type.Word word) {
      Scalar scalar = word.scalar();
      if (scalar == Scalar.LOW || scalar == Scalar.LOW_LAST) {
        long high = call.argument(scalar == Scalar.LOW ? index + 1 : index - 1);
        sink.name("value");
        sink.signed(abi == Abi.I386 ? high << 32 | raw & 0xffff_ffffL : raw);
        return;
      }
      if (scalar == Scalar.FD || scalar == Scalar.DIRFD) {
        WordValues.members(type, raw, Integer.BYTES, sink);
        byte[] target = call.descriptors().target((int) raw);
        if (target != null) {
          sink.name("path");
          memory.text(target, sink);
        }
        return;
      }
    }
    WordValues.members(type, raw, StructLayout.size(type, abi), sink);
  }

  /** What lies on the stack has no word of its own. */
  private void stack(CallView call, int index, String name, Type.Stack stack, ValueSink sink) {
    int capture = call.first(index, Capture.ENTRY);
    sink.name(name);
    sink.beginObject();
    sink.name("in");
    int size = StructLayout.size(stack.element(), abi);
    MemoryState.write(
        call,
        capture,
        size,
        false,
        sink,
        (data, length) -> memory.value(call, stack.element(), data, length, sink));
    sink.endObject();
  }
}
