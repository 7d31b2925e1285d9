package dev.systape.analyzer.model;

/**
 * A path of a call: the bytes that the program gave, and the directory to put before them where
 * they are relative. Reused from call to call; the address holds as long as the call's captures do.
 */
public final class Name {
  private static final byte[] NO_DIRECTORY = {};

  private boolean known;
  private byte[] directory = NO_DIRECTORY;
  private long address;
  private int length;

  Name() {}

  void unknown() {
    known = false;
  }

  void absolute(long at, int bytes) {
    relative(NO_DIRECTORY, at, bytes);
  }

  void relative(byte[] to, long at, int bytes) {
    known = true;
    directory = to;
    address = at;
    length = bytes;
  }

  /** Whether there is a path, and its place is certain. */
  public boolean known() {
    return known;
  }

  /**
   * The directory that the name is relative to, without a slash at its end; empty where the name is
   * absolute. Not to be changed.
   */
  public byte[] directory() {
    return directory;
  }

  /** Address of the bytes that the program gave. */
  public long address() {
    return address;
  }

  /** How many they are. */
  public int length() {
    return length;
  }
}
