package dev.systape.recorder.ptrace;

import dev.systape.recorder.linux.Linux;
import dev.systape.recorder.ptrace.TraceEvent.Next;
import dev.systape.recorder.seccomp.TraceFilter;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;

/**
 * Turns stops and ends into events; what a caller has no use for (the stop that a new child begins
 * with, an interrupt) is resumed here. The order of the questions is that of ptrace(2), "Stopped
 * states".
 *
 * <p>Hot up to {@link #syscallStop}: no allocation.
 */
final class StopReader<S> {
  private static final int SYS_EXECVE = 59;
  private static final int SYS_EXECVE_AARCH64 = 221;

  private final TracerOptions options;
  private final ThreadTable<S> threads;
  private final StopQueue queue;
  private final Resumer<S> resumer;
  private final Births<S> births;
  private final CallNumbers numbers = new CallNumbers();
  private final Events<S> events;
  private int exiting;

  StopReader(
      TracerOptions options,
      ThreadTable<S> threads,
      StopQueue queue,
      Resumer<S> resumer,
      Births<S> births,
      Events<S> events) {
    this.options = options;
    this.threads = threads;
    this.queue = queue;
    this.resumer = resumer;
    this.births = births;
    this.events = events;
  }

  /** Whether a thread is about to end, so that what it used is to be asked for. */
  boolean endsExpected() {
    return exiting > 0 || options.syscalls() != SyscallStops.ALL;
  }

  /** The event of a stop or an end, or null where there is none to tell. */
  TraceEvent<S> read(int tid, int word) {
    TracedThread<S> thread = threads.get(tid);
    if (WaitStatus.ended(word)) {
      return thread == null ? null : ended(thread, word);
    }
    if (thread == null) {
      births.early(tid);
      return null;
    }
    thread.running = false;
    thread.listening = false;
    if (thread.fresh) {
      thread.fresh = false;
      events.started.about(thread, Next.AGAIN, 0, word);
      return events.started;
    }
    int signal = WaitStatus.signal(word);
    int event = WaitStatus.event(word);
    if (signal == Ptrace.SYSCALL_STOP) {
      return syscallStop(thread, word);
    }
    return event != 0 ? eventStop(thread, event, signal, word) : signalStop(thread, signal, word);
  }

  /**
   * As {@link #read} when everything is to be let go: a stop is where its thread leaves. What was
   * promised to the program (a result, a signal, its own code under a breakpoint) it gets first.
   */
  TraceEvent<S> readDetaching(int tid, int word) {
    TracedThread<S> thread = threads.get(tid);
    if (WaitStatus.ended(word)) {
      return thread == null ? null : ended(thread, word);
    }
    int signal = WaitStatus.event(word) == 0 ? WaitStatus.signal(word) : 0;
    if (thread == null) {
      Ptrace.request(Ptrace.DETACH, tid, 0, 0);
      return null;
    }
    if (signal == Ptrace.SYSCALL_STOP) {
      if (thread.forced && inspect(thread, thread.exitInfo()) == Ptrace.OP_EXIT) {
        exit(thread, word).flush();
      }
      signal = 0;
    } else if (signal == Linux.SIGTRAP && thread.breakpoints.hit(thread.tracee) != null) {
      signal = 0;
    }
    thread.breakpoints.liftOnce(thread.tracee);
    events.detached.about(thread, Next.DETACH, signal, word);
    return events.detached;
  }

  private TraceEvent<S> syscallStop(TracedThread<S> thread, int word) {
    int op = inspect(thread, thread.exitInfo());
    if (op == Ptrace.OP_ENTRY && options.syscalls() == SyscallStops.ALL) {
      Memory.copy(thread.exitInfo(), thread.entryInfo(), Ptrace.INFO_SIZE);
      if (identify(thread)) {
        return entry(thread, word);
      }
    } else if (op == Ptrace.OP_EXIT
        && thread.phase != TracedThread.PARKED
        && options.syscalls() != SyscallStops.NONE) {
      return exit(thread, word);
    }
    resumer.resume(thread, 0);
    return null;
  }

  /** Asks the kernel about a stop: what it is, or -1 where the thread is gone. */
  private static int inspect(TracedThread<?> thread, long info) {
    return Ptrace.request(Ptrace.GET_SYSCALL_INFO, thread.tid(), Ptrace.INFO_SIZE, info) < 0
        ? -1
        : Memory.getU8(info + Ptrace.INFO_OP);
  }

