package dev.systape.recorder.intercept;

import dev.systape.recorder.linux.Linux;
import dev.systape.schema.model.Type;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** An array of struct iovec of readv(2) and its kin: buffers that are filled one after another. */
public final class UserVector extends UserPointer {
  UserVector(Call call, int position) {
    super(call, position, 0);
  }

  /** How many buffers there are. */
  public long count() {
    return isNull() ? 0 : Lengths.of(((Type.Iovec) type()).count(), call, true);
  }

  /**
   * Where a buffer is.
   *
   * @throws UserFaultException where its struct iovec cannot be read
   */
  public long base(int index) {
    return word(2L * index);
  }

  /**
   * How long a buffer is.
   *
   * @throws UserFaultException where its struct iovec cannot be read
   */
  public long length(int index) {
    return word(2L * index + 1);
  }

  private long word(long index) {
    int width = call.abi().pointerWidth();
    return call.load(address() + index * width, width, false);
  }

  /**
   * What the buffers hold, one behind the other.
   *
   * @param limit bytes at the most; at the exit of readv(2) its result
   * @throws UserFaultException where that cannot be read
   */
  public byte[] bytes(int limit) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < count() && all.size() < limit; i++) {
      int wanted = (int) Math.min(limit - all.size(), length(i));
      byte[] got = call.memory().read(base(i), wanted);
      if (got.length < wanted) {
        throw new UserFaultException(call, base(i) + got.length);
      }
      all.writeBytes(got);
    }
    return all.toByteArray();
  }

  /**
   * Fills the buffers.
   *
   * @return how many bytes were written; -EFAULT where not even the first could be
   * @throws UserFaultException where a struct iovec cannot be read
   */
  @Override
  public int write(byte[] bytes) {
    int done = 0;
    for (int i = 0; i < count() && done < bytes.length; i++) {
      int wanted = (int) Math.min(bytes.length - done, length(i));
      byte[] part = Arrays.copyOfRange(bytes, done, done + wanted);
      int got = call.memory().write(base(i), part);
      done += got;
      if (got < wanted) {
        return done == 0 ? -Linux.EFAULT : done;
      }
    }
    return done;
  }
}
