package dev.systape.recorder.ptrace.backend;

import dev.systape.recorder.linux.ProcFs;
import dev.systape.recorder.tape.TapeWriter;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Descriptor;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.FdSnapshot;
import dev.systape.schema.tape.MapsSnapshot;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.Seccomp;
import dev.systape.schema.tape.Signal;
import dev.systape.schema.tape.Stop;
import dev.systape.schema.tape.Taken;
import dev.systape.schema.tape.TapeRecord;
import dev.systape.schema.tape.Usage;
import java.util.Arrays;
import java.util.List;

/**
 * Records what happens to threads and processes other than calls: births, execs, ends, signals,
 * stops, and snapshots of what they have. Not hot.
 */
final class ProcessRecorder {
  private static final int O_CLOEXEC = 02000000;

  /** Bytes of a piece of a memory map: a snapshot of many mappings comes in several records. */
  private static final int MAPS_PIECE = 128 << 10;

  private static final int RU_UTIME = 0;
  private static final int RU_STIME = 16;
  private static final int RU_MAXRSS = 32;
  private static final int RU_MINFLT = 64;
  private static final int RU_MAJFLT = 72;
  private static final int RU_NVCSW = 128;
  private static final int RU_NIVCSW = 136;

  private final TapeWriter tape;
  private final long ownNamespace = ProcFs.pidNamespace((int) ProcessHandle.current().pid());

  ProcessRecorder(TapeWriter tape) {
    this.tape = tape;
  }

  /** A thread began. */
  void begun(RecordedThread thread, RecordedThread parent, long cloneFlags, int origin) {
    long namespace = ProcFs.pidNamespace(thread.tid());
    int inside =
        namespace == ownNamespace || namespace == 0
            ? thread.tid()
            : ProcFs.namespaceTid(thread.tid());
    int parentTid = parent == null ? 0 : parent.tid();
    int parentPid = parent == null ? 0 : parent.pid();
    boolean runs = origin == ProcessNew.ATTACHED && thread.tid() == thread.pid();
    append(
        thread,
        new ProcessNew(
            parentTid,
            parentPid,
            cloneFlags,
            origin,
            inside,
            namespace,
            ProcFs.comm(thread.tid()),
            runs ? executes(thread.tid(), thread.tid()) : null));
  }

  /** An execve succeeded. */
  void executed(RecordedThread thread, int oldTid) {
    int tid = thread.tid();
    append(thread, executes(tid, oldTid));
    snapshotMaps(thread, Taken.EXEC, false);
    snapshotDescriptors(thread, Taken.EXEC, false);
  }

  private static Exec executes(int tid, int oldTid) {
    return new Exec(oldTid, ProcFs.exe(tid), ProcFs.cwd(tid), ProcFs.arguments(tid));
  }

  /** A thread ended. */
  void ended(RecordedThread thread, int waitStatus, boolean last, long rusage) {
    append(thread, new Exit(waitStatus, last ? 1 : 0, rusage == 0 ? Usage.UNKNOWN : usage(rusage)));
  }

  /** A signal is about to be delivered. */
  void signal(RecordedThread thread, int signo, byte[] siginfo) {
    append(thread, new Signal(signo, siginfo));
  }

  /** A filter of the program's own asked its tracer about a call. */
  void seccomp(RecordedThread thread, int abi, int data, int number) {
    append(abi, thread, new Seccomp(data, number));
  }

  /** A group stop began. */
  void stopped(RecordedThread thread, int signo) {
    append(thread, new Stop(signo));
  }

  /**
   * What a process has open. Before its first exec it still has the recorder's own, all of them
   * close-on-exec: the program never sees these.
   *
   * @param running whether any of its threads could run meanwhile
   */
  void snapshotDescriptors(RecordedThread thread, int reason, boolean running) {
    long begin = System.nanoTime();
    List<Descriptor> descriptors = ProcFs.descriptors(thread.tid());
    if (reason == Taken.SPAWN) {
      descriptors = descriptors.stream().filter(each -> (each.flags() & O_CLOEXEC) == 0).toList();
    }
    append(
        thread,
        new FdSnapshot(new Taken(begin, System.nanoTime(), running ? 1 : 0, reason), descriptors));
  }

  /** What a process has mapped. */
  void snapshotMaps(RecordedThread thread, int reason, boolean running) {
    long begin = System.nanoTime();
    byte[] maps = ProcFs.maps(thread.tid());
    Taken taken = new Taken(begin, System.nanoTime(), running ? 1 : 0, reason);
    int parts = Math.max(1, (maps.length + MAPS_PIECE - 1) / MAPS_PIECE);
    for (int part = 0; part < parts; part++) {
      int from = part * MAPS_PIECE;
      byte[] piece = Arrays.copyOfRange(maps, from, Math.min(maps.length, from + MAPS_PIECE));
      append(thread, new MapsSnapshot(taken, part, parts, piece));
    }
  }

  private void append(RecordedThread thread, TapeRecord body) {
    append(0, thread, body);
  }

  private void append(int abi, RecordedThread thread, TapeRecord body) {
    tape.append(abi, thread.tid(), thread.pid(), thread.sequence++, System.nanoTime(), body);
  }

  private static Usage usage(long rusage) {
    return new Usage(
        1,
        microseconds(rusage + RU_UTIME),
        microseconds(rusage + RU_STIME),
        Memory.getLong(rusage + RU_MAXRSS),
        Memory.getLong(rusage + RU_MINFLT),
        Memory.getLong(rusage + RU_MAJFLT),
        Memory.getLong(rusage + RU_NVCSW),
        Memory.getLong(rusage + RU_NIVCSW));
  }

  private static long microseconds(long timeval) {
    return Memory.getLong(timeval) * 1_000_000 + Memory.getLong(timeval + 8);
  }
}
