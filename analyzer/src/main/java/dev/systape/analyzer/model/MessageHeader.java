package dev.systape.analyzer.model;

import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.schema.memory.Memory;

/** Finds what a struct msghdr points to (recvmsg(2)) among the captures of a call. */
final class MessageHeader {
  /** Words of a struct msghdr; a struct mmsghdr has one more. */
  static final int WORDS = 7;

  private static final int NAME_WORD = 0;
  private static final int NAME_LENGTH_WORD = 1;

  private MessageHeader() {}

  /**
   * The address of whom a message goes to, or comes from; null where it names none, and where that
   * is not on the tape.
   *
   * @param width bytes of a pointer
   * @param address of the struct msghdr, in an argument
   */
  static String name(CallCaptures captures, int argument, int phase, int width, long address) {
    if (!find(captures, argument, phase, address) || captures.length() < (long) WORDS * width) {
      return null;
    }
    long name = load(captures.data() + (long) NAME_WORD * width, width);
    long length = Memory.getU32(captures.data() + (long) NAME_LENGTH_WORD * width);
    if (name == 0 || length == 0 || !find(captures, argument, phase, name)) {
      return null;
    }
    return SocketEnds.text(captures.data(), (int) Math.min(captures.length(), length));
  }

  /** Goes to the capture of an address; false where none has a byte of it. */
  static boolean find(CallCaptures captures, int argument, int phase, long address) {
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

  /** A word of a program whose pointers have this many bytes. */
  static long load(long at, int width) {
    return width == Long.BYTES ? Memory.getLong(at) : Memory.getU32(at);
  }
}
