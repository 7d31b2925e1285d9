package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.numbers.SyscallNumbers;

/**
 * System calls as audit tells them: an architecture of linux/audit.h, and a number in its table.
 */
final class AuditArchitectures {
  /** The ELF machine with a bit for 64-bit words and one for little-endian ones. */
  private static final int[] VALUES = {
    0xc00000b7, 0xc0009026, 0x4000005d, 0x5d, 0x400000c3, 0xc3, 0x40000028, 0x28,
    0x4000008c, 0x8c, 0x4000004c, 0x400000fc, 0x5441, 0x2e, 0xa4, 0x40000003,
    0xc0000032, 0x58, 0x4, 0xbd, 0x8, 0x40000008, 0x80000008, 0xa0000008,
    0xc0000008, 0xe0000008, 0x400000a7, 0xa7, 0x40000071, 0x5c, 0xf, 0x8000000f,
    0x14, 0x80000015, 0xc0000015, 0x400000f3, 0xc00000f3, 0x16, 0x80000016, 0x2a,
    0x4000002a, 0x8000002a, 0xc000002a, 0x2, 0x8000002b, 0xc00000bf, 0x400000bf, 0x400000bc,
    0x4000006e, 0xc000003e, 0x5e, 0x40000102, 0xc0000102
  };

  private static final String[] NAMES =
      ("AARCH64 ALPHA ARCOMPACT ARCOMPACTBE ARCV2 ARCV2BE ARM ARMEB"
              + " C6X C6XBE CRIS CSKY FRV H8300 HEXAGON I386"
              + " IA64 M32R M68K MICROBLAZE MIPS MIPSEL MIPS64 MIPS64N32"
              + " MIPSEL64 MIPSEL64N32 NDS32 NDS32BE NIOS2 OPENRISC PARISC PARISC64"
              + " PPC PPC64 PPC64LE RISCV32 RISCV64 S390 S390X SH"
              + " SHEL SH64 SHEL64 SPARC SPARC64 TILEGX TILEGX32 TILEPRO"
              + " UNICORE X86_64 XTENSA LOONGARCH32 LOONGARCH64")
          .split(" ");

  private AuditArchitectures() {}

  /** Writes the call and the architecture of a SIGSYS. */
  static void call(int number, int architecture, StringBuilder out) {
    String name = name(number, architecture);
    out.append(", si_syscall=");
    if (name == null) {
      out.append(number & 0xffff_ffffL);
    } else {
      out.append("__NR_").append(name);
    }
    architecture(architecture, out.append(", si_arch="));
  }

  /** The name of a call, or null. */
  static String name(int number, int architecture) {
    for (Abi abi : Abi.values()) {
      if (abi.auditArch() == architecture && abi != Abi.X32) {
        return number < 0 ? null : SyscallNumbers.of(abi).name(number);
      }
    }
    return null;
  }

  /** Writes an architecture. */
  static void architecture(int value, StringBuilder out) {
    for (int i = 0; i < VALUES.length; i++) {
      if (VALUES[i] == value) {
        out.append("AUDIT_ARCH_").append(NAMES[i]);
        return;
      }
    }
    Digits.hex(out, value & 0xffff_ffffL);
    out.append(" /* AUDIT_ARCH_??? */");
  }
}
