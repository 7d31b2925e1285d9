package dev.systape.schema.abi;

import java.util.List;
import java.util.Locale;

/**
 * A system call ABI as syscall(2) tabulates them. The {@link #code} is what tapes and capture plans
 * store and never changes.
 *
 * <p>Register names are those of the architecture's manuals; a tape lists, per ABI, the registers
 * that its snapshots hold under these names.
 */
public enum Abi {
  /** 64-bit x86, {@code syscall} instruction. */
  X86_64(1, "x86_64", 8, 0xC000003E, "orig_rax", "rdi,rsi,rdx,r10,r8,r9", "rax", "rip", "rsp"),
  /** 32-bit x86, {@code int 0x80} and sysenter, from 32-bit and 64-bit code alike. */
  I386(2, "i386", 4, 0x40000003, "orig_eax", "ebx,ecx,edx,esi,edi,ebp", "eax", "eip", "esp"),
  /** 64-bit ARM, {@code svc #0}. */
  AARCH64(3, "aarch64", 8, 0xC00000B7, "x8", "x0,x1,x2,x3,x4,x5", "x0", "pc", "sp"),
  /** x86_64's variant with 32-bit pointers: numbers carry {@link #X32_SYSCALL_BIT}. */
  X32(4, "x32", 4, 0xC000003E, "orig_rax", "rdi,rsi,rdx,r10,r8,r9", "rax", "rip", "rsp");

  /** {@code __X32_SYSCALL_BIT} of asm/unistd.h: set in the number of every x32 call. */
  public static final int X32_SYSCALL_BIT = 0x4000_0000;

  /** Arguments that a system call has at the most, on every ABI. */
  public static final int ARGUMENTS = 6;

  /** {@code MAX_ERRNO} of linux/err.h: results from -4095 to -1 are errors. */
  public static final int MAX_ERRNO = 4095;

  private static final Abi[] BY_CODE = {null, X86_64, I386, AARCH64, X32};

  private final int code;
  private final String label;
  private final int pointerWidth;
  private final int auditArch;
  private final String number;
  private final List<String> arguments;
  private final String result;
  private final String instructionPointer;
  private final String stackPointer;

  Abi(
      int code,
      String label,
      int pointerWidth,
      int auditArch,
      String number,
      String arguments,
      String result,
      String instructionPointer,
      String stackPointer) {
    this.code = code;
    this.label = label;
    this.pointerWidth = pointerWidth;
    this.auditArch = auditArch;
    this.number = number;
    this.arguments = List.of(arguments.split(","));
    this.result = result;
    this.instructionPointer = instructionPointer;
    this.stackPointer = stackPointer;
  }

  /** The byte in a record header. */
  public int code() {
    return code;
  }

  /**
   * The name in tables, options and SQL: {@code x86_64}, {@code i386}, {@code aarch64}, {@code
   * x32}.
   */
  public String label() {
    return label;
  }

  /** Bytes in a pointer and in a {@code long} of the traced program. */
  public int pointerWidth() {
    return pointerWidth;
  }

  /** {@code AUDIT_ARCH_*} of linux/audit.h, as PTRACE_GET_SYSCALL_INFO and seccomp report it. */
  public int auditArch() {
    return auditArch;
  }

  /** The register that holds the call's number at entry. */
  public String numberRegister() {
    return number;
  }

  /** The registers that hold the arguments, in order. */
  public List<String> argumentRegisters() {
    return arguments;
  }

  /** The register that holds the result at exit. */
  public String resultRegister() {
    return result;
  }

  /** The instruction pointer. */
  public String instructionPointer() {
    return instructionPointer;
  }

  /** The stack pointer. */
  public String stackPointer() {
    return stackPointer;
  }

  /**
   * A result register's word as the kernel meant it: 32-bit ABIs return an {@code int}, which is
   * sign-extended.
   */
  public long signedResult(long word) {
    return this == I386 ? (int) word : word;
  }

  /** Whether a {@link #signedResult signed result} is an error number negated. */
  public static boolean isError(long signedResult) {
    return signedResult < 0 && signedResult >= -MAX_ERRNO;
  }

  /** The ABI with a code, or null where no version of this format has it. */
  public static Abi ofCode(int code) {
    return code > 0 && code < BY_CODE.length ? BY_CODE[code] : null;
  }

  /**
   * The ABI with a label.
   *
   * @throws IllegalArgumentException where there is none; the message lists those there are
   */
  public static Abi ofLabel(String label) {
    for (Abi abi : values()) {
      if (abi.label.equals(label.toLowerCase(Locale.ROOT))) {
        return abi;
      }
    }
    throw new IllegalArgumentException(
        "unknown ABI '" + label + "': one of x86_64, i386, aarch64, x32");
  }
}
