package dev.systape.recorder.ptrace;

import dev.systape.schema.abi.Abi;
import java.util.Arrays;
import java.util.List;

/**
 * The general purpose registers of an architecture as ptrace(2) hands them over: an array of 64-bit
 * words, and what each is called. Names are those of the architecture's manuals, as on a tape.
 */
public enum RegisterSet {
  /** struct user_regs_struct of sys/user.h, as PTRACE_GETREGS fills it in. */
  X86_64(
      "r15,r14,r13,r12,rbp,rbx,r11,r10,r9,r8,rax,rcx,rdx,rsi,rdi,orig_rax,rip,cs,eflags,rsp,ss,fs_base,gs_base,ds,es,fs,gs",
      new byte[] {(byte) 0xcc},
      1,
      Abi.X86_64,
      Abi.I386,
      Abi.X32),

  /**
   * struct user_pt_regs of asm/ptrace.h, as PTRACE_GETREGSET with NT_PRSTATUS fills it in. Its
   * breakpoint is {@code brk #0}, little-endian as all A64 instructions, and leaves the instruction
   * pointer where it is.
   */
  AARCH64(
      "x0,x1,x2,x3,x4,x5,x6,x7,x8,x9,x10,x11,x12,x13,x14,x15,x16,x17,x18,x19,x20,x21,x22,x23,x24,x25,x26,x27,x28,x29,x30,sp,pc,pstate",
      new byte[] {0x00, 0x00, 0x20, (byte) 0xd4},
      0,
      Abi.AARCH64);

  private static final int ABIS = 16;
  private static final int SYSCALL = 0x0f05;
  private static final int SYSENTER = 0x0f34;
  private static final int INT_80 = 0xcd80;
  private static final int SVC = 0xd4000001;
  private static final int SVC_MASK = 0xffe0001f;

  private final List<String> names;
  private final byte[] breakpoint;
  private final int breakpointAdvance;
  private final int instructionPointer;
  private final int stackPointer;
  private final int number;
  private final int result;
  private final int[][] arguments = new int[ABIS][];

  RegisterSet(String names, byte[] breakpoint, int breakpointAdvance, Abi... abis) {
    this.names = List.of(names.split(","));
    this.breakpoint = breakpoint;
    this.breakpointAdvance = breakpointAdvance;
    instructionPointer = index(abis[0].instructionPointer());
    stackPointer = index(abis[0].stackPointer());
    number = index(abis[0].numberRegister());
    result = index(abis[0].resultRegister());
    for (Abi abi : abis) {
      arguments[abi.code()] = abi.argumentRegisters().stream().mapToInt(this::index).toArray();
    }
  }

  /**
   * The set of the machine that this runs on.
   *
   * @throws IllegalStateException on any other than x86_64 and aarch64
   */
  public static RegisterSet ofThisMachine() {
    String machine = System.getProperty("os.arch");
    return switch (machine) {
      case "amd64" -> X86_64;
      case "aarch64" -> AARCH64;
      default -> throw new IllegalStateException("no register layout for " + machine);
    };
  }

  /** The names, in the order of the words. */
  public List<String> names() {
    return names;
  }

  /** How many 64-bit words a set has. */
  public int words() {
    return names.size();
  }

  /**
   * Position of a register. A 32-bit name of x86 ({@code ebx}, {@code orig_eax}) is that of the
   * 64-bit register around it: a 64-bit tracer sees a 32-bit program so.
   *
   * @throws IllegalArgumentException where there is no such register; the message lists them
   */
  public int index(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      index = names.indexOf(name.replaceFirst("^(orig_)?e", "$1r"));
    }
    if (index < 0) {
      throw new IllegalArgumentException(
          "no register '" + name + "': one of " + String.join(", ", names));
    }
    return index;
  }

  /** Position of the instruction pointer. */
  public int instructionPointer() {
    return instructionPointer;
  }

  /** Position of the stack pointer. */
  public int stackPointer() {
    return stackPointer;
  }

  /** Position of the register that holds a call's number at entry. */
  public int number() {
    return number;
  }

  /** Position of the register that holds a call's result at exit. */
  public int result() {
    return result;
  }

  /**
   * Position of argument {@code index} (0 to 5) of a call.
   *
   * @param abi {@link Abi#code} of the call
   */
  public int argument(int abi, int index) {
    return arguments[abi][index];
  }

  /** The machine code of a breakpoint; a copy. */
  public byte[] breakpoint() {
    return Arrays.copyOf(breakpoint, breakpoint.length);
  }

  /**
   * How far a breakpoint that was hit has moved the instruction pointer: 1 after x86's {@code
   * int3}, 0 after aarch64's {@code brk}.
   */
  public int breakpointAdvance() {
    return breakpointAdvance;
  }

  /**
   * Whether an instruction makes a system call: {@code syscall}, {@code sysenter} or {@code int
   * 0x80} of x86, {@code svc} of aarch64.
   *
   * @param code its first 4 bytes, or fewer where no more are mapped
   */
  boolean entersKernel(byte[] code) {
    if (this == AARCH64) {
      return code.length == 4 && (word(code) & SVC_MASK) == SVC;
    }
    if (code.length < 2) {
      return false;
    }
    int opcode = (code[0] & 0xff) << 8 | code[1] & 0xff;
    return opcode == SYSCALL || opcode == SYSENTER || opcode == INT_80;
  }

  private static int word(byte[] code) {
    return code[0] & 0xff | (code[1] & 0xff) << 8 | (code[2] & 0xff) << 16 | (code[3] & 0xff) << 24;
  }
}
