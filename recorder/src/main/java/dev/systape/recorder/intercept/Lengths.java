package dev.systape.recorder.intercept;

import dev.systape.schema.model.Length;
import dev.systape.schema.model.Type;

/** How long the memory behind a pointer is, by what its call says of it. */
final class Lengths {
  private static final int IOC_SIZE_SHIFT = 16;
  private static final int IOC_SIZE_MASK = 0x3fff;

  private Lengths() {}

  /**
   * In elements.
   *
   * @param room whether the result does not count: what there is room for
   * @return {@link Long#MAX_VALUE} where nothing bounds it yet
   */
  static long of(Length length, Call call, boolean room) {
    if (length instanceof Length.Constant constant) {
      return constant.value();
    }
    if (length instanceof Length.Argument argument) {
      return word(argument.index(), call);
    }
    if (length instanceof Length.OfCall argument) {
      return word(argument.index(), call);
    }
    if (length instanceof Length.Result) {
      return room || !call.atExit() ? Long.MAX_VALUE : Math.max(0, call.result());
    }
    if (length instanceof Length.Pointee pointee) {
      return pointee(call.word(pointee.index()), call);
    }
    if (length instanceof Length.Bits bits) {
      int width = call.abi().pointerWidth();
      long count = of(bits.count(), call, room);
      return (count + 8L * width - 1) / (8L * width) * width;
    }
    if (length instanceof Length.IocSize command) {
      return call.word(command.index()) >>> IOC_SIZE_SHIFT & IOC_SIZE_MASK;
    }
    Length.Min min = (Length.Min) length;
    return Math.min(of(min.a(), call, room), of(min.b(), call, room));
  }

  /** A count that an argument states; one below zero is none, one beyond a long is endless. */
  private static long word(int index, Call call) {
    Type type = call.shape().definition().parameters().get(index).type();
    long value = CallShape.narrowed(call.word(index), type, call.abi());
    return value >= 0 ? value : CallShape.signed(type) ? 0 : Long.MAX_VALUE;
  }

  private static long pointee(long address, Call call) {
    try {
      return address == 0 ? 0 : Math.max(0, call.load(address, Integer.BYTES, true));
    } catch (UserFaultException e) {
      // The kernel will say so: EFAULT.
      return 0;
    }
  }
}
