package dev.systape.recorder.ptrace;

import dev.systape.schema.memory.Memory;

/**
 * A copy of one thread's general purpose registers in native memory, for {@link
 * Tracee#readRegisters} to fill and {@link Tracee#writeRegisters} to put back. Reusable; reading
 * and changing it allocates nothing. Values are 64-bit words whatever the program's width; for a
 * 32-bit program the upper halves mean nothing.
 */
public final class Registers implements AutoCloseable {
  private final RegisterSet set;
  private final long words;
  private final long iovec;

  /** Registers of this machine, all 0. */
  public Registers() {
    this(RegisterSet.ofThisMachine());
  }

  /** Registers of a machine, all 0. */
  public Registers(RegisterSet set) {
    this.set = set;
    long size = 8L * set.words();
    words = Memory.allocate(size + 16);
    Memory.zero(words, size);
    iovec = words + size;
    Memory.putLong(iovec, words);
    Memory.putLong(iovec + 8, size);
  }

  /** What the words are. */
  public RegisterSet set() {
    return set;
  }

  /** Address of the words in native memory; they belong to this object. */
  public long address() {
    return words;
  }

  /** Address of a struct iovec that spans the words, for PTRACE_GETREGSET, which changes it. */
  long iovec() {
    Memory.putLong(iovec + 8, 8L * set.words());
    return iovec;
  }

  /** The word at a position of {@link RegisterSet}. */
  public long word(int index) {
    return Memory.getLong(words + 8L * checked(index));
  }

  /** Sets the word at a position of {@link RegisterSet}. */
  public void word(int index, long value) {
    Memory.putLong(words + 8L * checked(index), value);
  }

  /** A register by name. */
  public long get(String name) {
    return word(set.index(name));
  }

  /** Sets a register by name. */
  public void set(String name, long value) {
    word(set.index(name), value);
  }

  /** The instruction pointer. */
  public long instructionPointer() {
    return word(set.instructionPointer());
  }

  /** Sets the instruction pointer. */
  public void instructionPointer(long address) {
    word(set.instructionPointer(), address);
  }

  /** The stack pointer. */
  public long stackPointer() {
    return word(set.stackPointer());
  }

  /** The number of a call, at its entry stop. */
  public long number() {
    return word(set.number());
  }

  /** Sets the number of a call, at its entry stop; -1 suppresses the call. */
  public void number(long number) {
    word(set.number(), number);
  }

  /** Argument {@code index} (0 to 5) of a call, by the code of its ABI. */
  public long argument(int abi, int index) {
    return word(set.argument(abi, index));
  }

  /** Sets argument {@code index} (0 to 5) of a call, by the code of its ABI. */
  public void argument(int abi, int index, long value) {
    word(set.argument(abi, index), value);
  }

  /** The result of a call, at its exit stop: a value, or a negated errno. */
  public long result() {
    return word(set.result());
  }

  /** Sets the result of a call, at its exit stop. */
  public void result(long value) {
    word(set.result(), value);
  }

  private int checked(int index) {
    if (index < 0 || index >= set.words()) {
      throw new IndexOutOfBoundsException("register " + index + " of " + set.words());
    }
    return index;
  }

  /** Frees the native memory; not to be used afterwards. */
  @Override
  public void close() {
    Memory.free(words);
  }
}
