package dev.systape.recorder.ptrace.backend;

import dev.systape.recorder.Backend;
import dev.systape.recorder.RecordOptions;
import dev.systape.recorder.launch.LaunchState;
import dev.systape.recorder.launch.Program;
import dev.systape.recorder.launch.ProgramFilter;
import dev.systape.recorder.linux.LibC;
import dev.systape.recorder.linux.Linux;
import dev.systape.recorder.linux.ProcFs;
import dev.systape.recorder.ptrace.DetachedEvent;
import dev.systape.recorder.ptrace.EndEvent;
import dev.systape.recorder.ptrace.ExecEvent;
import dev.systape.recorder.ptrace.ExitedEvent;
import dev.systape.recorder.ptrace.GroupStopEvent;
import dev.systape.recorder.ptrace.KilledEvent;
import dev.systape.recorder.ptrace.SeccompEvent;
import dev.systape.recorder.ptrace.SignalEvent;
import dev.systape.recorder.ptrace.StartedEvent;
import dev.systape.recorder.ptrace.SyscallEntry;
import dev.systape.recorder.ptrace.SyscallExit;
import dev.systape.recorder.ptrace.SyscallStops;
import dev.systape.recorder.ptrace.TraceHandler;
import dev.systape.recorder.ptrace.TraceStates;
import dev.systape.recorder.ptrace.Tracee;
import dev.systape.recorder.ptrace.Tracer;
import dev.systape.recorder.ptrace.TracerOptions;
import dev.systape.recorder.tape.TapeWriter;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.plan.CapturePlans;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.Taken;
import dev.systape.schema.tape.TapeEnd;
import java.util.List;

/**
 * Records what a {@link Tracer} tells, until all programs ended or recording is to stop. All ptrace
 * calls are made by the thread that calls {@link #run}; {@link #stop} and {@link #targetPid} may be
 * called by any other.
 */
