package dev.systape.schema.abi;

import dev.systape.schema.memory.Memory;
import java.util.Arrays;

/**
 * Control data of messages: struct cmsghdr of cmsg(3), each a length as wide as a pointer, level,
 * type and data, padded to the width of a pointer.
 */
public final class ControlData {
  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;
  private static final int[] NONE = {};

  private ControlData() {}

  /**
   * The descriptors that control data carries, in order: SCM_RIGHTS of unix(7).
   *
   * @param data where {@code length} bytes of it are
   * @param width bytes of a pointer of the program's
   */
  public static int[] descriptors(long data, int length, int width) {
    int header = width + 2 * Integer.BYTES;
    int[] found = NONE;
    int at = 0;
    while (length - at >= header) {
      long size = load(data + at, width);
      if (size < header || size > length - at) {
        return found;
      }
      int level = Memory.getInt(data + at + width);
      int type = Memory.getInt(data + at + width + Integer.BYTES);
      if (level == SOL_SOCKET && type == SCM_RIGHTS) {
        found = append(found, data + at + header, (int) (size - header) / Integer.BYTES);
      }
      at += (int) size + width - 1 & -width;
    }
    return found;
  }

  private static int[] append(int[] found, long data, int count) {
    int[] more = Arrays.copyOf(found, found.length + count);
    for (int i = 0; i < count; i++) {
      more[found.length + i] = Memory.getInt(data + (long) Integer.BYTES * i);
    }
    return more;
  }

  private static long load(long at, int width) {
    return width == Long.BYTES ? Memory.getLong(at) : Memory.getU32(at);
  }
}
