package dev.systape.recorder.ptrace;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;

/**
 * A thread made a call: syscall-exit-stop of ptrace(2). The entry that it belongs to is told by
 * number and arguments.
 *
 * @param <S> the type of the caller's state
 */
public final class SyscallExit<S> extends SyscallEvent<S> {
  boolean entrySeen;

  SyscallExit(Registers registers) {
    super(registers);
  }

  /** Whether the entry was seen; otherwise number and arguments are those of an older call. */
  public boolean entrySeen() {
    return entrySeen;
  }

  /** The result: a value, or a negated errno. */
  public long result() {
    return thread.forced
        ? thread.forcedResult
        : Memory.getLong(thread.exitInfo() + Ptrace.INFO_RVAL);
  }

  /** Whether the result is a negated errno. */
  public boolean failed() {
    return Abi.isError(result());
  }

  /** The errno, 0 where the call succeeded. */
  public int errno() {
    return failed() ? (int) -result() : 0;
  }

  /** Whether the kernel was kept from executing it. */
  public boolean suppressed() {
    return thread.suppressed;
  }

  /** Whether the program gets another result than the kernel's. */
  public boolean forced() {
    return thread.forced;
  }

  /** Gives the program another result: a value, or a negated errno. */
  public void changeResult(long result) {
    thread.forced = true;
    thread.forcedResult = result;
  }

  @Override
  void flush() {
    if (thread.forced) {
      registers().result(thread.forcedResult);
      registersChanged();
      thread.forced = false;
    }
    thread.suppressed = false;
    super.flush();
  }

  @Override
  public void accept(TraceHandler<S> handler) {
    handler.syscallExit(this);
  }
}
