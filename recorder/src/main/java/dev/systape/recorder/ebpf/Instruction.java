package dev.systape.recorder.ebpf;

/**
 * One instruction as it lies in memory, {@code struct bpf_insn} of linux/bpf.h.
 *
 * <pre>
 *  bit 0     8      12     16               32                              64
 * +--------+------+------+----------------+--------------------------------+
 * | opcode | dst  | src  | offset (s16)   | immediate (s32)                |
 * +--------+------+------+----------------+--------------------------------+
 * </pre>
 */
final class Instruction {
  /** Bytes of an instruction. */
  static final int SIZE = 8;

  /** Instruction classes, the low three bits of an opcode. */
  static final int LD = 0x00;

  static final int LDX = 0x01;
  static final int ST = 0x02;
  static final int STX = 0x03;
  static final int ALU = 0x04;
  static final int JMP = 0x05;
  static final int ALU64 = 0x07;

  /** Bit of an opcode: the second operand is a register. */
  static final int X = 0x08;

  /** Mode of a load or store: memory. */
  static final int MEM = 0x60;

  /** Mode of a store: atomic; the immediate says what. */
  static final int ATOMIC = 0xc0;

  /** Opcode: a 64-bit immediate, in two instructions; the source register says what it means. */
  static final int LD_IMM64 = LD | 0x18;

  /** Opcode: jump always. */
  static final int JA = JMP;

  /** Opcode: call; the source register says what. */
  static final int CALL = JMP | 0x80;

  /** Opcode: return. */
  static final int EXIT = JMP | 0x90;

  /** Source of {@link #LD_IMM64}: the immediate is a map's descriptor. */
  static final int PSEUDO_MAP_FD = 1;

  /** Source of {@link #LD_IMM64}: the immediate is the distance to a function. */
  static final int PSEUDO_FUNC = 4;

  /** Source of {@link #CALL}: the immediate is the distance to a function of the program. */
  static final int PSEUDO_CALL = 1;

  private Instruction() {}

  static long encode(int opcode, int dst, int src, int offset, int immediate) {
    if (offset != (short) offset) {
      throw new IllegalArgumentException("offset " + offset + " does not fit in 16 bits");
    }
    return opcode
        | (long) dst << 8
        | (long) src << 12
        | (offset & 0xffffL) << 16
        | (long) immediate << 32;
  }

  static int opcode(long instruction) {
    return (int) instruction & 0xff;
  }

  static int dst(long instruction) {
    return (int) (instruction >>> 8) & 0xf;
  }

  static int src(long instruction) {
    return (int) (instruction >>> 12) & 0xf;
  }

  static int offset(long instruction) {
    return (short) (instruction >>> 16);
  }

  static int immediate(long instruction) {
    return (int) (instruction >>> 32);
  }

  /** The instruction with another offset. */
  static long withOffset(long instruction, int offset) {
    return encode(
        opcode(instruction), dst(instruction), src(instruction), offset, immediate(instruction));
  }

  /** The instruction with another immediate. */
  static long withImmediate(long instruction, int immediate) {
    return encode(
        opcode(instruction), dst(instruction), src(instruction), offset(instruction), immediate);
  }
}
