package dev.systape.analyzer.model;

import dev.systape.schema.memory.Memory;
import java.util.Arrays;

/**
 * A path of a call: a directory where there is one, and behind it the bytes that the program gave,
 * where it gave any. Reused from call to call; what it holds is good as long as the call's captures
 * are.
 */
public final class Name {
  private static final byte[] NOTHING = {};

  private boolean known;
  private byte[] directory = NOTHING;
  private int slash;
  private long address;
  private int given;

  Name() {}

  void unknown() {
    known = false;
  }

  /** A path that is known already. */
  void path(byte[] whole) {
    set(whole, 0, 0, 0);
  }

  /** An absolute name below a root directory, which is empty where it is that of the machine. */
  void absolute(byte[] root, long at, int bytes) {
    set(root, 0, at, bytes);
  }

  /** A name below a directory, which has no slash at its end. */
  void relative(byte[] to, long at, int bytes) {
    set(to.length == 1 ? NOTHING : to, 1, at, bytes);
  }

  private void set(byte[] before, int between, long at, int bytes) {
    known = true;
    directory = before;
    slash = between;
    address = at;
    given = bytes;
  }

  /** Whether there is a path, and its place is certain. */
  public boolean known() {
    return known;
  }

  /** How many bytes it is long. */
  public int length() {
    return directory.length + slash + given;
  }

  /** Writes it to memory that has room for its {@link #length}. */
  public void copyTo(long to) {
    Memory.copy(directory, 0, to, directory.length);
    if (slash != 0) {
      Memory.putU8(to + directory.length, '/');
    }
    Memory.copy(address, to + directory.length + slash, given);
  }

  /** A copy of it. */
  byte[] bytes() {
    byte[] copy = new byte[length()];
    System.arraycopy(directory, 0, copy, 0, directory.length);
    if (slash != 0) {
      copy[directory.length] = '/';
    }
    Memory.copy(address, copy, directory.length + slash, given);
    return copy;
  }

  /** Whether it, or what the program gave of it, is this. */
  boolean is(byte[] path) {
    return known && (isGiven(path) || length() == path.length && Arrays.equals(bytes(), path));
  }

  private boolean isGiven(byte[] path) {
    if (given == 0 || given != path.length) {
      return false;
    }
    for (int i = 0; i < given; i++) {
      if (Memory.getByte(address + i) != path[i]) {
        return false;
      }
    }
    return true;
  }
}
