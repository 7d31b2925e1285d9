package dev.systape.recorder.linux;

import dev.systape.schema.memory.Memory;
import java.nio.charset.StandardCharsets;

/**
 * What /proc says a descriptor of another process is: the text of its link, byte for byte, and the
 * file behind it. For one thread.
 */
public final class FdLink implements AutoCloseable {
  private static final int SYS_READLINK = 89;
  private static final int SYS_STAT = 4;
  private static final int NAME_ROOM = 64;
  private static final int STAT_ROOM = 256;

  /** More than a path can be long, PATH_MAX of linux/limits.h. */
  private static final int TARGET_ROOM = 8192;

  private final long name = Memory.allocate(NAME_ROOM + STAT_ROOM + TARGET_ROOM);
  private final long stat = name + NAME_ROOM;
  private final long target = stat + STAT_ROOM;
  private int length;

  /** Looks at a descriptor; false where it is not there, or the process is gone. */
  public boolean read(int tid, int fd) {
    byte[] path = ("/proc/" + tid + "/fd/" + fd + "\0").getBytes(StandardCharsets.US_ASCII);
    Memory.copy(path, 0, name, path.length);
    length = (int) LibC.LIBC.syscall(SYS_READLINK, name, target, TARGET_ROOM, 0, 0, 0);
    Memory.zero(stat, STAT_ROOM);
    return length > 0 && LibC.LIBC.syscall(SYS_STAT, name, stat, 0, 0, 0, 0) == 0;
  }

  /** The text of the link. */
  public byte[] target() {
    return Memory.bytes(target, length);
  }

  /** Device of the file, st_dev. */
  public long device() {
    return Memory.getLong(stat);
  }

  /** Inode of the file, st_ino. */
  public long inode() {
    return Memory.getLong(stat + Long.BYTES);
  }

  @Override
  public void close() {
    Memory.free(name);
  }
}
