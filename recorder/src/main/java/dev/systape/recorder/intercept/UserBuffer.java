package dev.systape.recorder.intercept;

import java.util.Arrays;

/** Bytes of the program's, of which the call says how many. */
public class UserBuffer extends UserPointer {
  UserBuffer(Call call, int position, long offset) {
    super(call, position, offset);
  }

  /**
   * How many bytes the call says there are: at the entry of read(2) as many as there is room for,
   * at its exit as many as were read. {@link Long#MAX_VALUE} where only the result will tell.
   */
  public long size() {
    return isNull() ? 0 : Sizes.bytes(type(), call, false);
  }

  /**
   * How many bytes there is room for, whatever the result. {@link Long#MAX_VALUE} where the
   * description says nothing but the result, as that of readlink(2): another argument tells then.
   */
  public long room() {
    return isNull() ? 0 : Sizes.bytes(type(), call, true);
  }

  /**
   * The bytes, {@link #size} of them.
   *
   * @throws UserFaultException where not all of them can be read
   * @throws IllegalStateException where it is not known how many they are, or they are too many for
   *     an array
   */
  public byte[] bytes() {
    long size = size();
    if (size > Integer.MAX_VALUE) {
      throw new IllegalStateException(call.name() + ": a buffer of " + size + " bytes");
    }
    return read((int) size);
  }

  /**
   * Writes, as the program itself could, as many bytes as there is {@link #room} for. For the
   * read(2) of a file that is made up: {@code call.suppress(buf.write(bytes))}.
   *
   * @return how many were written; -EFAULT where not even the first could be
   */
  @Override
  public int write(byte[] bytes) {
    long room = room();
    return super.write(bytes.length > room ? Arrays.copyOf(bytes, (int) room) : bytes);
  }
}
