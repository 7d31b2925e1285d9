package dev.systape.recorder.ptrace;

import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.Linux;
import dev.systape.recorder.linux.ProcFs;
import java.time.Duration;

/**
 * Lets stopped threads go on: by PTRACE_SYSCALL, PTRACE_CONT or PTRACE_SINGLESTEP, over a
 * breakpoint, or out of the tracer's hands.
 */
final class Resumer<S> {
  /** How long a thread may take to stop for another's step; one that does not is not running. */
  private static final Duration PATIENCE = Duration.ofMillis(20);

  private final ThreadTable<S> threads;
  private final StopQueue queue;
  private final HeldThreads<S> held = new HeldThreads<>();
  private final int request;

  Resumer(SyscallStops stops, ThreadTable<S> threads, StopQueue queue) {
    this.threads = threads;
    this.queue = queue;
    request = stops == SyscallStops.ALL ? Ptrace.SYSCALL : Ptrace.CONT;
  }

  /** Ends an event: does with its thread what the event and its reader want. */
  void settle(TraceEvent<S> event) {
    TracedThread<S> thread = event.thread;
    event.flush();
    switch (event.next) {
      case RESUME -> {
        if (event.holdNs > 0) {
          held.add(thread, event.signal, event.holdNs);
        } else {
          resume(thread, event.signal);
        }
        if (event instanceof ChildEvent<S> born && born.early) {
          resume(born.child, 0);
        }
      }
      case LISTEN -> {
        thread.listening = true;
        thread.tracee.listen();
      }
      case AGAIN -> queue.push(thread.tid(), event.word);
      case DETACH -> detach(thread, event.signal);
      case FREE -> thread.free();
    }
  }

  /** How long until a thread is due that was held, in ns; {@code Long.MAX_VALUE} for none. */
  long untilDueNs() {
    return held.untilDueNs();
  }

  /** Lets threads go on that were held: those that are due, or all. */
  void release(boolean all) {
    if (!held.isEmpty()) {
      held.release(all, this::goOn);
    }
  }

  private void goOn(TracedThread<S> thread, int signal) {
    // One that ended, or whose leader's tid another took, is not in the table.
    if (threads.get(thread.tid()) == thread) {
      resume(thread, signal);
    }
  }

  /** Lets a thread go on, with a signal or none. */
  void resume(TracedThread<S> thread, int signal) {
    if (thread.phase == TracedThread.UNFOLLOWED) {
      thread.breakpoints.liftAll(thread.tracee);
      detach(thread, signal);
      return;
    }
    if (thread.standing != null && !passed(thread, signal)) {
      return;
    }
    thread.running = true;
    if (thread.steps) {
      thread.phase = TracedThread.OUTSIDE;
      thread.tracee.step(signal);
    } else {
      int how = thread.phase == TracedThread.INSIDE ? Ptrace.SYSCALL : request;
      Ptrace.request(how, thread.tid(), 0, signal);
    }
  }

  private void detach(TracedThread<S> thread, int signal) {
    threads.remove(thread);
    thread.tracee.detach(signal);
    thread.free();
  }

  /**
   * Brings a thread over the breakpoint that it stands at.
   *
   * @return true where it is to be resumed now; otherwise what it stopped for instead is in the
   *     queue
   */
  private boolean passed(TracedThread<S> thread, int signal) {
    Breakpoint breakpoint = thread.standing;
    boolean removed = thread.breakpoints.at(breakpoint.address()) != breakpoint;
    if (signal != 0 || removed || !standsAt(thread, breakpoint)) {
      // A handler runs first: the thread comes back to the breakpoint, and that is a hit again.
      thread.standing = null;
      return true;
    }
    stopOthers(thread);
    WaitStatus status = thread.breakpoints.stepOver(thread.tracee, breakpoint);
    boolean stepped =
        status.stopped()
            && status.event() == 0
            && status.signal() == Linux.SIGTRAP
            && !status.syscallStop()
            && thread.tracee.signalCode() == Ptrace.TRAP_TRACE;
    if (status.event() != Ptrace.EVENT_STOP) {
      thread.standing = null;
    }
    if (stepped && !thread.steps) {
      return true;
    }
    queue.push(thread.tid(), status.word());
    return false;
  }

  private static boolean standsAt(TracedThread<?> thread, Breakpoint breakpoint) {
    Registers registers = thread.tracee.ownRegisters();
    return thread.tracee.readRegisters(registers)
        && registers.instructionPointer() == breakpoint.address();
  }

  /** Stops the threads that run in the same memory; their stops are handled in their turn. */
  private void stopOthers(TracedThread<S> thread) {
    queue.forEachTid(this::waitedFor);
    for (TracedThread<S> other : threads.all()) {
      if (other != thread && other.running && other.breakpoints == thread.breakpoints) {
        other.tracee.interrupt();
        WaitStatus status = stopOf(other.tracee);
        if (status != null) {
          other.running = false;
          queue.add(other.tid(), status.word());
        }
      }
    }
  }

  /** A thread whose stop or end is in the queue runs no more, and nothing else comes of it. */
  private void waitedFor(int tid) {
    TracedThread<S> thread = threads.get(tid);
    if (thread != null) {
      thread.running = false;
    }
  }

  /** The stop that an interrupt leads to, or null where the thread does not run to come to it. */
  private static WaitStatus stopOf(Tracee tracee) {
    try {
      WaitStatus status = tracee.await(PATIENCE);
      while (status == null && ProcFs.state(tracee.tid()) == 'R') {
        status = tracee.await(PATIENCE);
      }
      return status;
    } catch (ErrnoException e) {
      if (e.errno() != Linux.ECHILD) {
        throw e;
      }
      // An execve ended it or gave it the leader's tid, which that is about to tell.
      return null;
    }
  }
}
