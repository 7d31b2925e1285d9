package dev.systape.recorder.intercept;

import dev.systape.recorder.linux.Linux;
import dev.systape.schema.model.Type;

/**
 * An argument that points into the program's memory, NULL included, or a word that may be such a
 * pointer. Nothing is read before it is asked for. It is valid as long as its {@link Call}.
 */
public class UserPointer {
  final Call call;
  final int position;
  final long offset;

  UserPointer(Call call, int position, long offset) {
    this.call = call;
    this.position = position;
    this.offset = offset;
  }

  /** The address, or the word itself where it is no pointer. */
  public final long address() {
    return call.longArgument(position) + offset;
  }

  /** Whether it is NULL. */
  public final boolean isNull() {
    return address() == 0;
  }

  /** The type that the description gives it. */
  final Type type() {
    Type type = call.shape().type(position);
    return type instanceof Type.Answered answered ? answered.question() : type;
  }

  /**
   * Reads.
   *
   * @throws UserFaultException where not all of it can be read
   */
  public final byte[] read(int length) {
    byte[] bytes = call.memory().read(address(), length);
    if (bytes.length < length) {
      throw new UserFaultException(call, address() + bytes.length);
    }
    return bytes;
  }

  /**
   * Writes, as the program itself could.
   *
   * @return how many bytes could be written; -EFAULT where not even the first, which is what the
   *     kernel's calls return then
   */
  public int write(byte[] bytes) {
    int written = call.memory().write(address(), bytes);
    return written == 0 && bytes.length > 0 ? -Linux.EFAULT : written;
  }

  /**
   * Has the kernel find other bytes than the program's, elsewhere; the program's own stay as they
   * are. At the entry.
   *
   * @throws UserFaultException where the program's stack has no room for them
   */
  public final void replace(byte[] bytes) {
    if (offset != 0) {
      throw new IllegalStateException("an element of an array: replace the whole");
    }
    call.changeArgument(position, call.place(bytes));
  }
}
