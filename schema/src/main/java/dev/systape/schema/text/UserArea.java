package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;

/** Offsets in struct user (sys/user.h), by the names that it and sys/reg.h give them. */
final class UserArea {
  private static final UserArea X86_64 =
      new UserArea(
          8,
          ("R15 R14 R13 R12 RBP RBX R11 R10 R9 R8 RAX RCX RDX RSI RDI ORIG_RAX RIP CS EFL RSP SS")
              .split(" "),
          new int[] {216, 224, 736, 744, 752, 760, 768, 776, 784, 792, 800, 808, 816, 848, 912});
  private static final String[] MEMBERS = {
    "u_fpvalid",
    "i387",
    "u_tsize",
    "u_dsize",
    "u_ssize",
    "start_code",
    "start_stack",
    "signal",
    "reserved",
    "u_ar0",
    "u_fpstate",
    "magic",
    "u_comm",
    "u_debugreg"
  };

  private final int word;
  private final String[] registers;
  private final int[] offsets;

  /**
   * An area.
   *
   * @param offsets of the members, and the struct's size
   */
  private UserArea(int word, String[] registers, int[] offsets) {
    this.word = word;
    this.registers = registers;
    this.offsets = offsets;
  }

  /**
   * The area of an ABI, or null where it has none. Of a program of 32 bits strace names the places
   * as if it had 64.
   */
  static UserArea of(Abi abi) {
    return switch (abi) {
      case X86_64, X32, I386 -> X86_64;
      case AARCH64 -> null;
    };
  }

  /** Writes an offset. */
  void print(long offset, StringBuilder out) {
    int last = offsets.length - 1;
    if (offset < 0 || offset > offsets[last]) {
      Digits.hex(out, offset);
    } else if (offset == offsets[last]) {
      out.append("sizeof(struct user)");
    } else if (offset < offsets[0]) {
      int register = Math.min((int) offset / word, registers.length - 1);
      out.append(word).append('*').append(registers[register]);
      rest(offset - (long) register * word, out);
    } else {
      int member = last - 1;
      while (offsets[member] > offset) {
        member--;
      }
      out.append("offsetof(struct user, ").append(MEMBERS[member]).append(')');
      rest(offset - offsets[member], out);
    }
  }

  private static void rest(long bytes, StringBuilder out) {
    if (bytes != 0) {
      out.append('+').append(bytes);
    }
  }
}
