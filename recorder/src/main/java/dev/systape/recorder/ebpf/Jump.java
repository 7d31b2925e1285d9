package dev.systape.recorder.ebpf;

/**
 * Conditions of jumps; BPF_JEQ and so on of linux/bpf.h. Those without an S compare unsigned 64-bit
 * words; an immediate is sign-extended first.
 */
enum Jump {
  JEQ(0x10, "=="),
  JGT(0x20, ">"),
  JGE(0x30, ">="),
  JSET(0x40, "&"),
  JNE(0x50, "!="),
  JSGT(0x60, "s>"),
  JSGE(0x70, "s>="),
  JLT(0xa0, "<"),
  JLE(0xb0, "<="),
  JSLT(0xc0, "s<"),
  JSLE(0xd0, "s<=");

  /** The bits in an opcode. */
  final int bits;

  /** How a disassembly writes it. */
  final String symbol;

  Jump(int bits, String symbol) {
    this.bits = bits;
    this.symbol = symbol;
  }
}
