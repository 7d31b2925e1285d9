package dev.systape.recorder.ebpf;

/** How much a load or store moves; BPF_B, BPF_H, BPF_W and BPF_DW of linux/bpf_common.h. */
enum Size {
  B(0x10, 1),
  H(0x08, 2),
  W(0x00, 4),
  DW(0x18, 8);

  /** The bits in an opcode. */
  final int bits;

  /** Bytes moved. */
  final int bytes;

  Size(int bits, int bytes) {
    this.bits = bits;
    this.bytes = bytes;
  }
}
