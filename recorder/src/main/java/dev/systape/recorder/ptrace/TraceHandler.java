package dev.systape.recorder.ptrace;

/**
 * The callback form of a {@link Tracer}: one method per event, each doing nothing as it stands. The
 * thread that an event is about is stopped until the method returns.
 *
 * @param <S> the type of the caller's state
 */
public interface TraceHandler<S> {
  /** A process was spawned or a thread attached. */
  default void started(StartedEvent<S> event) {}

  /** A thread is about to make a call. */
  default void syscallEntry(SyscallEntry<S> event) {}

  /** A thread made a call. */
  default void syscallExit(SyscallExit<S> event) {}

  /** A signal is about to be delivered. */
  default void signal(SignalEvent<S> event) {}

  /** A thread was stopped by job control. */
  default void groupStop(GroupStopEvent<S> event) {}

  /** An execve succeeded. */
  default void exec(ExecEvent<S> event) {}

  /** A thread made a process or a thread. */
  default void child(ChildEvent<S> event) {}

  /** A seccomp filter of the program's answered a call with SECCOMP_RET_TRACE. */
  default void seccomp(SeccompEvent<S> event) {}

  /** A thread came to a breakpoint. */
  default void breakpoint(BreakpointEvent<S> event) {}

  /** A thread executed the one instruction that {@link TraceEvent#step} asked for. */
  default void stepped(SteppedEvent<S> event) {}

  /** A thread ended by itself. */
  default void exited(ExitedEvent<S> event) {}

  /** A signal killed a thread. */
  default void killed(KilledEvent<S> event) {}

  /** A thread is traced no longer and is about to run on. */
  default void detached(DetachedEvent<S> event) {}
}
