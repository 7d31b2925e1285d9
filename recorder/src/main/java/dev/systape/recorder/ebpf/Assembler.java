package dev.systape.recorder.ebpf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes eBPF instructions, 8 bytes each (linux/bpf.h, struct bpf_insn;
 * Documentation/bpf/standardization). Jumps go to labels, which may come later; {@link #build}
 * resolves them.
 */
final class Assembler {
  static final int R0 = 0;
  static final int R1 = 1;
  static final int R2 = 2;
  static final int R3 = 3;
  static final int R4 = 4;
  static final int R5 = 5;
  static final int R6 = 6;
  static final int R7 = 7;
  static final int R8 = 8;
  static final int R9 = 9;
  static final int FP = 10;

  /** Sizes of loads and stores. */
  static final int W = 0x00;

  static final int H = 0x08;
  static final int B = 0x10;
  static final int DW = 0x18;

  /** Operations of the ALU. */
  static final int ADD = 0x00;

  static final int SUB = 0x10;
  static final int MUL = 0x20;
  static final int DIV = 0x30;
  static final int OR = 0x40;
  static final int AND = 0x50;
  static final int LSH = 0x60;
  static final int RSH = 0x70;
  static final int MOV = 0xb0;

  /** Conditions of jumps. */
  static final int JEQ = 0x10;

  static final int JGT = 0x20;
  static final int JGE = 0x30;
  static final int JSET = 0x40;
  static final int JNE = 0x50;
  static final int JSGE = 0x70;
  static final int JLT = 0xa0;
  static final int JLE = 0xb0;
  static final int JSLT = 0xc0;

  private static final int CLASS_LD_IMM64 = 0x18;
  private static final int CLASS_LDX = 0x61;
  private static final int CLASS_ST = 0x62;
  private static final int CLASS_STX = 0x63;
  private static final int CLASS_JMP = 0x05;
  private static final int CLASS_ALU64 = 0x07;
  private static final int REGISTER = 0x08;
  private static final int CALL = 0x85;
  private static final int EXIT = 0x95;
  private static final int PSEUDO_MAP_FD = 1;
  private static final int PSEUDO_FUNC = 4;

  private record Fixup(int at, String label, boolean function) {}

  private long[] code = new long[256];
  private int size;
  private final Map<String, Integer> labels = new HashMap<>();
  private final List<Fixup> fixups = new ArrayList<>();

  /** Names the next instruction. */
  Assembler label(String name) {
    if (labels.put(name, size) != null) {
      throw new IllegalArgumentException("label '" + name + "' stands twice");
    }
    return this;
  }

  /** Where a label stands. */
  int at(String label) {
    Integer at = labels.get(label);
    if (at == null) {
      throw new IllegalArgumentException("there is no label '" + label + "'");
    }
    return at;
  }

  /** {@code to = from}. */
  Assembler mov(int to, int from) {
    return emit(CLASS_ALU64 | MOV | REGISTER, to, from, 0, 0);
  }

  /** {@code to = value}, sign-extended. */
  Assembler movImm(int to, int value) {
    return emit(CLASS_ALU64 | MOV, to, 0, 0, value);
  }

  /** {@code to = to operation from}. */
  Assembler alu(int operation, int to, int from) {
    return emit(CLASS_ALU64 | operation | REGISTER, to, from, 0, 0);
  }

  /** {@code to = to operation value}. */
  Assembler aluImm(int operation, int to, int value) {
    return emit(CLASS_ALU64 | operation, to, 0, 0, value);
  }

  /** {@code to = *(from + offset)}, zero-extended. */
  Assembler load(int width, int to, int from, int offset) {
    return emit(CLASS_LDX | width, to, from, offset, 0);
  }

  /** {@code *(to + offset) = from}. */
  Assembler store(int width, int to, int offset, int from) {
    return emit(CLASS_STX | width, to, from, offset, 0);
  }

  /** {@code *(to + offset) = value}. */
  Assembler storeImm(int width, int to, int offset, int value) {
    return emit(CLASS_ST | width, to, 0, offset, value);
  }

  /** Loads a map by its descriptor. */
  Assembler map(int to, int fd) {
    return emit(CLASS_LD_IMM64, to, PSEUDO_MAP_FD, 0, fd).emit(0, 0, 0, 0, 0);
  }

  /** Loads the address of a function of this program. */
  Assembler function(int to, String label) {
    fixups.add(new Fixup(size, label, true));
    return emit(CLASS_LD_IMM64, to, PSEUDO_FUNC, 0, 0).emit(0, 0, 0, 0, 0);
  }

  /** Calls a helper. */
  Assembler call(int helper) {
    return emit(CALL, 0, 0, 0, helper);
  }

  /** Returns R0. */
  Assembler exit() {
    return emit(EXIT, 0, 0, 0, 0);
  }

  /** Jumps. */
  Assembler jump(String label) {
    fixups.add(new Fixup(size, label, false));
    return emit(CLASS_JMP, 0, 0, 0, 0);
  }

  /** Jumps if {@code left condition value}, unsigned but for the JS ones. */
  Assembler jumpImm(int condition, int left, int value, String label) {
    fixups.add(new Fixup(size, label, false));
    return emit(CLASS_JMP | condition, left, 0, 0, value);
  }

  /** Jumps if {@code left condition right}. */
  Assembler jump(int condition, int left, int right, String label) {
    fixups.add(new Fixup(size, label, false));
    return emit(CLASS_JMP | condition | REGISTER, left, right, 0, 0);
  }

  /** The instructions, with all jumps resolved. */
  long[] build() {
    for (Fixup fixup : fixups) {
      int distance = at(fixup.label) - fixup.at - 1;
      if (fixup.function) {
        code[fixup.at] |= (long) distance << 32;
      } else {
        if (distance != (short) distance) {
          throw new IllegalArgumentException("label '" + fixup.label + "' is too far");
        }
        code[fixup.at] |= (distance & 0xffffL) << 16;
      }
    }
    return Arrays.copyOf(code, size);
  }

  private Assembler emit(int opcode, int to, int from, int offset, int value) {
    if (offset != (short) offset) {
      throw new IllegalArgumentException("offset " + offset + " does not fit in 16 bits");
    }
    if (size == code.length) {
      code = Arrays.copyOf(code, 2 * size);
    }
    code[size++] =
        opcode & 0xffL
            | (long) to << 8
            | (long) from << 12
            | (offset & 0xffffL) << 16
            | (long) value << 32;
    return this;
  }
}
