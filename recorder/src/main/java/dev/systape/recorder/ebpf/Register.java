package dev.systape.recorder.ebpf;

/**
 * The registers. R0 holds results, R1 to R5 the arguments of a call, which does not keep them; R6
 * to R9 survive calls; R10 is the frame pointer, read-only, with 512 bytes of stack below it.
 */
enum Register {
  R0,
  R1,
  R2,
  R3,
  R4,
  R5,
  R6,
  R7,
  R8,
  R9,
  R10
}
