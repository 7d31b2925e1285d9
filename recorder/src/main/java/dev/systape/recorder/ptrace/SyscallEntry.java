package dev.systape.recorder.ptrace;

import dev.systape.schema.abi.Abi;

/**
 * A thread is about to make a call: syscall-enter-stop of ptrace(2), or, with {@link
 * SyscallStops#FILTERED}, the seccomp stop in its place. Number and arguments can be changed, the
 * call suppressed.
 *
 * @param <S> the type of the caller's state
 */
public final class SyscallEntry<S> extends SyscallEvent<S> {
  private boolean numberChanged;

  SyscallEntry(Registers registers) {
    super(registers);
  }

  @Override
  void reset() {
    super.reset();
    numberChanged = false;
  }

  /**
   * Has the kernel execute another call.
   *
   * @param number in the same ABI, without the bit that marks x32; -1 suppresses the call
   */
  public void changeNumber(int number) {
    boolean x32 = thread.abi == Abi.X32.code() && number >= 0;
    registers().number(x32 ? number | Abi.X32_SYSCALL_BIT : number);
    numberChanged = true;
    registersChanged();
  }

  /** Has the kernel execute the call with another argument {@code index} (0 to 5). */
  public void changeArgument(int index, long value) {
    registers().argument(thread.abi, index, value);
    registersChanged();
  }

  /**
   * Keeps the kernel from executing the call; its exit is reported all the same.
   *
   * @param result what the program gets: a value, or a negated errno
   */
  public void suppress(long result) {
    thread.suppressed = true;
    thread.forced = true;
    thread.forcedResult = result;
    changeNumber(-1);
  }

  /** Gives the program another result than the kernel's, once the call was executed. */
  public void forceResult(long result) {
    thread.forced = true;
    thread.forcedResult = result;
  }

  /**
   * Sends the thread a signal, which interrupts the call, or comes first where the call does not
   * wait. Not at a seccomp stop, where the kernel ignores it.
   *
   * @param number signal(7); 0 for none
   */
  public void deliver(int number) {
    signal = number;
  }

  @Override
  void write(Registers changedRegisters) {
    if (numberChanged) {
      thread.tracee.writeNumber(changedRegisters, changedRegisters.number());
    } else {
      super.write(changedRegisters);
    }
  }

  @Override
  public void accept(TraceHandler<S> handler) {
    handler.syscallEntry(this);
  }
}
