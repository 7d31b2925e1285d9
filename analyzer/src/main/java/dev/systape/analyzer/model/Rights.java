package dev.systape.analyzer.model;

import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.schema.abi.ControlData;
import dev.systape.schema.memory.Memory;

/**
 * Finds the descriptors that messages carry: SCM_RIGHTS of unix(7), in the control data of a struct
 * msghdr (recvmsg(2), cmsg(3)).
 */
final class Rights {
  private static final int HEADER_WORDS = 7;
  private static final int CONTROL_WORD = 4;
  private static final int[] NONE = {};

  private Rights() {}

  /**
   * The descriptors of a message in their order; null where they are not on the tape.
   *
   * @param width bytes of a pointer
   * @param address of the struct msghdr or mmsghdr, in an argument
   * @param index of the message, of several
   */
  static int[] of(
      CallCaptures captures, int argument, int phase, int width, long address, int index) {
    long header = (long) (HEADER_WORDS + 1) * width * index;
    if (!find(captures, argument, phase, address)
        || captures.length() < header + (long) HEADER_WORDS * width) {
      return null;
    }
    long words = captures.data() + header + (long) CONTROL_WORD * width;
    long control = load(words, width);
    long length = load(words + width, width);
    if (control == 0 || length == 0) {
      return NONE;
    }
    return find(captures, argument, phase, control)
            && Long.compareUnsigned(captures.length(), length) >= 0
        ? ControlData.descriptors(captures.data(), (int) length, width)
        : null;
  }

  private static boolean find(CallCaptures captures, int argument, int phase, long address) {
    captures.rewind();
    while (captures.next()) {
      if (captures.argument() == argument
          && captures.phase() == phase
          && captures.address() == address
          && captures.length() > 0) {
        return true;
      }
    }
    return false;
  }

  private static long load(long at, int width) {
    return width == Long.BYTES ? Memory.getLong(at) : Memory.getU32(at);
  }
}