  /** Takes ABI and number of a call that is being entered; false where it is before the story. */
  private boolean identify(TracedThread<S> thread) {
    long word = Memory.getLong(thread.entryInfo() + Ptrace.INFO_NR);
    int arch = Memory.getInt(thread.entryInfo() + Ptrace.INFO_ARCH);
    int abi = CallNumbers.abi(arch, CallNumbers.isX32(word));
    int number = CallNumbers.plain(word);
    if (thread.phase == TracedThread.PARKED
        && number != (abi == Abi.AARCH64.code() ? SYS_EXECVE_AARCH64 : SYS_EXECVE)) {
      return false;
    }
    thread.abi = abi;
    thread.number = number;
    return true;
  }

  private SyscallEntry<S> entry(TracedThread<S> thread, int word) {
    thread.phase = TracedThread.INSIDE;
    thread.forced = false;
    thread.suppressed = false;
    if (!thread.exiting && numbers.ends(thread.abi, thread.number)) {
      thread.exiting = true;
      exiting++;
    }
    SyscallEntry<S> event = events.entry;
    event.about(thread, Next.RESUME, 0, word);
    event.reset();
    return event;
  }

  private SyscallExit<S> exit(TracedThread<S> thread, int word) {
    SyscallExit<S> event = events.exit;
    event.entrySeen = thread.phase == TracedThread.INSIDE;
    thread.phase = TracedThread.OUTSIDE;
    if (thread.exiting) {
      // Suppressed, or it would not have returned.
      thread.exiting = false;
      exiting--;
    }
    event.about(thread, Next.RESUME, 0, word);
    event.reset();
    return event;
  }

  private TraceEvent<S> eventStop(TracedThread<S> thread, int event, int signal, int word) {
    switch (event) {
      case Ptrace.EVENT_FORK, Ptrace.EVENT_VFORK, Ptrace.EVENT_CLONE -> {
        return births.child(thread, event, word);
      }
      case Ptrace.EVENT_EXEC -> {
        return births.executed(thread, word);
      }
      case Ptrace.EVENT_SECCOMP -> {
        return seccomp(thread, word);
      }
      case Ptrace.EVENT_STOP -> {
        if (signal != Linux.SIGTRAP) {
          events.groupStop.about(thread, Next.LISTEN, 0, word);
          events.groupStop.stopSignal = signal;
          return events.groupStop;
        }
      }
      case Ptrace.EVENT_VFORK_DONE -> births.vforkDone(thread);
      default -> {}
    }
    resumer.resume(thread, 0);
    return null;
  }

  private TraceEvent<S> seccomp(TracedThread<S> thread, int word) {
    if (inspect(thread, thread.entryInfo()) < 0) {
      return null;
    }
    if (!identify(thread)) {
      resumer.resume(thread, 0);
      return null;
    }
    int data = Memory.getInt(thread.entryInfo() + Ptrace.INFO_RET_DATA);
    if (options.syscalls() == SyscallStops.FILTERED && data == TraceFilter.DATA) {
      return entry(thread, word);
    }
    if (!options.seccompStops()) {
      // As without a tracer: the kernel would execute it once it was stopped for.
      events.seccomp.about(thread, Next.RESUME, 0, word);
      events.seccomp.reset();
      events.seccomp.suppress(-Linux.ENOSYS);
      resumer.settle(events.seccomp);
      return null;
    }
    events.seccomp.about(thread, Next.RESUME, 0, word);
    events.seccomp.reset();
    return events.seccomp;
  }

  private TraceEvent<S> signalStop(TracedThread<S> thread, int signal, int word) {
    if (signal == Linux.SIGTRAP) {
      Breakpoint breakpoint = thread.breakpoints.hit(thread.tracee);
      if (breakpoint != null) {
        thread.standing = breakpoint;
        events.breakpoint.about(thread, Next.RESUME, 0, word);
        events.breakpoint.breakpoint = breakpoint;
        return events.breakpoint;
      }
      if (thread.steps && stepped(thread.tracee.signalCode())) {
        thread.steps = false;
        events.stepped.about(thread, Next.RESUME, 0, word);
        return events.stepped;
      }
    }
    events.signal.about(thread, Next.RESUME, signal, word);
    events.signal.received = signal;
    return events.signal;
  }

  /** A step out of a system call has the code of a breakpoint on x86: user_single_step_report. */
  private static boolean stepped(int code) {
    return code == Ptrace.TRAP_TRACE || code == Ptrace.TRAP_BRKPT;
  }

  private EndEvent<S> ended(TracedThread<S> thread, int word) {
    threads.remove(thread);
    EndEvent<S> event = (word & 0x7f) == 0 ? events.exited : events.killed;
    event.about(thread, Next.FREE, 0, word);
    event.last = !threads.hasProcess(thread.pid());
    boolean leader = thread.tid() == thread.pid();
    event.rusage =
        leader && (thread.exiting || options.syscalls() != SyscallStops.ALL)
            ? queue.rusage(thread.tid())
            : 0;
    if (thread.exiting) {
      exiting--;
    }
    return event;
  }
}
