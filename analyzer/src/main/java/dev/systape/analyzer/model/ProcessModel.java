package dev.systape.analyzer.model;

import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.RecordSink;
import dev.systape.analyzer.tape.TapeException;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.analyzer.tape.TapeRegisters;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.FdSnapshot;
import dev.systape.schema.tape.Lost;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.ResolvedPath;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeHeader;
import dev.systape.schema.tape.TapeRecord;
import java.io.Closeable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Replays a tape: who lives, where relative names lead, and what descriptors stand for. Shown a
 * call, it answers with {@link #facts()} until it is shown the next.
 *
 * <p>Calls come in the order of their ends. While a thread shares nothing this is the order in
 * which they happened. Where threads share a directory or a table of descriptors, a call may have
 * met what another one did that began before its end: what is not certain then is not known.
 */
public final class ProcessModel implements RecordSink, Closeable {
  private static final long CLONE_THREAD = 0x10000;

  private final TapeReader tape;
  private final TapeHeader header;
  private final RoleTable roles;
  private final DescriptorEffects effects = new DescriptorEffects();
  private final LifeSink lives;
  private final CallReader reader;
  private final DescriptorReplay descriptors;
  private final RightsReplay rights;
  private final DirectoryReplay directories;
  private final Seen seen;
  private final IntMap<LiveThread> threads = new IntMap<>();
  private final IntMap<LiveProcess> processes = new IntMap<>();
  private final List<TapeReader> readers = new ArrayList<>();
  private Lookahead ahead;
  private LiveThread current;
  private long heardNs;
  private long untilNs;

  /**
   * A model of one tape.
   *
   * @param tape is asked for its header, and for readers that run ahead of it
   */
  public ProcessModel(TapeReader tape, CallRoles roles, LifeSink lives) {
    this.tape = tape;
    this.lives = lives;
    this.roles = new RoleTable(roles);
    header = tape.header();
    TapeRegisters registers = tape.registers();
    reader = new CallReader(registers);
    rights = new RightsReplay(registers, header);
    descriptors = new DescriptorReplay(registers, effects, reader, rights);
    directories = new DirectoryReplay(registers, reader, descriptors);
    seen = Seen.of(header);
  }

  /** What is known of the call that was shown last. */
  public CallFacts facts() {
    return reader;
  }

  /** What a descriptor is in it. */
  Open open(int fd) {
    Open received = rights.received(fd);
    return received == null ? descriptors.open(fd) : received;
  }

  /** What it returns, null where that is no descriptor. */
  Open result() {
    return descriptors.result();
  }

  /** The first path of it as the program gave it, where it is not known where that is. */
  Name unplaced() {
    return reader.unplaced();
  }

  /** Working directory of its thread, without a slash at its end; null where it is not known. */
  byte[] workingDirectory(long record) {
    return current == null ? null : current.directory.path(RecordHeader.timeNs(record));
  }

  @Override
  public void syscall(long index, long record, CallCaptures captures) {
    before(index, record, captures);
    after(record, captures);
  }

  /** Takes a call, which has no effect yet. */
  void before(long index, long record, CallCaptures captures) {
    int abi = RecordHeader.abi(record);
    int number = SyscallRecord.number(record);
    CallRole role = roles.role(abi, number);
    current = threads.get(RecordHeader.tid(record));
    // A call that did not end is told of when its thread does: after all that came before.
    heardNs = Math.max(heardNs, SyscallRecord.exitNs(record));
    untilNs = SyscallRecord.exitNs(record) == 0 ? heardNs : SyscallRecord.exitNs(record);
    if (current != null) {
      untilNs = Math.max(untilNs, current.resolvedNs(RecordHeader.sequence(record)));
    }
    if (ahead != null) {
      ahead.reached(index);
    }
    if (current != null && current.isShared()) {
      lookAhead(index, untilNs);
    }
    RoleTable.Names names = roles.names(abi, number);
    boolean rooted = names == RoleTable.Names.ROOTED && directories.isRooted(captures);
    reader.read(record, role, captures, current, rooted);
    if (names == RoleTable.Names.LINK_TEXT) {
      reader.linkText(record, 0, captures);
    }
    descriptors.before(record, role, captures, current, untilNs);
    rights.before(record, captures, current, untilNs);
  }

  /** Lets the call that {@link #before} took have its effect. */
  void after(long record, CallCaptures captures) {
    if (current == null) {
      return;
    }
    RoleTable.Effect effect = roles.effect(RecordHeader.abi(record), SyscallRecord.number(record));
    if (effect != RoleTable.Effect.NONE) {
      directories.after(effect, record, captures, current, untilNs);
    }
    descriptors.after(record, captures);
    rights.after();
    current.lastExitNs = untilNs;
  }

  private void lookAhead(long index, long timeNs) {
    if (ahead == null) {
      ahead = new Lookahead(another(), another(), roles, effects, threads, index);
    }
    ahead.advance(timeNs);
  }

  private TapeReader another() {
    try {
      TapeReader other = tape.another();
      readers.add(other);
      return other;
    } catch (TapeException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void event(long index, long record, TapeRecord body) {
    int tid = RecordHeader.tid(record);
    int pid = RecordHeader.pid(record);
    long timeNs = RecordHeader.timeNs(record);
    heardNs = Math.max(heardNs, timeNs);
    if (body instanceof ProcessNew birth) {
      begin(index, tid, pid, timeNs, birth);
    } else if (body instanceof Exec exec) {
      execute(tid, pid, timeNs, exec);
    } else if (body instanceof Exit exit) {
      end(tid, pid, timeNs, exit);
    } else if (body instanceof ResolvedPath resolved && threads.get(tid) != null) {
      threads.get(tid).resolve(resolved, timeNs);
    } else if (body instanceof FdSnapshot snapshot && threads.get(tid) != null) {
      threads.get(tid).files.describe(snapshot);
    } else if (body instanceof Lost) {
      threads.values().forEach(thread -> thread.forget(timeNs));
      rights.doubt();
    }
  }

  /** Nothing comes any more: those that have not ended are handed over as they are. */
  public void end() {
    threads.values().forEach(thread -> lives.thread(life(thread, 0, null)));
    processes.values().forEach(process -> lives.process(process.life(0, null)));
  }

  private void begin(long index, int tid, int pid, long timeNs, ProcessNew birth) {
    endThread(tid, timeNs, null);
    LiveThread thread = new LiveThread(tid, pid, timeNs, birth);
    LiveThread parent = threads.get(birth.origin() == ProcessNew.CREATED ? birth.parentTid() : pid);
    if (parent == null) {
      alone(thread, directory(birth));
    } else {
      if (parent.isShared()) {
        lookAhead(index, timeNs);
      }
      thread.inherit(parent, birth);
    }
    threads.put(tid, thread);
    boolean processBegins = tid == pid && (birth.cloneFlags() & CLONE_THREAD) == 0;
    if (processBegins || processes.get(pid) == null) {
      endProcess(pid, timeNs, null);
      processes.put(pid, new LiveProcess(pid, timeNs, birth, parent == null ? null : runs(parent)));
    }
  }

  /** What the process of a thread executed last, or else was born with; null: not known. */
  private Exec runs(LiveThread thread) {
    LiveProcess process = processes.get(thread.pid);
    if (process == null) {
      return null;
    }
    return process.exec == null ? process.inherited : process.exec;
  }

  /** Where a thread begins whose parent is not recorded; null where that is not known. */
  private byte[] directory(ProcessNew birth) {
    if (birth.origin() == ProcessNew.SPAWNED) {
      return header.workingDirectory();
    }
    boolean known = birth.running() != null && birth.running().workingDirectory().length > 0;
    return known ? birth.running().workingDirectory() : null;
  }

  private void alone(LiveThread thread, byte[] workingDirectory) {
    WorkingDirectory directory = new WorkingDirectory(seen.directories());
    if (workingDirectory != null) {
      directory.set(workingDirectory);
    }
    thread.use(directory, new DescriptorTable(seen.descriptors()));
  }

  /**
   * The thread that executes takes the leader's tid; a leader that was another thread is gone
   * without an end of its own.
   */
  private void execute(int tid, int pid, long timeNs, Exec exec) {
    LiveThread old = threads.get(exec.oldTid());
    LiveThread leader = exec.oldTid() == tid ? old : threads.get(tid);
    LiveThread thread =
        leader == null
            ? new LiveThread(tid, pid, timeNs, null)
            : new LiveThread(tid, pid, leader.beginNs, leader.birth);
    if (old == null) {
      alone(thread, null);
    } else {
      old.leave();
      thread.use(old.directory, old.files.executed(old.lastExitNs));
      thread.lastExitNs = old.lastExitNs;
    }
    if (exec.oldTid() != tid) {
      if (leader != null) {
        leader.leave();
      }
      if (old != null) {
        lives.thread(life(threads.remove(exec.oldTid()), timeNs, null));
      }
    }
    threads.put(tid, thread);
    if (exec.workingDirectory().length > 0) {
      thread.directory.set(exec.workingDirectory());
    }
    LiveProcess process = processes.get(pid);
    if (process == null) {
      process = new LiveProcess(pid, timeNs, null, null);
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
      thread.leave();
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

  /** Ends the reading ahead. */
  @Override
  public void close() throws TapeException {
    for (TapeReader each : readers) {
      each.close();
    }
  }
}
