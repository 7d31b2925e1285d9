package dev.systape.recorder.ptrace;

/** The events of one tracer, one of each kind, used again and again. */
final class Events<S> {
  final Registers registers = new Registers();
  final StartedEvent<S> started = new StartedEvent<>();
  final SyscallEntry<S> entry = new SyscallEntry<>(registers);
  final SyscallExit<S> exit = new SyscallExit<>(registers);
  final SeccompEvent<S> seccomp = new SeccompEvent<>(registers);
  final SignalEvent<S> signal = new SignalEvent<>();
  final GroupStopEvent<S> groupStop = new GroupStopEvent<>();
  final ExecEvent<S> exec = new ExecEvent<>();
  final ChildEvent<S> child = new ChildEvent<>();
  final BreakpointEvent<S> breakpoint = new BreakpointEvent<>();
  final SteppedEvent<S> stepped = new SteppedEvent<>();
  final ExitedEvent<S> exited = new ExitedEvent<>();
  final KilledEvent<S> killed = new KilledEvent<>();
  final DetachedEvent<S> detached = new DetachedEvent<>();

  void free() {
    registers.close();
  }
}
