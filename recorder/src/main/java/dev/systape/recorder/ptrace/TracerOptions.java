package dev.systape.recorder.ptrace;

/**
 * What a {@link Tracer} is told.
 *
 * @param follow whether child processes are traced too; threads always are
 * @param syscalls which calls it stops at
 * @param seccompStops whether a SECCOMP_RET_TRACE of a filter of the program's own is reported;
 *     where it is, the call is executed unless suppressed, where it is not, the kernel fails it
 *     with ENOSYS, as it does without a tracer
 * @param hideVdso whether the vDSO is hidden from programs at each execve, so that clock_gettime
 *     and its kin become calls: AT_SYSINFO_EHDR of getauxval(3) is made AT_IGNORE
 * @param killOnExit whether the programs are killed when the tracing thread ends without having
 *     detached: PTRACE_O_EXITKILL
 */
public record TracerOptions(
    boolean follow,
    SyscallStops syscalls,
    boolean seccompStops,
    boolean hideVdso,
    boolean killOnExit) {
  /** All calls of a whole process tree. */
  public static TracerOptions defaults() {
    return new TracerOptions(true, SyscallStops.ALL, false, false, false);
  }

  /** With children followed or not. */
  public TracerOptions follow(boolean value) {
    return new TracerOptions(value, syscalls, seccompStops, hideVdso, killOnExit);
  }

  /** With stops at other calls. */
  public TracerOptions syscalls(SyscallStops value) {
    return new TracerOptions(follow, value, seccompStops, hideVdso, killOnExit);
  }

  /** With seccomp stops reported or not. */
  public TracerOptions seccompStops(boolean value) {
    return new TracerOptions(follow, syscalls, value, hideVdso, killOnExit);
  }

  /** With the vDSO hidden or not. */
  public TracerOptions hideVdso(boolean value) {
    return new TracerOptions(follow, syscalls, seccompStops, value, killOnExit);
  }

  /** With the programs killed or not when the tracing thread ends. */
  public TracerOptions killOnExit(boolean value) {
    return new TracerOptions(follow, syscalls, seccompStops, hideVdso, value);
  }

  /** The PTRACE_O_ bits. */
  int bits() {
    return Ptrace.O_TRACESYSGOOD
        | Ptrace.O_TRACECLONE
        | Ptrace.O_TRACEEXEC
        | Ptrace.O_TRACEFORK
        | Ptrace.O_TRACEVFORK
        | (follow ? 0 : Ptrace.O_TRACEVFORKDONE)
        | (seccompStops || syscalls == SyscallStops.FILTERED ? Ptrace.O_TRACESECCOMP : 0)
        | (killOnExit ? Ptrace.O_EXITKILL : 0);
  }
}
