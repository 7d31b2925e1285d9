package dev.systape.recorder.ebpf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Assembles a program out of functions; the first is where it starts. Labels belong to their
 * function: a jump never leaves it, as the kernel's verifier wants it. Functions are called by name
 * and may stand in any order.
 *
 * <p>What a program may do is the verifier's business; here only what cannot be encoded is refused.
 */
final class Assembler {
  private static final int ATOMIC_ADD = 0;
  private static final int ATOMIC_FETCH = 1;

  private record Reference(int at, String name) {}

  private final List<Code.Function> functions = new ArrayList<>();
  private final List<Reference> calls = new ArrayList<>();
  private final List<Reference> jumps = new ArrayList<>();
  private final Map<String, Integer> labels = new HashMap<>();
  private long[] code = new long[256];
  private int count;

  /**
   * Begins a function.
   *
   * @throws IllegalArgumentException where there is one of this name, where the kernel would not
   *     take the name, or where the function before jumps to a label that it does not have
   */
  Assembler function(String name) {
    return function(name, false);
  }

  /**
   * Begins a function that the kernel verifies once and by itself, not anew for each call with what
   * is known there: of its four arguments it knows that the first is a {@link CallArea} or 0, and
   * nothing of the others or of its result. So calling it makes no program longer to verify.
   *
   * @throws IllegalArgumentException as {@link #function(String)}
   */
  Assembler separateFunction(String name) {
    return function(name, true);
  }

