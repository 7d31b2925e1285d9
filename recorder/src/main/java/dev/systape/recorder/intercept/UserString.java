package dev.systape.recorder.intercept;

import dev.systape.recorder.ptrace.TraceeMemory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A NUL-terminated string of the program's: a path, a name. */
public final class UserString extends UserPointer {
  /** PATH_MAX of linux/limits.h, which also bounds the other strings of calls: a page. */
  private static final int LIMIT = 4096;

  UserString(Call call, int position) {
    super(call, position, 0);
  }

  /**
   * The string as UTF-8, as file names mostly are; null for NULL.
   *
   * @throws UserFaultException where it has no end within 4,096 bytes of mapped memory
   */
  public String text() {
    return isNull() ? null : new String(bytes(), StandardCharsets.UTF_8);
  }

  /**
   * Its bytes without the NUL.
   *
   * @throws UserFaultException as {@link #text}, and for NULL
   */
  public byte[] bytes() {
    TraceeMemory.Text text = call.memory().readString(address(), LIMIT);
    if (!text.complete()) {
      throw new UserFaultException(call, address() + text.bytes().length);
    }
    return text.bytes();
  }

  /**
   * Has the kernel see another string.
   *
   * @throws UserFaultException where the program's stack has no room for it
   */
  public void replace(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    replace(Arrays.copyOf(bytes, bytes.length + 1));
  }
}
