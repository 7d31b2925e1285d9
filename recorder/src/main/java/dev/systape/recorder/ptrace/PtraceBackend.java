package dev.systape.recorder.ptrace;

import dev.systape.recorder.Backend;
import dev.systape.recorder.RecordOptions;
import dev.systape.recorder.launch.LaunchState;
import dev.systape.recorder.launch.Program;
import dev.systape.recorder.launch.Spawner;
import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.LibC;
import dev.systape.recorder.linux.Linux;
import dev.systape.recorder.linux.WakeSignal;
import dev.systape.recorder.tape.TapeWriter;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.plan.CapturePlans;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.Taken;
import dev.systape.schema.tape.TapeEnd;
import java.util.List;

/**
 * Runs a program under ptrace(2), with PTRACE_SEIZE, and records it and what it starts until all of
 * it ended or recording is to stop. All ptrace calls are made by the thread that calls {@link
 * #run}; {@link #stop} and {@link #targetPid} may be called by any other.
 */
public final class PtraceBackend implements Backend {
  private static final long CLONE_THREAD = 0x10000;
  private static final long CLONE_VM_VFORK = 0x4100;
  private static final int SYS_EXECVE = 59;
  private static final int BATCH = 512;
  private static final int WNOHANG = 1;

  private final TapeWriter tape;
  private final RecordOptions options;
  private final CallRecorder calls;
  private final ProcessRecorder processes;
  private final CallNumbers numbers = new CallNumbers();
  private final TraceeTable tracees = new TraceeTable();
  private final long status = Memory.allocate(8);
  private final long message = Memory.allocate(8);
  private final long rusage = Memory.allocate(ProcessRecorder.RUSAGE_SIZE);
  private final int[] stoppedTids = new int[BATCH];
  private final int[] stoppedStatus = new int[BATCH];

  private int exiting;
  private int execErrno;
  private int targetStatus;
  private volatile int target;
  private volatile boolean targetEnded;
  private volatile int stopReason;
  private volatile WakeSignal wake;
  private boolean detaching;
  private boolean execed;

  /** A backend that will record to a tape. */
  public PtraceBackend(TapeWriter tape, RecordOptions options, CapturePlans plans) {
    this.tape = tape;
    this.options = options;
    calls = new CallRecorder(plans, tape, options);
    processes = new ProcessRecorder(tape);
  }

  @Override
  public Outcome run(Program program, LaunchState launch) {
    wake = WakeSignal.forCurrentThread();
    try (Spawner spawner = new Spawner()) {
      int pid = spawner.spawn(program, launch);
      seize(pid);
      Tracee first = new Tracee(pid, pid, Tracee.PARKED);
      tracees.add(first);
      processes.begun(first, null, 0, ProcessNew.SPAWNED);
      processes.snapshotDescriptors(first, Taken.SPAWN);
      target = pid;
      spawner.release();
    }
    loop();
    int reason = stopReason == 0 ? TapeEnd.ENDED : stopReason;
    return new Outcome(reason, targetStatus, execErrno, 0, 0);
  }

  @Override
  public Outcome attach(List<Integer> pids, Attached attached) {
    throw new IllegalStateException("-p: only --backend ebpf attaches to running processes so far");
  }

  @Override
  public int awaitTarget() {
    while (!targetEnded) {
      if (LibC.LIBC.wait4(target, status, 0, 0) == target) {
        targetStatus = Memory.getInt(status);
        targetEnded = true;
      } else if (LibC.errno() != Linux.EINTR) {
        return targetStatus;
      }
    }
    return targetStatus;
  }

  @Override
  public void stop(int reason) {
    stopReason = reason;
    wakeUp();
  }

  /** Wakes the tracing thread. */
  private void wakeUp() {
    WakeSignal signal = wake;
    if (signal != null) {
      signal.wake();
    }
  }

  @Override
  public int targetPid() {
    return targetEnded ? 0 : target;
  }

  @Override
  public void close() {
    Memory.free(status);
    Memory.free(message);
    Memory.free(rusage);
  }

