package dev.systape.recorder.ptrace;

/** Which system calls a {@link Tracer} stops at. */
public enum SyscallStops {
  /** All of them, at entry and at exit: PTRACE_SYSCALL. */
  ALL,

  /**
   * Those that a seccomp filter, installed in the program before its execve, answered with
   * SECCOMP_RET_TRACE and {@link dev.systape.recorder.seccomp.TraceFilter#DATA}; all others run at
   * native speed. The seccomp stop is reported as the call's entry, its exit follows. See {@link
   * Tracer#spawn(dev.systape.recorder.launch.Program, dev.systape.recorder.launch.LaunchState,
   * dev.systape.recorder.launch.ProgramFilter)}.
   */
  FILTERED,

  /** None: PTRACE_CONT. Signals, breakpoints, processes and their ends are reported still. */
  NONE
}
