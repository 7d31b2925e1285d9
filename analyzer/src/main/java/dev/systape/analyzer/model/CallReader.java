package dev.systape.analyzer.model;

import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.TapeRegisters;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;

/** Finds the facts about a call in its registers and captures. Hot. */
final class CallReader implements CallFacts {
  /** {@code AT_FDCWD} of linux/fcntl.h. */
  private static final int AT_FDCWD = -100;

  private final TapeRegisters registers;
  private final Name path = new Name();
  private final Name path2 = new Name();
  private final Name relative = new Name();
  private boolean hasFd;
  private int fd;
  private boolean countsBytes;
  private byte[] pathResolved;

  CallReader(TapeRegisters registers) {
    this.registers = registers;
  }

  /**
   * Reads a call.
   *
   * @param workingDirectory of its thread, null where that is not known
   * @param resolved what the kernel said of the descriptor that it returned, or null
   */
  void read(
      long record, CallRole role, CallCaptures captures, byte[] workingDirectory, byte[] resolved) {
    pathResolved = resolved;
    countsBytes = role.returnsBytes();
    readFd(record, role);
    path.unknown();
    path2.unknown();
    relative.unknown();
    if (role.path() != CallRole.NONE) {
      readName(record, path, role.path(), role.pathDirfd(), captures, workingDirectory);
    }
    if (role.path2() != CallRole.NONE) {
      readName(record, path2, role.path2(), role.path2Dirfd(), captures, workingDirectory);
    }
  }

  private void readFd(long record, CallRole role) {
    hasFd = false;
    if (role.fd() != CallRole.NONE) {
      hasFd = registers.hasArgument(record, role.fd());
      fd = hasFd ? (int) registers.argument(record, role.fd()) : 0;
      // An anonymous mmap's -1 is no descriptor.
      hasFd &= fd >= 0;
    } else if (role.returnsFd() && registers.hasResult(record)) {
      long result = registers.result(record);
      hasFd = result >= 0;
      fd = (int) result;
    }
  }

  private void readName(
      long record,
      Name name,
      int argument,
      int dirfd,
      CallCaptures captures,
      byte[] workingDirectory) {
    captures.rewind();
    while (captures.next()) {
      if (captures.argument() == argument && isWholeName(record, argument, captures)) {
        if (Memory.getByte(captures.data()) == '/') {
          name.absolute(captures.data(), (int) captures.length());
        } else if (workingDirectory != null && isWorkingDirectory(record, dirfd)) {
          name.relative(workingDirectory, captures.data(), (int) captures.length());
        } else if (name == path) {
          relative.absolute(captures.data(), (int) captures.length());
        }
        return;
      }
    }
  }

  /**
   * Whether a capture is all of the string that an argument points to. An empty name names nothing
   * by itself.
   */
  private boolean isWholeName(long record, int argument, CallCaptures capture) {
    return capture.kind() == Capture.TEXT
        && capture.phase() == Capture.ENTRY
        && (capture.flags() & Capture.STRING) != 0
        && capture.length() > 0
        && registers.hasArgument(record, argument)
        && capture.address() == registers.argument(record, argument);
  }

  private boolean isWorkingDirectory(long record, int dirfd) {
    return dirfd == CallRole.NONE
        || registers.hasArgument(record, dirfd)
            && (int) registers.argument(record, dirfd) == AT_FDCWD;
  }

  /** The first path where a descriptor is what it is relative to, or null. */
  Name relativePath() {
    return relative.known() ? relative : null;
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
    return null;
  }

  @Override
  public boolean countsBytes() {
    return countsBytes;
  }
}
