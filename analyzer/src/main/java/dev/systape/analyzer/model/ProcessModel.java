package dev.systape.analyzer.model;

import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.RecordSink;
import dev.systape.analyzer.tape.TapeRegisters;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.ResolvedPath;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeHeader;
import dev.systape.schema.tape.TapeRecord;

/**
 * Replays a tape: who lives, and in which working directory. Shown a call, it answers with {@link
 * #facts()} until it is shown the next; then it lets the call take effect. Records are taken in the
 * order of the tape, so two threads that share a working directory and change it while the other
 * names a path are told apart no better than by that order.
 */
public final class ProcessModel implements RecordSink {
  private static final long CLONE_FS = 0x200;
  private static final long CLONE_THREAD = 0x10000;
  private static final long CLONE_NEWNS = 0x20000;
  private static final long CLONE_NEWUSER = 0x1000_0000;
  private static final long UNSHARES_FS = CLONE_FS | CLONE_NEWNS | CLONE_NEWUSER;

  private final TapeHeader header;
  private final TapeRegisters registers;
  private final RoleTable roles;
  private final LifeSink lives;
  private final CallReader reader;
  private final IntMap<LiveThread> threads = new IntMap<>();
  private final IntMap<LiveProcess> processes = new IntMap<>();

  /** A model of one tape. */
  public ProcessModel(TapeHeader header, TapeRegisters registers, CallRoles roles, LifeSink lives) {
    this.header = header;
    this.registers = registers;
    this.roles = new RoleTable(roles);
    this.lives = lives;
    reader = new CallReader(registers);
  }

  /** What is known of the call that was shown last. */
  public CallFacts facts() {
    return reader;
  }

  /** Working directory of a thread, without a slash at its end; null where it is not known. */
  byte[] workingDirectory(int tid) {
    LiveThread thread = threads.get(tid);
    return thread == null ? null : thread.directory.path();
  }

  /**
   * The first path of the call that was shown last where it is relative to a descriptor, with an
   * empty directory; null where there is none.
   */
  Name relativePath() {
    return reader.relativePath();
  }

  @Override
  public void syscall(long index, long record, CallCaptures captures) {
    int abi = RecordHeader.abi(record);
    int number = SyscallRecord.number(record);
    CallRole role = roles.role(abi, number);
    RoleTable.Effect effect = roles.effect(abi, number);
    if (role.path() == CallRole.NONE && !role.returnsFd() && effect == RoleTable.Effect.NONE) {
      reader.read(record, role, captures, null, null);
      return;
    }
    LiveThread thread = threads.get(RecordHeader.tid(record));
    byte[] directory = thread == null ? null : thread.directory.path();
    byte[] resolved = thread == null ? null : thread.resolved(RecordHeader.sequence(record));
    reader.read(record, role, captures, directory, resolved);
    if (thread != null && effect != RoleTable.Effect.NONE && succeeded(record)) {
      take(effect, thread, record);
    }
  }

  private boolean succeeded(long record) {
    return registers.hasResult(record) && !Abi.isError(registers.result(record));
  }

  private void take(RoleTable.Effect effect, LiveThread thread, long record) {
    switch (effect) {
      case NONE -> {}
      case CHANGES -> thread.directory.change(reader.path());
      case LOSES -> thread.directory.forget();
      case UNSHARES -> {
        if (!registers.hasArgument(record, 0)
            || (registers.argument(record, 0) & UNSHARES_FS) != 0) {
          thread.directory = new WorkingDirectory(thread.directory);
        }
      }
    }
  }

  @Override
  public void event(long index, long record, TapeRecord body) {
    int tid = RecordHeader.tid(record);
    int pid = RecordHeader.pid(record);
    long timeNs = RecordHeader.timeNs(record);
    if (body instanceof ProcessNew birth) {
      begin(tid, pid, timeNs, birth);
    } else if (body instanceof Exec exec) {
      execute(tid, pid, timeNs, exec);
    } else if (body instanceof Exit exit) {
      end(tid, pid, timeNs, exit);
    } else if (body instanceof ResolvedPath resolved && threads.get(tid) != null) {
      threads.get(tid).resolved = resolved;
    }
  }

  /** Nothing comes any more: those that have not ended are handed over as they are. */
  public void end() {
    threads.values().forEach(thread -> lives.thread(life(thread, 0, null)));
    processes.values().forEach(process -> lives.process(process.life(0, null)));
  }

  private void begin(int tid, int pid, long timeNs, ProcessNew birth) {
    endThread(tid, timeNs, null);
    threads.put(tid, new LiveThread(tid, pid, timeNs, birth, directoryOf(pid, birth)));
    boolean processBegins = tid == pid && (birth.cloneFlags() & CLONE_THREAD) == 0;
    if (processBegins || processes.get(pid) == null) {
      endProcess(pid, timeNs, null);
      processes.put(pid, new LiveProcess(pid, timeNs, birth));
    }
  }

  private WorkingDirectory directoryOf(int pid, ProcessNew birth) {
    LiveThread parent = threads.get(birth.origin() == ProcessNew.CREATED ? birth.parentTid() : pid);
    if (parent != null) {
      boolean shared = birth.origin() != ProcessNew.CREATED || (birth.cloneFlags() & CLONE_FS) != 0;
      return shared ? parent.directory : new WorkingDirectory(parent.directory);
    }
    WorkingDirectory directory = new WorkingDirectory();
    if (birth.origin() == ProcessNew.SPAWNED) {
      directory.set(header.workingDirectory());
    }
    return directory;
  }

  /**
   * The thread that executes takes the leader's tid; a leader that was another thread is gone
   * without an end of its own.
   */
  private void execute(int tid, int pid, long timeNs, Exec exec) {
    LiveThread thread = threads.get(exec.oldTid());
    if (thread == null) {
      thread = new LiveThread(tid, pid, timeNs, null, new WorkingDirectory());
    }
    if (exec.oldTid() != tid) {
      endThread(exec.oldTid(), timeNs, null);
      LiveThread leader = threads.get(tid);
      thread =
          leader == null
              ? new LiveThread(tid, pid, timeNs, null, thread.directory)
              : new LiveThread(tid, pid, leader.beginNs, leader.birth, thread.directory);
    }
    threads.put(tid, thread);
    if (exec.workingDirectory().length > 0) {
      thread.directory.set(exec.workingDirectory());
    }
    LiveProcess process = processes.get(pid);
    if (process == null) {
      process = new LiveProcess(pid, timeNs, null);
      processes.put(pid, process);
    }
    process.exec = exec;
    process.execs++;
  }

  private void end(int tid, int pid, long timeNs, Exit exit) {
    endThread(tid, timeNs, exit);
    if (exit.processEnded() != 0) {
      endProcess(pid, timeNs, exit);
    }
  }

  private void endThread(int tid, long timeNs, Exit exit) {
    LiveThread thread = threads.remove(tid);
    if (thread != null) {
      lives.thread(life(thread, timeNs, exit));
    }
  }

  private void endProcess(int pid, long timeNs, Exit exit) {
    LiveProcess process = processes.remove(pid);
    if (process != null) {
      lives.process(process.life(timeNs, exit));
    }
  }

  private static ThreadLife life(LiveThread thread, long endNs, Exit exit) {
    return new ThreadLife(thread.tid, thread.pid, thread.beginNs, thread.birth, endNs, exit);
  }
}