  private Assembler function(String name, boolean separate) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name for a function: letters, digits and _ only");
    }
    if (functions.stream().anyMatch(f -> f.name().equals(name))) {
      throw new IllegalArgumentException("two functions are named '" + name + "'");
    }
    resolveJumps();
    functions.add(new Code.Function(name, count, separate));
    return this;
  }

  /**
   * Names the next instruction.
   *
   * @throws IllegalArgumentException where the function has a label of this name
   */
  Assembler label(String name) {
    if (labels.put(name, count) != null) {
      throw new IllegalArgumentException(
          "two labels of function '" + currentFunction() + "' are named '" + name + "'");
    }
    return this;
  }

  /** {@code dst = src}, 64 bits. */
  Assembler mov(Register dst, Register src) {
    return alu(Alu.MOV, dst, src);
  }

  /** {@code dst = immediate}, sign-extended. */
  Assembler mov(Register dst, int immediate) {
    return alu(Alu.MOV, dst, immediate);
  }

  /** {@code dst = dst op src}, 64 bits. */
  Assembler alu(Alu op, Register dst, Register src) {
    return emit(Instruction.ALU64 | op.bits | Instruction.X, dst, src, 0, 0);
  }

  /** {@code dst = dst op immediate}, 64 bits; the immediate is sign-extended. */
  Assembler alu(Alu op, Register dst, int immediate) {
    return emit(Instruction.ALU64 | op.bits, dst, null, 0, immediate);
  }

  /** {@code dst = dst op src}, 32 bits; the upper half becomes 0. */
  Assembler alu32(Alu op, Register dst, Register src) {
    return emit(Instruction.ALU | op.bits | Instruction.X, dst, src, 0, 0);
  }

  /** {@code dst = dst op immediate}, 32 bits; the upper half becomes 0. */
  Assembler alu32(Alu op, Register dst, int immediate) {
    return emit(Instruction.ALU | op.bits, dst, null, 0, immediate);
  }

  /** {@code dst = *(size *)(src + offset)}, zero-extended. */
  Assembler ldx(Size size, Register dst, Register src, int offset) {
    return emit(Instruction.LDX | Instruction.MEM | size.bits, dst, src, offset, 0);
  }

  /** {@code *(size *)(dst + offset) = src}. */
  Assembler stx(Size size, Register dst, int offset, Register src) {
    return emit(Instruction.STX | Instruction.MEM | size.bits, dst, src, offset, 0);
  }

  /** {@code *(size *)(dst + offset) = immediate}, sign-extended. */
  Assembler st(Size size, Register dst, int offset, int immediate) {
    return emit(Instruction.ST | Instruction.MEM | size.bits, dst, null, offset, immediate);
  }

  /** {@code *(size *)(dst + offset) += src}, atomically; {@link Size#W} or {@link Size#DW}. */
  Assembler atomicAdd(Size size, Register dst, int offset, Register src) {
    if (size != Size.W && size != Size.DW) {
      throw new IllegalArgumentException("no atomic operation on " + size.bytes + " bytes");
    }
    return emit(Instruction.STX | Instruction.ATOMIC | size.bits, dst, src, offset, ATOMIC_ADD);
  }

  /** The same; {@code src} becomes what was there before. */
  Assembler atomicFetchAdd(Size size, Register dst, int offset, Register src) {
    atomicAdd(size, dst, offset, src);
    code[count - 1] = Instruction.withImmediate(code[count - 1], ATOMIC_ADD | ATOMIC_FETCH);
    return this;
  }

  /** {@code dst = immediate}, all 64 bits of it; takes two instructions. */
  Assembler ldImm64(Register dst, long immediate) {
    emit(Instruction.LD_IMM64, dst, null, 0, (int) immediate);
    return raw(Instruction.encode(0, 0, 0, 0, (int) (immediate >>> 32)));
  }

  /** {@code dst =} the map of a descriptor, as helpers take it; takes two instructions. */
  Assembler ldMap(Register dst, int fd) {
    raw(Instruction.encode(Instruction.LD_IMM64, dst.ordinal(), Instruction.PSEUDO_MAP_FD, 0, fd));
    return raw(0);
  }

  /**
   * {@code dst =} a function of the program, as helpers that call back take it; takes two
   * instructions.
   */
  Assembler ldFunction(Register dst, String function) {
    calls.add(new Reference(count, function));
    raw(Instruction.encode(Instruction.LD_IMM64, dst.ordinal(), Instruction.PSEUDO_FUNC, 0, 0));
    return raw(0);
  }

  /** Jumps to a label of this function. */
  Assembler ja(String label) {
    jumps.add(new Reference(count, label));
    return emit(Instruction.JA, null, null, 0, 0);
  }

  /** Jumps to a label of this function if {@code dst condition src}. */
  Assembler jump(Jump condition, Register dst, Register src, String label) {
    jumps.add(new Reference(count, label));
    return emit(Instruction.JMP | condition.bits | Instruction.X, dst, src, 0, 0);
  }

  /** Jumps to a label of this function if {@code dst condition immediate}. */
  Assembler jump(Jump condition, Register dst, int immediate, String label) {
    jumps.add(new Reference(count, label));
    return emit(Instruction.JMP | condition.bits, dst, null, 0, immediate);
  }

  /** Calls the kernel: arguments in R1 to R5, result in R0. */
  Assembler call(Helper helper) {
    return emit(Instruction.CALL, null, null, 0, helper.number);
  }

  /** Calls a function of the program: arguments in R1 to R5, result in R0. */
  Assembler call(String function) {
    calls.add(new Reference(count, function));
    return raw(Instruction.encode(Instruction.CALL, 0, Instruction.PSEUDO_CALL, 0, 0));
  }

  /** Returns R0. */
  Assembler exit() {
    return emit(Instruction.EXIT, null, null, 0, 0);
  }

  /**
   * The program.
   *
   * @throws IllegalArgumentException where a jump or call has no target
   */
  Code assemble() {
    resolveJumps();
    for (Reference call : calls) {
      int target =
          functions.stream()
              .filter(f -> f.name().equals(call.name))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException("no function is named '" + call.name + "'"))
              .first();
      code[call.at] = Instruction.withImmediate(code[call.at], target - call.at - 1);
    }
    return new Code(Arrays.copyOf(code, count), List.copyOf(functions));
  }

  private void resolveJumps() {
    for (Reference jump : jumps) {
      Integer target = labels.get(jump.name);
      if (target == null) {
        throw new IllegalArgumentException(
            "no label of function '" + currentFunction() + "' is named '" + jump.name + "'");
      }
      code[jump.at] = Instruction.withOffset(code[jump.at], target - jump.at - 1);
    }
    jumps.clear();
    labels.clear();
  }

  private String currentFunction() {
    return functions.isEmpty() ? "" : functions.get(functions.size() - 1).name();
  }

  private Assembler emit(int opcode, Register dst, Register src, int offset, int immediate) {
    return raw(Instruction.encode(opcode, number(dst), number(src), offset, immediate));
  }

  private static int number(Register register) {
    return register == null ? 0 : register.ordinal();
  }

  private Assembler raw(long instruction) {
    if (functions.isEmpty()) {
      throw new IllegalStateException("an instruction outside any function");
    }
    if (count == code.length) {
      code = Arrays.copyOf(code, 2 * count);
    }
    code[count++] = instruction;
    return this;
  }
}
