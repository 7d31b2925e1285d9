package dev.systape.recorder.ptrace;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;

/**
 * A stop in a system call: syscall-stops of ptrace(2), and PTRACE_GET_SYSCALL_INFO there. Number
 * and arguments are those that the program called with, at the exit too, whatever the caller
 * changed.
 *
 * @param <S> the type of the caller's state
 */
public abstract sealed class SyscallEvent<S> extends TraceEvent<S>
    permits SyscallEntry, SyscallExit, SeccompEvent {
  private final Registers registers;
  private boolean loaded;
  private boolean changed;

  SyscallEvent(Registers registers) {
    this.registers = registers;
  }

  /** Begins a new event. */
  void reset() {
    loaded = false;
    changed = false;
  }

  /** The call's number, without the bit that marks x32. */
  public int number() {
    return thread.number;
  }

  /** {@link Abi#code} of the call, by the kernel's own word for it. */
  public int abiCode() {
    return thread.abi;
  }

  /** The ABI of the call, by the kernel's own word for it. */
  public Abi abi() {
    return Abi.ofCode(thread.abi);
  }

  /** Argument {@code index} (0 to 5) as the program gave it. */
  public long argument(int index) {
    return Memory.getLong(argumentsAddress() + 8L * index);
  }

  /** Address of the six arguments in native memory, valid as long as the event. */
  public long argumentsAddress() {
    return thread.entryInfo() + Ptrace.INFO_ARGS;
  }

  /** The instruction pointer at the entry, behind the instruction that made the call. */
  public long instructionPointer() {
    return Memory.getLong(thread.entryInfo() + Ptrace.INFO_IP);
  }

  /** The stack pointer at the entry. */
  public long stackPointer() {
    return Memory.getLong(thread.entryInfo() + Ptrace.INFO_SP);
  }

  /**
   * The registers as they are now; changes go back by {@link #registersChanged}. Read once per
   * event, when first asked for.
   */
  public Registers registers() {
    if (!loaded) {
      thread.tracee.readRegisters(registers);
      loaded = true;
    }
    return registers;
  }

  /** Says that {@link #registers} were changed: they are written before the thread goes on. */
  public void registersChanged() {
    changed = true;
  }

  /**
   * Has the thread stay stopped for a while when the event is over; the others go on.
   *
   * @param nanoseconds how long; of several, the longest
   */
  public void delay(long nanoseconds) {
    holdNs = Math.max(holdNs, nanoseconds);
  }

  @Override
  void flush() {
    if (changed) {
      write(registers);
      changed = false;
    }
  }

  void write(Registers changedRegisters) {
    thread.tracee.writeRegisters(changedRegisters);
  }
}
