package dev.systape.analyzer.model;

import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.TapeRegisters;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.RecordHeader;
import java.util.Arrays;

/** Finds the facts about a call in its registers, its captures and its thread. Hot. */
final class CallReader implements CallFacts {
  /** {@code AT_FDCWD} of linux/fcntl.h. */
  private static final int AT_FDCWD = -100;

  private static final byte[] ROOT = {};

  private final TapeRegisters registers;
  private final Name path = new Name();
  private final Name path2 = new Name();
  private final Name unplaced = new Name();
  private LiveThread thread;
  private long begunNs;
  private boolean rootIsDirectory;
  private boolean fromDirectory;
  private boolean hasFd;
  private int fd;
  private boolean countsBytes;
  private byte[] pathResolved;
  private byte[] peer;

  CallReader(TapeRegisters registers) {
    this.registers = registers;
  }

  /**
   * Reads a call.
   *
   * @param of the thread that made it, null where that is not known
   * @param rooted whether an absolute name leads from the directory too, RESOLVE_IN_ROOT
   */
  void read(long record, CallRole role, CallCaptures captures, LiveThread of, boolean rooted) {
    thread = of;
    begunNs = RecordHeader.timeNs(record);
    rootIsDirectory = rooted;
    fromDirectory = false;
    countsBytes = role.returnsBytes();
    pathResolved = null;
    peer = null;
    path.unknown();
    path2.unknown();
    unplaced.unknown();
    readFd(record, role);
    if (role.path() != CallRole.NONE) {
      readName(record, path, role.path(), role.pathDirfd(), captures);
    }
    if (role.path2() != CallRole.NONE) {
      readName(record, path2, role.path2(), role.path2Dirfd(), captures);
    } else if (role.fd2() != CallRole.NONE && registers.hasArgument(record, role.fd2())) {
      readOther((int) registers.argument(record, role.fd2()));
    }
  }

  private void readFd(long record, CallRole role) {
    hasFd = false;
    if (role.fd() != CallRole.NONE) {
      hasFd = registers.hasArgument(record, role.fd());
      fd = hasFd ? (int) registers.argument(record, role.fd()) : 0;
      // An anonymous mmap's -1 is no descriptor.
      hasFd &= fd >= 0;
      if (hasFd && thread != null) {
        use(role);
      }
    } else if (role.returnsFd() && registers.hasResult(record)) {
      long result = registers.result(record);
      hasFd = result >= 0;
      fd = (int) result;
    }
    // A count of bytes is no descriptor, although a message may have brought some.
    if (thread != null && !countsBytes && thread.resolvedNs(RecordHeader.sequence(record)) != 0) {
      int returned = registers.hasResult(record) ? (int) registers.result(record) : -1;
      pathResolved = thread.resolved(RecordHeader.sequence(record), returned, begunNs);
    }
  }

  private void use(CallRole role) {
    Open open = thread.files.get(fd, begunNs);
    if (open.path() != null && role.path() == CallRole.NONE) {
      path.path(open.path());
    }
    pathResolved = open.resolved();
    peer = open.ends() == null ? null : open.ends().peer();
  }

  private void readOther(int other) {
    byte[] name = thread == null ? null : thread.files.get(other, begunNs).path();
    if (name != null) {
      path2.path(name);
    }
  }

  private void readName(long record, Name name, int argument, int dirfd, CallCaptures captures) {
    captures.rewind();
    while (captures.next()) {
      if (captures.argument() == argument && isWholeName(record, argument, captures)) {
        place(record, name, dirfd, captures.data(), (int) captures.length());
        return;
      }
    }
    if (registers.hasArgument(record, argument) && registers.argument(record, argument) == 0) {
      itself(record, name, dirfd);
    }
  }

  private void place(long record, Name name, int dirfd, long data, int length) {
    boolean absolute = length > 0 && Memory.getByte(data) == '/' && !rootIsDirectory;
    byte[] from = absolute ? root() : directory(record, dirfd);
    if (absolute && from != null) {
      name.absolute(from, data, length);
    } else if (length == 0) {
      itself(record, name, dirfd);
    } else if (from != null) {
      fromDirectory = true;
      boolean rooted = Memory.getByte(data) == '/';
      name.relative(from, data + (rooted ? 1 : 0), length - (rooted ? 1 : 0));
    } else if (name == path) {
      unplaced.absolute(ROOT, data, length);
    }
  }

  /** An empty name or none is the descriptor itself, AT_EMPTY_PATH; without one it is nothing. */
  private void itself(long record, Name name, int dirfd) {
    if (dirfd != CallRole.NONE && thread != null && registers.hasArgument(record, dirfd)) {
      int itself = (int) registers.argument(record, dirfd);
      Open open = thread.files.get(itself, begunNs);
      if (open.path() != null) {
        name.path(open.path());
      }
      if (!hasFd && itself >= 0) {
        hasFd = true;
        fd = itself;
      }
      if (name == path) {
        pathResolved = open.resolved();
      }
    }
  }

  private byte[] root() {
    return thread == null ? ROOT : thread.directory.root(begunNs);
  }

  /** What a relative name is relative to; null where it is not known. */
  private byte[] directory(long record, int dirfd) {
    if (thread == null || dirfd != CallRole.NONE && !registers.hasArgument(record, dirfd)) {
      return null;
    }
    int from = dirfd == CallRole.NONE ? AT_FDCWD : (int) registers.argument(record, dirfd);
    return from == AT_FDCWD
        ? thread.directory.path(begunNs)
        : thread.files.get(from, begunNs).directory();
  }

  /** Whether a capture is all of the string that an argument points to. */
  private boolean isWholeName(long record, int argument, CallCaptures capture) {
    return capture.kind() == Capture.TEXT
        && capture.phase() == Capture.ENTRY
        && (capture.flags() & Capture.STRING) != 0
        && registers.hasArgument(record, argument)
        && capture.address() == registers.argument(record, argument);
  }

  /**
   * The text of a symbolic link is no name of this call's: it is relative to where the link lies.
   */
  void linkText(long record, int argument, CallCaptures captures) {
    path.unknown();
    captures.rewind();
    while (captures.next()) {
      if (captures.argument() == argument && isWholeName(record, argument, captures)) {
        linkText(captures.data(), (int) captures.length());
        return;
      }
    }
  }

  private void linkText(long data, int length) {
    if (length > 0 && Memory.getByte(data) == '/') {
      path.absolute(ROOT, data, length);
    } else if (length > 0 && path2.known()) {
      byte[] link = path2.bytes();
      int end = link.length;
      while (end > 0 && link[end - 1] == '/') {
        end--;
      }
      while (end > 0 && link[end - 1] != '/') {
        end--;
      }
      path.relative(Arrays.copyOf(link, Math.max(0, end - 1)), data, length);
    }
  }

  /** Whether a name of the call is known because a directory is. */
  boolean isFromDirectory() {
    return fromDirectory;
  }

  /** The call itself says who the other end of its socket is. */
  void peer(byte[] told) {
    peer = told;
  }

  /** The first path as the program gave it, where it is not known where that is. */
  Name unplaced() {
    return unplaced;
  }

  @Override
  public boolean hasFd() {
    return hasFd;
  }

  @Override
  public int fd() {
    return fd;
  }

  @Override
  public Name path() {
    return path;
  }

  @Override
  public Name path2() {
    return path2;
  }

  @Override
  public byte[] pathResolved() {
    return pathResolved;
  }

  @Override
  public byte[] peer() {
    return peer;
  }

  @Override
  public boolean countsBytes() {
    return countsBytes;
  }
}
