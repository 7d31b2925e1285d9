package dev.systape.recorder.intercept;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.Length;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;

/** How many bytes are behind a pointer, by its type and what its call says of it. */
final class Sizes {
  /**
   * Words of a struct msghdr, as recvmsg(2) has it: name and its length, vector and its, control
   * and its, flags.
   */
  private static final int MSGHDR_WORDS = 7;

  private Sizes() {}

  /** In bytes; {@link Long#MAX_VALUE} where nothing bounds it yet. See {@link Lengths#of}. */
  static long bytes(Type type, Call call, boolean room) {
    Abi abi = call.abi();
    int word = abi.pointerWidth();
    if (type instanceof Type.Bytes bytes) {
      return Lengths.of(bytes.length(), call, room);
    }
    if (type instanceof Type.Opaque opaque) {
      return Lengths.of(opaque.length(), call, room);
    }
    if (type instanceof Type.Address address) {
      return Lengths.of(address.length(), call, room);
    }
    if (type instanceof Type.Sized sized) {
      return Lengths.of(sized.size(), call, room);
    }
    if (type instanceof Type.Pointer pointer) {
      return times(pointer.count(), StructLayout.size(pointer.element(), abi), call, room);
    }
    if (type instanceof Type.Pointers pointers) {
      return times(pointers.count(), word, call, room);
    }
    if (type instanceof Type.Message) {
      return (long) MSGHDR_WORDS * word;
    }
    if (type instanceof Type.Messages messages) {
      return times(messages.count(), (MSGHDR_WORDS + 1) * word, call, room);
    }
    if (type instanceof Type.IocData data) {
      return Lengths.of(new Length.IocSize(data.command()), call, room);
    }
    throw new IllegalStateException(call.name() + ": no size of " + type);
  }

  private static long times(Length count, int size, Call call, boolean room) {
    long elements = count == null ? 1 : Lengths.of(count, call, room);
    return elements > Long.MAX_VALUE / Math.max(size, 1) ? Long.MAX_VALUE : elements * size;
  }
}
