package dev.systape.recorder.ptrace;

import dev.systape.schema.memory.Memory;

/**
 * A seccomp filter of the program's own answered a call with SECCOMP_RET_TRACE:
 * PTRACE_EVENT_SECCOMP of ptrace(2). Reported with {@link TracerOptions#seccompStops}, behind the
 * call's entry.
 *
 * @param <S> the type of the caller's state
 */
public final class SeccompEvent<S> extends SyscallEvent<S> {
  SeccompEvent(Registers registers) {
    super(registers);
  }

  /** SECCOMP_RET_DATA of the filter's answer. */
  public int data() {
    return Memory.getInt(thread.entryInfo() + Ptrace.INFO_RET_DATA);
  }

  /**
   * Keeps the kernel from executing the call.
   *
   * @param result what the program gets: a value, or a negated errno
   */
  public void suppress(long result) {
    thread.suppressed = true;
    // With FILTERED there is no exit stop to set the result at; the kernel leaves it as it is here.
    thread.forced = thread.phase == TracedThread.INSIDE;
    thread.forcedResult = result;
    registers().number(-1);
    registers().result(result);
    registersChanged();
  }

  @Override
  void write(Registers changedRegisters) {
    thread.tracee.writeNumber(changedRegisters, changedRegisters.number());
  }

  @Override
  public void accept(TraceHandler<S> handler) {
    handler.seccomp(this);
  }
}
