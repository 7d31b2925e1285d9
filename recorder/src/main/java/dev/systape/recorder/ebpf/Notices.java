package dev.systape.recorder.ebpf;

import dev.systape.recorder.linux.ProcFs;
import dev.systape.recorder.tape.TapeWriter;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Descriptor;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.FdSnapshot;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.Taken;
import dev.systape.schema.tape.TapeRecord;
import java.util.ArrayList;
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

  /**
   * An execve succeeded. The program runs on meanwhile: where it is gone already, its path is the
   * one that it was executed by, and its working directory is not known.
   */
  void exec(long notice) {
    int tid = RecordHeader.tid(notice);
    byte[] path = ProcFs.exe(tid);
    int pathLength = Memory.getInt(notice + Notice.PATH_LENGTH);
    if (path.length == 0 && pathLength > 0) {
      path = Memory.bytes(notice + Notice.PATH, pathLength - 1);
    }
    append(
        notice,
        new Exec(
            Memory.getInt(notice + Notice.OLD_TID), path, ProcFs.cwd(tid), arguments(notice, tid)));
  }

  private static List<byte[]> arguments(long notice, int tid) {
    int length = Memory.getInt(notice + Notice.ARGUMENTS_LENGTH);
    if (length < 0 || length == Notice.ARGUMENTS_SIZE) {
      return ProcFs.arguments(tid);
    }
    byte[] all = Memory.bytes(notice + Notice.ARGUMENTS, length);
    List<byte[]> list = new ArrayList<>();
    for (int at = 0; at < length; ) {
      byte[] argument = untilNul(all, at, length);
      list.add(argument);
      at += argument.length + 1;
    }
    return list;
  }

  private static byte[] untilNul(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != 0) {
      at++;
    }
    return java.util.Arrays.copyOfRange(bytes, from, at);
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
