package dev.systape.analyzer.model;

import java.util.Arrays;

/**
 * A working and a root directory, which threads made with CLONE_FS share (fs_struct in the kernel).
 *
 * <p>A path is tidied no further than is certain: {@code a/link/..} leads where the kernel went,
 * {@code a} might not; but behind a path that the kernel itself gave, in which there are no links,
 * {@code ..} is the directory above. Times are as in {@link DescriptorTable}.
 */
final class WorkingDirectory {
  private static final int PATH_MAX = 4096;
  private static final byte[] ROOT = {};

  private final boolean changesSeen;
  private byte[] path;
  private byte[] root = ROOT;
  private boolean canonical;
  private boolean wasShared;
  private long sinceNs;

  /** Threads that use it. */
  int users;

  /** Calls of other threads that change it and have begun, but are further on in the tape. */
  int changing;

  /**
   * One that is not known.
   *
   * @param changesSeen whether the tape shows what changes it
   */
  WorkingDirectory(boolean changesSeen) {
    this.changesSeen = changesSeen;
  }

  /** One with paths of its own, the same as another's when a call began. */
  WorkingDirectory(WorkingDirectory copied, long begunNs) {
    changesSeen = copied.changesSeen;
    path = copied.path(begunNs);
    root = copied.root(begunNs);
    canonical = copied.canonical;
  }

  /** One more thread uses it. */
  WorkingDirectory shared() {
    users++;
    wasShared |= users > 1;
    return this;
  }

  /** Whether calls of more than one thread change it, or did. */
  boolean isShared() {
    return wasShared;
  }

  private boolean isCertain(long begunNs) {
    return changesSeen && !raced(begunNs);
  }

  private boolean raced(long begunNs) {
    return wasShared && (begunNs < sinceNs || changing > 0);
  }

  /**
   * The path without a slash at its end, so empty for the root, during a call that began then and
   * ends now; null where it is not known.
   */
  byte[] path(long begunNs) {
    return isCertain(begunNs) ? path : null;
  }

  /**
   * The root directory likewise, chroot(2). Where the tape does not show what changes it, it is
   * taken for what it was: programs that change it are rare, and names below it are as they gave
   * them.
   */
  byte[] root(long begunNs) {
    return raced(begunNs) ? null : root;
  }

  /** Neither is known any more. */
  void forgetAll() {
    path = null;
    root = null;
  }

  /** Sets a path that the kernel gave; an empty one means that it is not known. */
  void set(byte[] given) {
    boolean usable = given.length > 0 && given.length <= PATH_MAX && given[0] == '/';
    path = usable ? withoutSlash(given, given.length) : null;
    canonical = true;
  }

  /**
   * A successful call went to a directory, unless one of another thread went elsewhere.
   *
   * @param to absolute, null where it is not known
   * @param given how many bytes of it the kernel itself gave
   */
  void change(byte[] to, int given, long begunNs, long endedNs) {
    boolean overlaps = wasShared && (sinceNs > begunNs || changing > 0);
    path = to == null || overlaps ? null : tidied(to, given);
    sinceNs = Math.max(sinceNs, endedNs);
  }

  /** How many bytes of the path the kernel itself gave: all or none. */
  int given() {
    return path != null && canonical ? path.length : 0;
  }

  /** A successful chroot(2) likewise; it leaves the working directory as it is. */
  void changeRoot(byte[] to, long begunNs, long endedNs) {
    boolean overlaps = wasShared && (sinceNs > begunNs || changing > 0);
    root = to == null || overlaps ? null : withoutSlash(to, to.length);
    sinceNs = Math.max(sinceNs, endedNs);
  }

  /** Drops what is certain to lead nowhere else. */
  private byte[] tidied(byte[] given, int certain) {
    byte[] out = Arrays.copyOf(given, given.length);
    int length = certain;
    int links = 0;
    for (int at = certain; at < given.length; ) {
      int end = at + 1;
      while (end < given.length && given[end] != '/') {
        end++;
      }
      int bytes = end - at - 1;
      boolean dot = bytes == 1 && given[at + 1] == '.';
      boolean dots = bytes == 2 && given[at + 1] == '.' && given[at + 2] == '.';
      if (dots && links == 0) {
        length = parent(out, length);
      } else if (bytes > 0 && !dot) {
        System.arraycopy(given, at, out, length, end - at);
        length += end - at;
        links++;
      }
      at = end;
    }
    canonical = links == 0;
    return length > PATH_MAX ? null : Arrays.copyOf(out, length);
  }

  private static int parent(byte[] path, int length) {
    int end = length;
    while (end > 0 && path[end - 1] != '/') {
      end--;
    }
    return Math.max(0, end - 1);
  }

  private static byte[] withoutSlash(byte[] path, int bytes) {
    int length = bytes;
    while (length > 0 && path[length - 1] == '/') {
      length--;
    }
    return Arrays.copyOf(path, length);
  }
}
