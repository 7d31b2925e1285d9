package dev.systape.recorder.seccomp;

import static dev.systape.recorder.seccomp.SockFilter.*;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.numbers.SyscallNumbers;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text of a seccomp filter, an instruction a line: its four fields, and what it does in the
 * notation of C, with {@code A} and {@code X} for the registers and {@code M} for the memory. What
 * is compared with a call's number is named by the architecture that the filter has found out
 * before, or, where it has not, on each of the machine's.
 */
public final class FilterDisassembly {
  private static final String[] ARITHMETIC = {
    "+=", "-=", "*=", "/=", "|=", "&=", "<<=", ">>=", null, "%=", "^="
  };
  private static final int NEGATE = 0x80;

  private final List<SockFilter> program;
  private final FilterFlow flow;

  private FilterDisassembly(List<SockFilter> program) {
    this.program = program;
    flow = new FilterFlow(program);
  }

  /** All of a program; a line of its own for each label. */
  public static String of(List<SockFilter> program) {
    return program.isEmpty() ? "" : new FilterDisassembly(program).text();
  }

  private String text() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < program.size(); i++) {
      SockFilter line = program.get(i);
      if (flow.isTarget(i)) {
        out.append(label(i)).append(":\n");
      }
      out.append(
          String.format(
              "%4d: %04x %02x %02x %08x  %s%n",
              i, line.code(), line.jt(), line.jf(), line.k(), meaning(i, line)));
    }
    return out.toString();
  }

  private static String label(long index) {
    return "L" + index;
  }

  private String meaning(int i, SockFilter line) {
    String text =
        switch (line.code() & CLASS) {
          case LD -> load("A", line);
          case LDX -> load("X", line);
          case ST -> line.code() == ST ? "M[" + line.k() + "] = A" : null;
          case STX -> line.code() == STX ? "M[" + line.k() + "] = X" : null;
          case ALU -> arithmetic(line);
          case JMP -> jump(i, line);
          case RET -> answer(line);
          default -> misc(line);
        };
    return text == null ? "(no instruction of seccomp)" : text;
  }

  private static String load(String register, SockFilter line) {
    if ((line.code() & SIZE_BITS) != W) {
      return null;
    }
    return switch (line.code() & MODE) {
      case IMM -> register + " = " + SeccompData.hex(line.k());
      case ABS -> register.equals("A") ? "A = " + SeccompData.field(line.k()) : null;
      case MEM -> register + " = M[" + line.k() + "]";
      case LEN -> register + " = sizeof(struct seccomp_data)";
      default -> null;
    };
  }

  private static String arithmetic(SockFilter line) {
    int operation = line.code() & OPERATION;
    if (operation == NEGATE) {
      return "A = -A";
    }
    int index = operation >>> 4;
    return index < ARITHMETIC.length ? "A " + ARITHMETIC[index] + " " + operand(line) : null;
  }

  private static String operand(SockFilter line) {
    return (line.code() & X) != 0 ? "X" : SeccompData.hex(line.k());
  }

  private static String answer(SockFilter line) {
    return switch (line.code() & RETURN_BITS) {
      case 0 -> "return " + SeccompAction.text(line.k());
      case RET_A -> "return A";
      default -> null;
    };
  }

  private static String misc(SockFilter line) {
    return (line.code() & MISC_BITS) == TXA ? "A = X" : "X = A";
  }

  private String jump(int i, SockFilter line) {
    int operation = line.code() & OPERATION;
    if (operation == JA) {
      return "goto " + label(i + 1L + Integer.toUnsignedLong(line.k()));
    }
    String holds = comparison(operation, true);
    if (holds == null) {
      return null;
    }
    String yes = "goto " + label(i + 1 + line.jt());
    String no = "goto " + label(i + 1 + line.jf());
    String operand = (line.code() & X) != 0 ? "X" : operand(i, line.k(), operation);
    if (line.jt() == 0 && line.jf() != 0) {
      return "if (" + condition(operation, false, operand) + ") " + no;
    }
    String condition = "if (" + condition(operation, true, operand) + ") " + yes;
    return line.jf() == 0 && line.jt() != 0 ? condition : condition + "; else " + no;
  }

  private static String condition(int operation, boolean holds, String operand) {
    String comparison = comparison(operation, holds);
    return operation != JSET
        ? "A " + comparison + " " + operand
        : holds ? "A & " + operand : "!(A & " + operand + ")";
  }

  private static String comparison(int operation, boolean holds) {
    return switch (operation) {
      case JEQ -> holds ? "==" : "!=";
      case JGT -> holds ? ">" : "<=";
      case JGE -> holds ? ">=" : "<";
      case JSET -> "&";
      default -> null;
    };
  }

  private String operand(int i, int value, int operation) {
    if (operation != JSET && flow.field(i) == SeccompData.ARCH) {
      return SeccompData.arch(value);
    }
    if (operation == JSET || flow.field(i) != SeccompData.NR) {
      return SeccompData.hex(value);
    }
    String name = name(flow.arch(i), value);
    if (name != null && operation == JEQ && flow.arch(i) != 0) {
      return name;
    }
    String number = value < 0 || value >= Abi.X32_SYSCALL_BIT ? SeccompData.hex(value) : "" + value;
    return name == null ? number : number + " /* " + name + " */";
  }

  private static String name(int arch, int value) {
    if (arch != 0) {
      return nameOn(arch, value);
    }
    return Stream.of(Abi.X86_64, Abi.I386)
        .map(
            abi -> {
              String name = nameOn(abi.auditArch(), value);
              return name == null ? null : abi.label() + ": " + name;
            })
        .filter(Objects::nonNull)
        .collect(Collectors.collectingAndThen(Collectors.joining(", "), all -> blank(all)));
  }

  private static String blank(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String nameOn(int arch, int value) {
    for (Abi abi : new Abi[] {Abi.X86_64, Abi.I386, Abi.AARCH64}) {
      if (abi.auditArch() == arch) {
        boolean x32 = abi == Abi.X86_64 && value >= Abi.X32_SYSCALL_BIT;
        String name =
            x32
                ? SyscallNumbers.of(Abi.X32).name(value & ~Abi.X32_SYSCALL_BIT)
                : SyscallNumbers.of(abi).name(value);
        return x32 && name != null ? "x32 " + name : name;
      }
    }
    return null;
  }
}
