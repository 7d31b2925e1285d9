package dev.systape.schema.abi;

import java.util.ArrayList;
import java.util.List;

/**
 * Where each register stands in the snapshots of one ABI on one tape: a snapshot is an array of
 * 64-bit words in the order that the tape's header lists.
 *
 * @param abi the ABI that the lists are for
 * @param entry names of the registers in the entry snapshot
 * @param exit names of the registers in the exit snapshot
 */
public record RegisterLayout(Abi abi, List<String> entry, List<String> exit) {
  /** Copies the lists. */
  public RegisterLayout {
    entry = List.copyOf(entry);
    exit = List.copyOf(exit);
  }

  /**
   * The registers of the system call ABI: arguments, instruction and stack pointer at entry; the
   * result at exit.
   */
  public static RegisterLayout syscall(Abi abi) {
    List<String> entry = new ArrayList<>(abi.argumentRegisters());
    entry.add(abi.instructionPointer());
    entry.add(abi.stackPointer());
    return new RegisterLayout(abi, entry, List.of(abi.resultRegister()));
  }

  /** Position of argument {@code index} (0 to 5) in the entry snapshot, or -1. */
  public int argument(int index) {
    return entry.indexOf(abi.argumentRegisters().get(index));
  }

  /** Position of the instruction pointer in the entry snapshot, or -1. */
  public int instructionPointer() {
    return entry.indexOf(abi.instructionPointer());
  }

  /** Position of the stack pointer in the entry snapshot, or -1. */
  public int stackPointer() {
    return entry.indexOf(abi.stackPointer());
  }

  /** Position of the result in the exit snapshot, or -1. */
  public int result() {
    return exit.indexOf(abi.resultRegister());
  }
}
