package dev.systape.analyzer.model;

import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.schema.abi.ControlData;

/**
 * Finds the descriptors that messages carry: SCM_RIGHTS of unix(7), in the control data of a struct
 * msghdr (recvmsg(2), cmsg(3)).
 */
final class Rights {
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
    long header = (long) (MessageHeader.WORDS + 1) * width * index;
    if (!MessageHeader.find(captures, argument, phase, address)
        || captures.length() < header + (long) MessageHeader.WORDS * width) {
      return null;
    }
    long words = captures.data() + header + (long) CONTROL_WORD * width;
    long control = MessageHeader.load(words, width);
    long length = MessageHeader.load(words + width, width);
    if (control == 0 || length == 0) {
      return NONE;
    }
    return MessageHeader.find(captures, argument, phase, control)
            && Long.compareUnsigned(captures.length(), length) >= 0
        ? ControlData.descriptors(captures.data(), (int) length, width)
        : null;
  }
}
