package dev.systape.recorder.ptrace;

import dev.systape.recorder.ptrace.TraceEvent.Next;
import dev.systape.schema.memory.Memory;

/**
 * Threads and processes that begin: made by one that is traced, or new programs in old processes.
 * Not hot.
 */
final class Births<S> {
  private final TracerOptions options;
  private final TraceStates<S> states;
  private final ThreadTable<S> threads;
  private final Resumer<S> resumer;
  private final CallNumbers numbers = new CallNumbers();
  private final Events<S> events;

  Births(
      TracerOptions options,
      TraceStates<S> states,
      ThreadTable<S> threads,
      Resumer<S> resumer,
      Events<S> events) {
    this.options = options;
    this.states = states;
    this.threads = threads;
    this.resumer = resumer;
    this.events = events;
  }

  /** A new thread stopped before its maker's event told whose it is: it waits for that. */
  void early(int tid) {
    threads.add(new TracedThread<>(new Tracee(tid, tid), TracedThread.EARLY));
  }

  /** A thread made another one. */
  TraceEvent<S> child(TracedThread<S> parent, int event, int word) {
    int tid = (int) parent.tracee.eventMessage();
    if (tid <= 0) {
      return null;
    }
    long flags = cloneFlags(parent, event);
    boolean isThread = (flags & Ptrace.CLONE_THREAD) != 0;
    TracedThread<S> child = threads.get(tid);
    boolean early = child != null;
    if (!early) {
      child = new TracedThread<>(new Tracee(tid, tid), TracedThread.OUTSIDE);
      child.running = true;
      threads.add(child);
    }
    child.tracee.identify(tid, isThread ? parent.pid() : tid);
    boolean shared = (flags & Ptrace.CLONE_VM) != 0;
    child.breakpoints = shared ? parent.breakpoints : parent.breakpoints.copy();
    if (isThread || options.follow()) {
      child.phase = TracedThread.OUTSIDE;
      child.state = states.child(child.tracee, parent.state, flags);
    } else {
      child.phase = TracedThread.UNFOLLOWED;
      if (shared) {
        // It would die of the first one, with nobody there to see it through.
        parent.breakpoints.liftAll(parent.tracee);
        child.breakpoints = new Breakpoints();
      }
    }
    ChildEvent<S> born = events.child;
    born.about(parent, Next.RESUME, 0, word);
    born.child = child;
    born.cloneFlags = flags;
    born.early = early;
    return born;
  }

  /** A vfork's child that is not followed has left the memory that it shared. */
  void vforkDone(TracedThread<S> parent) {
    parent.breakpoints.insertAll(parent.tracee);
  }

  /**
   * The clone flags of the call that made a child, from its registers: the event alone tells only
   * fork from vfork from the rest.
   */
  private long cloneFlags(TracedThread<S> parent, int event) {
    Registers registers = events.registers;
    long info = parent.exitInfo();
    if (!parent.tracee.readRegisters(registers)
        || Ptrace.request(Ptrace.GET_SYSCALL_INFO, parent.tid(), Ptrace.INFO_SIZE, info) < 0) {
      return 0;
    }
    long number = registers.number();
    int abi = CallNumbers.abi(Memory.getInt(info + Ptrace.INFO_ARCH), CallNumbers.isX32(number));
    long argument = registers.argument(abi, 0);
    if (numbers.isClone(abi, CallNumbers.plain(number))) {
      return argument & 0xffff_ff00L;
    }
    if (numbers.isClone3(abi, CallNumbers.plain(number))) {
      return parent.tracee.memory().readLong(argument);
    }
    return event == Ptrace.EVENT_VFORK ? Ptrace.CLONE_VM | Ptrace.CLONE_VFORK : 0;
  }

  /** An execve succeeded: by the thread that it is reported for, or by another that is this now. */
  TraceEvent<S> executed(TracedThread<S> reported, int word) {
    int oldTid = (int) reported.tracee.eventMessage();
    if (oldTid <= 0) {
      return null;
    }
    TracedThread<S> thread = reported;
    TracedThread<S> caller = oldTid == reported.tid() ? null : threads.get(oldTid);
    events.exec.replaced = null;
    if (caller != null) {
      events.exec.replaced = reported.state;
      int leader = reported.tid();
      threads.remove(reported);
      threads.remove(caller);
      caller.tracee.identify(leader, leader);
      caller.running = false;
      caller.exiting |= reported.exiting;
      reported.free();
      threads.add(caller);
      thread = caller;
    }
    thread.breakpoints = new Breakpoints();
    thread.standing = null;
    if (thread.phase == TracedThread.PARKED) {
      thread.phase = TracedThread.OUTSIDE;
    }
    if (options.hideVdso()) {
      AuxiliaryVector.hideVdso(thread.tracee, events.registers);
    }
    events.exec.about(thread, Next.RESUME, 0, word);
    events.exec.oldTid = oldTid;
    return events.exec;
  }
}
