package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Length;
import dev.systape.schema.tape.Capture;

/** Computes the lengths that a call states. */
public final class Lengths {
  private static final int IOC_SIZE_SHIFT = 16;
  private static final int IOC_SIZE_MASK = 0x3fff;

  private Lengths() {}

  /** A length in elements; 0 where the word that holds it was not captured. */
  public static long of(Length length, CallView call) {
    if (length instanceof Length.Constant constant) {
      return constant.value();
    }
    if (length instanceof Length.Argument argument) {
      return call.count(argument.index());
    }
    if (length instanceof Length.OfCall argument) {
      return call.count(argument.index());
    }
    if (length instanceof Length.Result) {
      return Math.max(0, call.result());
    }
    if (length instanceof Length.Pointee pointee) {
      return pointee(pointee, call);
    }
    if (length instanceof Length.Bits bits) {
      int width = call.abi().pointerWidth();
      int wordBits = 8 * width;
      return ((int) of(bits.count(), call) + wordBits - 1L) / wordBits * width;
    }
    if (length instanceof Length.IocSize size) {
      return call.argument(size.index()) >>> IOC_SIZE_SHIFT & IOC_SIZE_MASK;
    }
    Length.Min min = (Length.Min) length;
    return Math.min(of(min.a(), call), of(min.b(), call));
  }

  private static long pointee(Length.Pointee pointee, CallView call) {
    int capture =
        call.find(
            pointee.index(),
            pointee.atExit() ? Capture.EXIT : Capture.ENTRY,
            call.argument(pointee.index()));
    return capture < 0 || call.length(capture) < 4 ? 0 : Memory.getU32(call.data(capture));
  }
}
