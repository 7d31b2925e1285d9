package dev.systape.recorder.seccomp;

import dev.systape.schema.abi.Abi;

/**
 * What a filter looks at: {@code struct seccomp_data} of linux/seccomp.h, 64 bytes. Loads are of 32
 * bits; the halves of 64-bit fields are named as on little-endian machines.
 */
final class SeccompData {
  /** The call's number; x32's with its bit. */
  static final int NR = 0;

  /** AUDIT_ARCH_* of the call. */
  static final int ARCH = 4;

  private static final int INSTRUCTION_POINTER = 8;
  private static final int ARGS = 16;

  /** Bytes of it. */
  static final int SIZE = ARGS + 8 * Abi.ARGUMENTS;

  private SeccompData() {}

  /** The field at an offset, e.g. {@code args[1].low}. */
  static String field(int offset) {
    if (offset == NR) {
      return "nr";
    }
    if (offset == ARCH) {
      return "arch";
    }
    if (offset < INSTRUCTION_POINTER || offset >= SIZE || offset % 4 != 0) {
      return "[" + Integer.toUnsignedString(offset) + "]";
    }
    String half = offset % 8 == 0 ? ".low" : ".high";
    return offset < ARGS
        ? "instruction_pointer" + half
        : "args[" + (offset - ARGS) / 8 + "]" + half;
  }

  /** An architecture, e.g. {@code AUDIT_ARCH_X86_64}; others in hexadecimal. */
  static String arch(int value) {
    for (Abi abi : new Abi[] {Abi.X86_64, Abi.I386, Abi.AARCH64}) {
      if (abi.auditArch() == value) {
        return "AUDIT_ARCH_" + abi.name();
      }
    }
    return hex(value);
  }

  /** A word in hexadecimal. */
  static String hex(int value) {
    return "0x" + Integer.toHexString(value);
  }
}
