package dev.systape.analyzer.model;

import dev.systape.schema.memory.Memory;
import java.util.Arrays;

/**
 * A working directory, which threads made with CLONE_FS share (fs_struct in the kernel). The path
 * is not tidied: {@code a/link/..} leads where the kernel went, {@code a} might not.
 */
final class WorkingDirectory {
  private static final int PATH_MAX = 4096;

  private byte[] path;

  /** One that is not known. */
  WorkingDirectory() {}

  /** One with a path of its own, the same as another's. */
  WorkingDirectory(WorkingDirectory copied) {
    path = copied.path;
  }

  /** The path without a slash at its end, so empty for the root; null where it is not known. */
  byte[] path() {
    return path;
  }

  void forget() {
    path = null;
  }

  /** Sets an absolute path; an empty one means that it is not known. */
  void set(byte[] absolute) {
    path = absolute.length == 0 || absolute.length > PATH_MAX ? null : withoutSlash(absolute);
  }

  /** Goes where a successful chdir(2) went. */
  void change(Name name) {
    if (!name.known()) {
      forget();
      return;
    }
    byte[] directory = name.directory();
    boolean relative = Memory.getByte(name.address()) != '/';
    int slash = relative ? 1 : 0;
    byte[] changed = Arrays.copyOf(directory, directory.length + slash + name.length());
    if (relative) {
      changed[directory.length] = '/';
    }
    Memory.copy(name.address(), changed, directory.length + slash, name.length());
    set(changed);
  }

  private static byte[] withoutSlash(byte[] path) {
    int length = path.length;
    while (length > 0 && path[length - 1] == '/') {
      length--;
    }
    return Arrays.copyOf(path, length);
  }
}