  private void seize(int pid) {
    int follow = options.follow() ? Ptrace.O_TRACEFORK | Ptrace.O_TRACEVFORK : 0;
    int traced = Ptrace.O_TRACESYSGOOD | Ptrace.O_TRACECLONE | Ptrace.O_TRACEEXEC | follow;
    if (Ptrace.request(Ptrace.SEIZE, pid, 0, traced) < 0
        || Ptrace.request(Ptrace.INTERRUPT, pid, 0, 0) < 0) {
      throw new IllegalStateException("the new process was killed before its execve");
    }
    while (LibC.LIBC.wait4(pid, status, Ptrace.WALL, 0) != pid) {
      if (LibC.errno() != Linux.EINTR) {
        throw ErrnoException.last("wait4(" + pid + ")");
      }
    }
    Ptrace.request(Ptrace.SYSCALL, pid, 0, 0);
  }

  /**
   * Waits for stops and ends. All that wait are taken before any is handled, or one busy thread
   * would starve the others.
   */
  private void loop() {
    while (tracees.size() > 0) {
      if (stopReason != 0 && !detaching) {
        detachAll();
      }
      int count = collect();
      for (int i = 0; i < count; i++) {
        handle(stoppedTids[i], stoppedStatus[i]);
      }
      if (count < 0) {
        return;
      }
    }
  }

  /** Fills the stop arrays; 0 where a signal came instead, -1 where nothing is left to wait for. */
  private int collect() {
    int count = 0;
    int flags = Ptrace.WALL | Ptrace.WNOTHREAD;
    while (count < BATCH) {
      int tid =
          LibC.LIBC.wait4(
              -1, status, count == 0 ? flags : flags | WNOHANG, exiting > 0 ? rusage : 0);
      if (tid <= 0) {
        return count > 0 || LibC.errno() == Linux.EINTR ? count : -1;
      }
      stoppedTids[count] = tid;
      stoppedStatus[count++] = Memory.getInt(status);
      if (tracees.size() == 1 || isEnd(stoppedStatus[count - 1])) {
        return count;
      }
    }
    return count;
  }

  private static boolean isEnd(int waitStatus) {
    return (waitStatus & 0xff) != 0x7f;
  }

  private void handle(int tid, int waitStatus) {
    Tracee tracee = tracees.get(tid);
    if (isEnd(waitStatus)) {
      if (tracee != null) {
        ended(tracee, waitStatus);
      }
      return;
    }
    int signal = waitStatus >> 8 & 0xff;
    int event = waitStatus >>> 16;
    if (detaching) {
      detach(tid, tracee, event == 0 && signal != Ptrace.SYSCALL_STOP ? signal : 0);
    } else if (tracee == null) {
      tracees.add(new Tracee(tid, tid, Tracee.EARLY));
    } else if (signal == Ptrace.SYSCALL_STOP) {
      syscallStop(tracee);
    } else if (event != 0) {
      event(tracee, event, signal);
    } else {
      processes.signal(tracee, signal);
      resume(tracee, signal);
    }
  }

  private void syscallStop(Tracee tracee) {
    int op = calls.inspect(tracee);
    if (tracee.state == Tracee.PARKED) {
      if (op == Ptrace.OP_ENTRY && calls.number() == SYS_EXECVE) {
        calls.entry(tracee);
      }
    } else if (op == Ptrace.OP_ENTRY) {
      calls.unfinished(tracee);
      calls.entry(tracee);
      if (numbers.ends(tracee.abi, tracee.number)) {
        tracee.exiting = true;
        exiting++;
      }
    } else if (op == Ptrace.OP_EXIT) {
      if (tracee.tid == target && !execed) {
        execErrno = (int) -calls.result();
      }
      calls.exit(tracee);
    }
    resume(tracee, 0);
  }

