package dev.systape.recorder.ebpf;

import dev.systape.recorder.linux.ProcFs;
import dev.systape.recorder.tape.TapeWriter;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Descriptor;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.FdSnapshot;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.ResolvedPath;
import dev.systape.schema.tape.Taken;
import dev.systape.schema.tape.TapeRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the tape's records out of {@link Notice}s, and of what /proc tells of a parked process. */
final class Notices {
  private static final int O_CLOEXEC = 02000000;

  /** The sequence that is kept for what a spawned process has open. */
  private static final int OPEN_SEQUENCE = 1;

  private final TapeWriter tape;

  Notices(TapeWriter tape) {
    this.tape = tape;
  }

  /** A thread began. */
  void processNew(long notice) {
    byte[] comm = Memory.bytes(notice + Notice.COMM, Notice.COMM_SIZE);
    append(
        notice,
        new ProcessNew(
            Memory.getInt(notice + Notice.PARENT_TID),
            Memory.getInt(notice + Notice.PARENT_PID),
            Memory.getLong(notice + Notice.CLONE_FLAGS),
            Memory.getInt(notice + Notice.ORIGIN),
            Memory.getInt(notice + Notice.NAMESPACE_TID),
            Memory.getLong(notice + Notice.NAMESPACE),
            untilNul(comm, 0, comm.length)));
  }

  /** An execve succeeded. */
  void exec(long notice) {
    append(notice, executed(notice));
  }

  /**
   * What an execve did. The program runs on meanwhile: where it is gone already, or has executed
   * another one, its path is the one that it was executed by; what /proc tells is this program's
   * where it tells the same arguments afterwards. The working directory outlives an execve, and is
   * not known of a process that is gone.
   */
  static Exec executed(long notice) {
    int tid = RecordHeader.tid(notice);
    byte[] path = ProcFs.exe(tid);
    List<byte[]> now = ProcFs.arguments(tid);
    int length = Memory.getInt(notice + Notice.ARGUMENTS_LENGTH);
    List<byte[]> arguments = length < 0 ? now : arguments(notice, length);
    boolean cut = length == Notice.ARGUMENTS_SIZE;
    boolean same = length < 0 || isSame(arguments, cut, now);
    int pathLength = Memory.getInt(notice + Notice.PATH_LENGTH);
    if ((path.length == 0 || !same) && pathLength > 0) {
      path = Memory.bytes(notice + Notice.PATH, pathLength - 1);
    }
    return new Exec(
        Memory.getInt(notice + Notice.OLD_TID),
        path,
        ProcFs.cwd(tid),
        cut && same ? now : arguments);
  }

  private static List<byte[]> arguments(long notice, int length) {
    byte[] all = Memory.bytes(notice + Notice.ARGUMENTS, length);
    List<byte[]> list = new ArrayList<>();
    for (int at = 0; at < length; ) {
      byte[] argument = untilNul(all, at, length);
      list.add(argument);
      at += argument.length + 1;
    }
    return list;
  }

  /** Whether arguments are those that /proc tells; of cut ones the last is where the cut was. */
  private static boolean isSame(List<byte[]> arguments, boolean cut, List<byte[]> now) {
    int whole = cut ? arguments.size() - 1 : arguments.size();
    if (cut ? now.size() < whole : now.size() != whole) {
      return false;
    }
    for (int i = 0; i < whole; i++) {
      if (!Arrays.equals(arguments.get(i), now.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static byte[] untilNul(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != 0) {
      at++;
    }
    return Arrays.copyOfRange(bytes, from, at);
  }

  /** A call gave the program a descriptor. */
  void resolved(long notice) {
    byte[] path = FileNames.path(notice);
    if (path != null) {
      append(
          notice,
          new ResolvedPath(
              Memory.getLong(notice + Notice.CALL_SEQUENCE),
              Memory.getInt(notice + Notice.DESCRIPTOR),
              Memory.getInt(notice + Notice.CALL_NUMBER),
              FileNames.device(Memory.getInt(notice + Notice.DEVICE)),
              Memory.getLong(notice + Notice.INODE),
              path));
    }
  }

  /** What the parked process will have open once it executes the program. */
  void open(int pid) {
    long begin = System.nanoTime();
    List<Descriptor> open =
        ProcFs.descriptors(pid).stream().filter(each -> (each.flags() & O_CLOEXEC) == 0).toList();
    Taken taken = new Taken(begin, System.nanoTime(), 0, Taken.SPAWN);
    tape.append(0, pid, pid, OPEN_SEQUENCE, System.nanoTime(), new FdSnapshot(taken, open));
  }

  private void append(long notice, TapeRecord body) {
    tape.append(
        0,
        RecordHeader.tid(notice),
        RecordHeader.pid(notice),
        RecordHeader.sequence(notice),
        RecordHeader.timeNs(notice),
        body);
  }
}
