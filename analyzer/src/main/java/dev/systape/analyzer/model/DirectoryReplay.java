package dev.systape.analyzer.model;

import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.TapeRegisters;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.RecordHeader;

/** What calls do to the working and the root directory of their thread. */
final class DirectoryReplay {
  private static final long CLONE_FS = 0x200;
  private static final long CLONE_NEWNS = 0x20000;
  private static final long CLONE_NEWUSER = 0x1000_0000;
  private static final long UNSHARES_FS = CLONE_FS | CLONE_NEWNS | CLONE_NEWUSER;
  private static final int OPEN_HOW = 2;
  private static final int RESOLVE = 16;
  private static final long RESOLVE_IN_ROOT = 0x10;

  private final TapeRegisters registers;
  private final CallReader reader;
  private final DescriptorReplay descriptors;

  DirectoryReplay(TapeRegisters registers, CallReader reader, DescriptorReplay descriptors) {
    this.registers = registers;
    this.reader = reader;
    this.descriptors = descriptors;
  }

  /** Whether openat2(2) is told that its names stay below the directory. */
  boolean isRooted(CallCaptures captures) {
    captures.rewind();
    while (captures.next()) {
      if (captures.argument() == OPEN_HOW && captures.length() >= RESOLVE + Long.BYTES) {
        return (Memory.getLong(captures.data() + RESOLVE) & RESOLVE_IN_ROOT) != 0;
      }
    }
    return false;
  }

  /**
   * Lets a call have its effect.
   *
   * @param untilNs when it ended at the latest
   */
  void after(
      RoleTable.Effect effect,
      long record,
      CallCaptures captures,
      LiveThread thread,
      long untilNs) {
    if (!registers.hasResult(record)) {
      if (RoleTable.changes(effect)) {
        thread.directory.forgetAll();
      }
    } else if (!Abi.isError(registers.result(record))) {
      take(effect, record, captures, thread, untilNs);
    }
  }

  private void take(
      RoleTable.Effect effect,
      long record,
      CallCaptures captures,
      LiveThread thread,
      long untilNs) {
    long begunNs = RecordHeader.timeNs(record);
    WorkingDirectory directory = thread.directory;
    switch (effect) {
      case NONE -> {}
      case CHANGES -> {
        int given = reader.isFromDirectory() ? directory.given() : 0;
        directory.change(path(), given, begunNs, untilNs);
      }
      case FOLLOWS -> {
        Open open = descriptors.open(reader.fd());
        byte[] to = reader.hasFd() ? open.directory() : null;
        boolean given = to != null && to.length > 1 && open.path() == null;
        directory.change(to, given ? to.length : 0, begunNs, untilNs);
      }
      case LOSES -> directory.change(null, 0, begunNs, untilNs);
      case ROOTS -> directory.changeRoot(path(), begunNs, untilNs);
      case TELLS -> {
        if (!directory.isShared() && directory.path(begunNs) == null) {
          told(captures, directory);
        }
      }
      case UNSHARES -> {
        if (!registers.hasArgument(record, 0)
            || (registers.argument(record, 0) & UNSHARES_FS) != 0) {
          thread.use(new WorkingDirectory(directory, begunNs), thread.files);
        }
      }
    }
  }

  private byte[] path() {
    return reader.path().known() ? reader.path().bytes() : null;
  }

  /** getcwd(2) tells the path below the root directory, with a NUL behind it. */
  private static void told(CallCaptures captures, WorkingDirectory directory) {
    byte[] root = directory.root(0);
    captures.rewind();
    while (root != null && root.length == 0 && captures.next()) {
      boolean whole = (captures.flags() & Capture.TRUNCATED) == 0 && captures.length() > 1;
      if (captures.argument() == 0 && captures.phase() == Capture.EXIT && whole) {
        directory.set(Memory.bytes(captures.data(), (int) captures.length() - 1));
        return;
      }
    }
  }
}