  private void event(Tracee tracee, int event, int signal) {
    switch (event) {
      case Ptrace.EVENT_FORK, Ptrace.EVENT_VFORK, Ptrace.EVENT_CLONE -> {
        child(tracee, event);
        resume(tracee, 0);
      }
      case Ptrace.EVENT_EXEC -> executed(tracee);
      case Ptrace.EVENT_STOP -> {
        if (signal == Linux.SIGTRAP) {
          resume(tracee, 0);
        } else {
          processes.stopped(tracee, signal);
          Ptrace.request(Ptrace.LISTEN, tracee.tid, 0, 0);
        }
      }
      default -> resume(tracee, 0);
    }
  }

  private void child(Tracee parent, int event) {
    Ptrace.request(Ptrace.GETEVENTMSG, parent.tid, 0, message);
    int tid = (int) Memory.getLong(message);
    long flags = cloneFlags(parent, event);
    boolean thread = (flags & CLONE_THREAD) != 0;
    Tracee early = tracees.get(tid);
    Tracee child = early == null ? new Tracee(tid, tid, Tracee.OUTSIDE) : early;
    child.pid = thread ? parent.pid : tid;
    if (early == null) {
      tracees.add(child);
    }
    if (!thread && !options.follow()) {
      child.state = Tracee.UNFOLLOWED;
    } else {
      processes.begun(child, parent, flags, ProcessNew.CREATED);
      child.state = Tracee.OUTSIDE;
    }
    if (early != null) {
      resume(child, 0);
    }
  }

  /**
   * The clone flags of the call that made a child, from its arguments: the event alone tells only
   * fork from vfork from the rest.
   */
  private long cloneFlags(Tracee parent, int event) {
    if (numbers.isClone(parent.abi, parent.number)) {
      return parent.argument0 & 0xffff_ff00L;
    }
    if (numbers.isClone3(parent.abi, parent.number)) {
      return calls.readWord(parent.tid, parent.argument0);
    }
    return event == Ptrace.EVENT_VFORK ? CLONE_VM_VFORK : 0;
  }

  private void executed(Tracee reported) {
    Ptrace.request(Ptrace.GETEVENTMSG, reported.tid, 0, message);
    int oldTid = (int) Memory.getLong(message);
    Tracee tracee = reported;
    Tracee caller = oldTid == reported.tid ? null : tracees.get(oldTid);
    if (caller != null) {
      calls.unfinished(reported);
      tracees.remove(reported);
      tracees.remove(caller);
      caller.become(reported.tid, reported.sequence);
      reported.record.free();
      tracees.add(caller);
      tracee = caller;
    }
    execed = true;
    processes.executed(tracee, oldTid);
    resume(tracee, 0);
  }

  private void ended(Tracee tracee, int waitStatus) {
    tracees.remove(tracee);
    if (tracee.exiting) {
      exiting--;
    }
    if (tracee.tid == target) {
      targetStatus = waitStatus;
      targetEnded = true;
    }
    if (tracee.state != Tracee.UNFOLLOWED && (execed || tracee.tid != target)) {
      calls.unfinished(tracee);
      boolean usageKnown = tracee.exiting && tracee.tid == tracee.pid;
      processes.ended(tracee, waitStatus, !tracees.hasProcess(tracee.pid), usageKnown ? rusage : 0);
      tape.commit();
    }
    tracee.record.free();
  }

  private void resume(Tracee tracee, int signal) {
    if (tracee.state == Tracee.UNFOLLOWED) {
      tracees.remove(tracee);
      Ptrace.request(Ptrace.DETACH, tracee.tid, 0, signal);
      tracee.record.free();
    } else {
      Ptrace.request(Ptrace.SYSCALL, tracee.tid, 0, signal);
    }
  }

  /** Interrupts every thread; each is detached at the stop that follows. */
  private void detachAll() {
    detaching = true;
    for (Tracee tracee : tracees.all()) {
      if (tracee.state == Tracee.EARLY) {
        detach(tracee.tid, tracee, 0);
      } else {
        Ptrace.request(Ptrace.INTERRUPT, tracee.tid, 0, 0);
      }
    }
  }

  private void detach(int tid, Tracee tracee, int signal) {
    Ptrace.request(Ptrace.DETACH, tid, 0, signal);
    if (tracee != null) {
      calls.unfinished(tracee);
      tracees.remove(tracee);
      tracee.record.free();
    }
  }
}
