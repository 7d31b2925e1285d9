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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the tape's records out of {@link Notice}s, and of what /proc tells of a parked process. */
final class Notices {
  private static final int O_CLOEXEC = 02000000;

  /** The sequence that is kept for what a spawned process has open. */
  private static final int OPEN_SEQUENCE = 1;

  private static final byte[] NOTHING = {};

  private final TapeWriter tape;

  /** By thread, until its execve is told of: what it executes, and in which directory. */
  private final Map<Integer, byte[]> executables = new HashMap<>();

  private final Map<Integer, byte[]> directories = new HashMap<>();

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

  /** What a thread executes, or in which directory: the execve itself is told next. */
  void executing(long notice) {
    boolean executable = RecordHeader.type(notice) == Notice.EXECUTABLE;
    byte[] path = FileNames.path(notice);
    (executable ? executables : directories)
        .put(RecordHeader.tid(notice), path == null ? NOTHING : path);
  }

  /** An execve succeeded. */
  void exec(long notice) {
    int tid = RecordHeader.tid(notice);
    byte[] executable = executables.remove(tid);
    byte[] directory = directories.remove(tid);
    append(
        notice,
        executed(
            notice,
            executable == null ? NOTHING : executable,
            directory == null ? NOTHING : directory));
  }

  /**
   * What an execve did. Its file is, where its own name is not known, the one that it was called
   * by. The program runs on meanwhile: long arguments, of which the notice has not all, are what
   * /proc tells where that is the same program's still.
   *
   * @param executable the file, empty where it is not known
   * @param directory the working directory likewise
   */
  static Exec executed(long notice, byte[] executable, byte[] directory) {
    int length = Memory.getInt(notice + Notice.ARGUMENTS_LENGTH);
    List<byte[]> arguments = length < 0 ? List.of() : arguments(notice, length);
    if (length < 0 || length == Notice.ARGUMENTS_SIZE) {
      List<byte[]> now = ProcFs.arguments(RecordHeader.tid(notice));
      arguments = isBeginning(arguments, now) ? now : arguments;
    }
    int pathLength = Memory.getInt(notice + Notice.PATH_LENGTH);
    byte[] path =
        executable.length == 0 && pathLength > 0
            ? Memory.bytes(notice + Notice.PATH, pathLength - 1)
            : executable;
    return new Exec(Memory.getInt(notice + Notice.OLD_TID), path, directory, arguments);
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

  /** Whether others begin with these, of which the last was cut. */
  private static boolean isBeginning(List<byte[]> arguments, List<byte[]> others) {
    int whole = Math.max(0, arguments.size() - 1);
    if (others.size() < whole) {
      return false;
    }
    for (int i = 0; i < whole; i++) {
      if (!Arrays.equals(arguments.get(i), others.get(i))) {
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
