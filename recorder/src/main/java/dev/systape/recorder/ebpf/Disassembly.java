package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Instruction.*;

import java.util.List;

/** The text of a program, an instruction a line, in the notation of the kernel's verifier log. */
final class Disassembly {
  private static final int OPERATION = 0xf0;
  private static final int CLASS = 0x07;
  private static final int MODE = 0xe0;
  private static final int SIZE_BITS = 0x18;

  private Disassembly() {}

  /** All of a program, each function under its name. */
  static String of(Code code) {
    StringBuilder out = new StringBuilder();
    long[] instructions = code.instructions();
    for (int i = 0; i < instructions.length; i++) {
      for (Code.Function function : code.functions()) {
        if (function.first() == i) {
          out.append(function.name()).append(":\n");
        }
      }
      boolean wide = opcode(instructions[i]) == LD_IMM64;
      String text =
          wide
              ? wide(instructions[i], instructions[i + 1], i, code.functions())
              : narrow(instructions[i], i, code.functions());
      out.append(i)
          .append(": (")
          .append(hex(opcode(instructions[i]) >>> 4))
          .append(hex(opcode(instructions[i]) & 0xf))
          .append(") ")
          .append(text)
          .append('\n');
      i += wide ? 1 : 0;
    }
    return out.toString();
  }

  private static String wide(long first, long second, int at, List<Code.Function> functions) {
    String dst = "r" + dst(first) + " = ";
    return switch (src(first)) {
      case 0 ->
          dst
              + "0x"
              + Long.toHexString((long) immediate(second) << 32 | immediate(first) & 0xffff_ffffL);
      case PSEUDO_MAP_FD -> dst + "map[fd:" + immediate(first) + "]";
      case PSEUDO_FUNC -> dst + "func[" + functionAt(at + 1 + immediate(first), functions) + "]";
      default -> dst + "pseudo" + src(first) + "[" + immediate(first) + "]";
    };
  }

  private static String narrow(long insn, int at, List<Code.Function> functions) {
    return switch (opcode(insn) & CLASS) {
      case ALU -> arithmetic(insn, "w");
      case ALU64 -> arithmetic(insn, "r");
      case LDX -> "r" + dst(insn) + " = " + memory(insn, "r" + src(insn));
      case ST -> memory(insn, "r" + dst(insn)) + " = " + immediate(insn);
      case STX ->
          ((opcode(insn) & MODE) == ATOMIC ? "lock " : "")
              + memory(insn, "r" + dst(insn))
              + ((opcode(insn) & MODE) == ATOMIC ? " += r" : " = r")
              + src(insn);
      case JMP -> jump(insn, at, functions);
      default -> unknown(insn);
    };
  }

  private static String arithmetic(long insn, String register) {
    for (Alu op : Alu.values()) {
      if (op.bits == (opcode(insn) & OPERATION)) {
        return register + dst(insn) + " " + op.symbol + " " + operand(insn, register);
      }
    }
    return unknown(insn);
  }

  private static String jump(long insn, int at, List<Code.Function> functions) {
    switch (opcode(insn)) {
      case JA:
        return "goto " + distance(offset(insn));
      case EXIT:
        return "exit";
      case CALL:
        return src(insn) == PSEUDO_CALL
            ? "call " + functionAt(at + 1 + immediate(insn), functions)
            : "call " + Helper.describe(immediate(insn));
      default:
        break;
    }
    for (Jump condition : Jump.values()) {
      if (condition.bits == (opcode(insn) & OPERATION)) {
        return "if r"
            + dst(insn)
            + " "
            + condition.symbol
            + " "
            + operand(insn, "r")
            + " goto "
            + distance(offset(insn));
      }
    }
    return unknown(insn);
  }

  private static String operand(long insn, String register) {
    return (opcode(insn) & X) != 0 ? register + src(insn) : Integer.toString(immediate(insn));
  }

  private static String memory(long insn, String base) {
    String type = "";
    for (Size size : Size.values()) {
      if (size.bits == (opcode(insn) & SIZE_BITS)) {
        type = "u" + 8 * size.bytes;
      }
    }
    return "*(" + type + " *)(" + base + " " + signed(offset(insn)) + ")";
  }

  private static String distance(int instructions) {
    return "pc" + signed(instructions);
  }

  private static String signed(int number) {
    return (number < 0 ? "" : "+") + number;
  }

  private static String functionAt(int index, List<Code.Function> functions) {
    return functions.stream()
        .filter(f -> f.first() == index)
        .findFirst()
        .map(Code.Function::name)
        .orElse("pc" + index);
  }

  private static String unknown(long insn) {
    return "0x" + Long.toHexString(insn);
  }

  private static char hex(int digit) {
    return Character.forDigit(digit, 16);
  }
}
