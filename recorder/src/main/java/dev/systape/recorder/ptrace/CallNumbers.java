package dev.systape.recorder.ptrace;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.numbers.SyscallNumbers;

/**
 * The numbers of the few calls that change the process tree, per ABI: what the backend has to know
 * to name parents and ends.
 */
final class CallNumbers {
  private static final int ABIS = 16;

  private final int[] clone = new int[ABIS];
  private final int[] clone3 = new int[ABIS];
  private final int[] exit = new int[ABIS];
  private final int[] exitGroup = new int[ABIS];

  CallNumbers() {
    for (Abi abi : new Abi[] {Abi.X86_64, Abi.I386, Abi.X32}) {
      SyscallNumbers numbers = SyscallNumbers.of(abi);
      clone[abi.code()] = numbers.number("clone");
      clone3[abi.code()] = numbers.number("clone3");
      exit[abi.code()] = numbers.number("exit");
      exitGroup[abi.code()] = numbers.number("exit_group");
    }
  }

  boolean isClone(int abi, int number) {
    return number == clone[abi];
  }

  boolean isClone3(int abi, int number) {
    return number == clone3[abi];
  }

  boolean ends(int abi, int number) {
    return number == exit[abi] || number == exitGroup[abi];
  }
}