public final class PtraceBackend
    implements Backend, TraceHandler<RecordedThread>, TraceStates<RecordedThread> {
  private final TapeWriter tape;
  private final RecordOptions options;
  private final CallRecorder calls;
  private final ProcessRecorder processes;
  private final Injector injector;
  private final ProgramFilter filter;
  private final long status = Memory.allocate(8);

  private int execErrno;
  private int targetStatus;
  private boolean execed;
  private boolean attaching;
  private volatile int target;
  private volatile boolean targetEnded;
  private volatile int stopReason;
  private volatile Tracer<RecordedThread> tracer;

  /** Whether nothing is recorded any more, and the tracer stays because of the filter. */
  private volatile boolean answering;

  /** A backend that will record to a tape. */
  public PtraceBackend(TapeWriter tape, RecordOptions options, CapturePlans plans) {
    this(tape, options, plans, null);
  }

  /**
   * A backend that will record to a tape what a filter in the program leaves to it; children are to
   * be followed then.
   *
   * @param filter see {@link Tracer#spawn(Program, LaunchState, ProgramFilter)}; null for none
   */
  public PtraceBackend(
      TapeWriter tape, RecordOptions options, CapturePlans plans, ProgramFilter filter) {
    this.tape = tape;
    this.filter = filter;
    this.options = options;
    calls = new CallRecorder(plans, tape, options);
    processes = new ProcessRecorder(tape);
    injector = new Injector(options.injections());
  }

  private Tracer<RecordedThread> open() {
    TracerOptions all =
        TracerOptions.defaults()
            .follow(options.follow())
            .seccompStops(true)
            .hideVdso(options.noVdso());
    return new Tracer<>(
        filter == null ? all : all.syscalls(SyscallStops.FILTERED).killOnExit(true), this);
  }

  @Override
  public Outcome run(Program program, LaunchState launch) {
    if (filter != null) {
      return runFiltered(program, launch);
    }
    try (Tracer<RecordedThread> opened = open()) {
      target = opened.spawn(program, launch).pid();
      // Not before: the program would inherit it.
      Linux.goFirst();
      return record(opened);
    }
  }

  /**
   * Detached from, the programs would get ENOSYS for the calls of the filter. So the tracer is
   * closed only when all have ended; where something fails, they are killed with the recorder.
   */
  private Outcome runFiltered(Program program, LaunchState launch) {
    Tracer<RecordedThread> opened = open();
    target = opened.spawn(program, launch, filter).pid();
    Linux.goFirst();
    tracer = opened;
    if (stopReason != 0) {
      opened.stop();
    }
    opened.run(this);
    if (opened.threads() > 0) {
      opened.states().forEach(calls::unfinished);
      answering = true;
    } else {
      opened.close();
      if (!execed && execErrno == 0) {
        throw new IllegalStateException(
            "the new process ended before its execve: perhaps the kernel refused its seccomp"
                + " filter; --seccomp never does without");
      }
    }
    return outcome();
  }

  private Outcome outcome() {
    int reason = stopReason == 0 ? TapeEnd.ENDED : stopReason;
    return new Outcome(reason, targetStatus, execErrno, 0, 0);
  }

  @Override
  public Outcome attach(List<Integer> pids, Attached attached) {
    execed = true;
    attaching = true;
    try (Tracer<RecordedThread> opened = open()) {
      for (int pid : pids) {
        opened.attach(pid);
        attached.to(pid, ProcFs.threads(pid).size());
      }
      return record(opened);
    }
  }

  private Outcome record(Tracer<RecordedThread> opened) {
    tracer = opened;
    if (stopReason != 0) {
      opened.stop();
    }
    opened.run(this);
    opened.detach();
    opened.run(this);
    return outcome();
  }

  @Override
  public int awaitTarget() {
    if (answering) {
      answer();
    }
    while (target != 0 && !targetEnded) {
      if (LibC.LIBC.wait4(target, status, 0, 0) == target) {
        targetStatus = Memory.getInt(status);
        targetEnded = true;
      } else if (LibC.errno() != Linux.EINTR) {
        return targetStatus;
      }
    }
    return targetStatus;
  }

  /** Lets all programs run to their end, and records nothing. */
  private void answer() {
    Answering handler =
        new Answering(
            target,
            waitStatus -> {
              targetStatus = waitStatus;
              targetEnded = true;
            });
    while (tracer.goOn()) {
      tracer.run(handler);
    }
    tracer.close();
  }

  @Override
  public void stop(int reason) {
    if (answering) {
      return;
    }
    stopReason = reason;
    Tracer<RecordedThread> tracing = tracer;
    if (tracing != null) {
      tracing.stop();
    }
  }

  @Override
  public int targetPid() {
    return targetEnded ? 0 : target;
  }

  @Override
  public void close() {
    Memory.free(status);
  }

  @Override
  public RecordedThread first(Tracee tracee) {
    RecordedThread thread = new RecordedThread(tracee);
    if (attaching) {
      // Here, where the leader comes before the threads, as a reader wants it; stops have no order.
      processes.begun(thread, null, 0, ProcessNew.ATTACHED);
    }
    return thread;
  }

  @Override
  public RecordedThread child(Tracee child, RecordedThread parent, long cloneFlags) {
    if (answering) {
      return null;
    }
    RecordedThread thread = new RecordedThread(child);
    processes.begun(thread, parent, cloneFlags, ProcessNew.CREATED);
    return thread;
  }

  @Override
  public void started(StartedEvent<RecordedThread> event) {
    RecordedThread thread = event.state();
    if (!event.attached()) {
      processes.begun(thread, null, 0, ProcessNew.SPAWNED);
      processes.snapshotDescriptors(thread, Taken.SPAWN, false);
    } else if (thread.tid() == thread.pid()) {
      processes.snapshotMaps(thread, Taken.ATTACH, !event.allStopped());
      processes.snapshotDescriptors(thread, Taken.ATTACH, !event.allStopped());
    }
  }

  @Override
  public void syscallEntry(SyscallEntry<RecordedThread> event) {
    calls.unfinished(event.state());
    calls.entry(event.state(), event);
    if (execed) {
      injector.entry(event.state(), event);
    }
  }

  @Override
  public void syscallExit(SyscallExit<RecordedThread> event) {
    if (!execed && event.tid() == target) {
      execErrno = event.errno();
    }
    calls.exit(event.state(), event);
    injector.exit(event.state(), event);
  }

  @Override
  public void signal(SignalEvent<RecordedThread> event) {
    processes.signal(event.state(), event.number(), event.siginfo());
  }

  /** Without a tracer the kernel fails the call, so with this one it does. */
  @Override
  public void seccomp(SeccompEvent<RecordedThread> event) {
    processes.seccomp(event.state(), event.abiCode(), event.data(), event.number());
    event.suppress(-Linux.ENOSYS);
  }

  @Override
  public void groupStop(GroupStopEvent<RecordedThread> event) {
    processes.stopped(event.state(), event.number());
  }

  @Override
  public void exec(ExecEvent<RecordedThread> event) {
    RecordedThread leader = event.replaced();
    if (leader != null) {
      calls.unfinished(leader);
      event.state().becomeLeader(leader.sequence);
      leader.record.free();
    }
    execed = true;
    processes.executed(event.state(), event.oldTid());
  }

  @Override
  public void exited(ExitedEvent<RecordedThread> event) {
    ended(event);
  }

  @Override
  public void killed(KilledEvent<RecordedThread> event) {
    ended(event);
  }

  private void ended(EndEvent<RecordedThread> event) {
    RecordedThread thread = event.state();
    if (event.tid() == target) {
      targetStatus = event.waitStatus();
      targetEnded = true;
    }
    if (thread == null) {
      return;
    }
    if (execed || event.tid() != target) {
      calls.unfinished(thread);
      processes.ended(thread, event.waitStatus(), event.lastOfProcess(), event.rusageAddress());
      tape.commit();
    }
    thread.record.free();
  }

  @Override
  public void detached(DetachedEvent<RecordedThread> event) {
    if (event.state() != null) {
      calls.unfinished(event.state());
      event.state().record.free();
    }
  }
}
