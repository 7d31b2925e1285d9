package dev.systape.recorder.ptrace;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.numbers.SyscallNumbers;

/**
 * The numbers of the few calls that change the process tree, per ABI: what a tracer has to know to
 * name parents and ends.
 */
final class CallNumbers {
  private static final int ABIS = 16;

  private final int[] clone = new int[ABIS];
  private final int[] clone3 = new int[ABIS];
  private final int[] exit = new int[ABIS];
  private final int[] exitGroup = new int[ABIS];

  CallNumbers() {
    for (Abi abi : new Abi[] {Abi.X86_64, Abi.I386, Abi.X32, Abi.AARCH64}) {
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

  /**
   * The code of the ABI that the kernel names by AUDIT_ARCH_*; x32 is told by a bit of the number.
   */
  static int abi(int arch, boolean x32) {
    if (arch == Abi.I386.auditArch()) {
      return Abi.I386.code();
    }
    if (arch == Abi.AARCH64.auditArch()) {
      return Abi.AARCH64.code();
    }
    return x32 ? Abi.X32.code() : Abi.X86_64.code();
  }

  /** Whether a number, as it is in its register, has the bit that marks x32. */
  static boolean isX32(long number) {
    return (number & Abi.X32_SYSCALL_BIT) != 0 && (int) number != -1;
  }

  /** A number without that bit. */
  static int plain(long number) {
    return isX32(number) ? (int) number & ~Abi.X32_SYSCALL_BIT : (int) number;
  }
}
