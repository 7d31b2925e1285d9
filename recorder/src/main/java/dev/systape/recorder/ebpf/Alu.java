package dev.systape.recorder.ebpf;

/**
 * Arithmetic; BPF_ADD and so on of linux/bpf.h. Division is unsigned, and by zero gives zero; shift
 * counts are taken modulo the width.
 */
enum Alu {
  ADD(0x00, "+="),
  SUB(0x10, "-="),
  MUL(0x20, "*="),
  DIV(0x30, "/="),
  OR(0x40, "|="),
  AND(0x50, "&="),
  LSH(0x60, "<<="),
  RSH(0x70, ">>="),
  XOR(0xa0, "^="),
  MOV(0xb0, "="),
  ARSH(0xc0, "s>>=");

  /** The bits in an opcode. */
  final int bits;

  /** How a disassembly writes it. */
  final String symbol;

  Alu(int bits, String symbol) {
    this.bits = bits;
    this.symbol = symbol;
  }
}
