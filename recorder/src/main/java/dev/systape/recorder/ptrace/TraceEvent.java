package dev.systape.recorder.ptrace;

/**
 * Something that happened to a traced thread. The thread is stopped until the next event is asked
 * for, so that it can be looked into and changed.
 *
 * <p>A {@link Tracer} has one object per kind of event and uses it again and again: an event is
 * valid until the next one is asked for.
 *
 * @param <S> the type of the caller's state
 */
public abstract sealed class TraceEvent<S>
    permits StartedEvent,
        SyscallEvent,
        SignalEvent,
        GroupStopEvent,
        ExecEvent,
        ChildEvent,
        BreakpointEvent,
        SteppedEvent,
        EndEvent,
        DetachedEvent {
  /** What becomes of the thread when the event is over. */
  enum Next {
    /** It runs on. */
    RESUME,
    /** It stays in its group stop. */
    LISTEN,
    /** The stop is handled once more, as another event. */
    AGAIN,
    /** It is detached. */
    DETACH,
    /** It is no more. */
    FREE
  }

  TracedThread<S> thread;
  Next next;
  int signal;
  int word;

  /** How long the thread stays stopped when the event is over. */
  long holdNs;

  final void about(TracedThread<S> subject, Next then, int deliver, int statusWord) {
    thread = subject;
    next = then;
    signal = deliver;
    word = statusWord;
    holdNs = 0;
  }

  /** Calls the handler's method for this kind of event. */
  public abstract void accept(TraceHandler<S> handler);

  /** The thread that it is about. */
  public Tracee tracee() {
    return thread.tracee;
  }

  /** That thread, as gettid(2) names it. */
  public int tid() {
    return thread.tid();
  }

  /** Its process, as getpid(2) names it. */
  public int pid() {
    return thread.pid();
  }

  /** The caller's state for the thread or its process, as {@link TraceStates} made it. */
  public S state() {
    return thread.state;
  }

  /**
   * The breakpoints of the thread's address space; they can be set and removed while the event
   * lasts. A forked child has its own copies.
   */
  public Breakpoints breakpoints() {
    return thread.breakpoints;
  }

  /**
   * Has the thread go on by one instruction: {@link SteppedEvent} follows, unless something else
   * happens to it first. Calls are not seen meanwhile.
   */
  public void step() {
    thread.steps = true;
  }

  /** Writes what the caller changed; before the thread goes on. */
  void flush() {}
}
