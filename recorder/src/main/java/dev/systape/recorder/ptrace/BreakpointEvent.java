package dev.systape.recorder.ptrace;

/**
 * A thread came to a breakpoint and stands before the instruction there. When the event is over it
 * executes that instruction, and the breakpoint stays.
 *
 * @param <S> the type of the caller's state
 */
public final class BreakpointEvent<S> extends TraceEvent<S> {
  Breakpoint breakpoint;

  BreakpointEvent() {}

  /** The breakpoint. */
  public Breakpoint breakpoint() {
    return breakpoint;
  }

  /** Removes the breakpoint. */
  public void remove() {
    thread.breakpoints.remove(thread.tracee, breakpoint);
  }

  @Override
  public void accept(TraceHandler<S> handler) {
    handler.breakpoint(this);
  }
}
