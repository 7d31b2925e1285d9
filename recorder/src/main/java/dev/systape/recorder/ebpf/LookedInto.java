package dev.systape.recorder.ebpf;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.plan.CaptureOp;

/** Marks the operations of a plan that others look into, for the interpreter in the kernel. */
final class LookedInto {
  /** Bit of an operation's flags, which plans leave zero. */
  static final int FLAG = 0x80;

  /** Where the flags lie in an operation. */
  private static final int FLAGS = Layouts.OP_FLAGS;

  private LookedInto() {}

  /** Marks them in a copy of a plan. */
  static void mark(long operations, int count) {
    for (int i = 0; i < count; i++) {
      long op = operations + (long) CaptureOp.SIZE * i;
      int opcode = CaptureOp.opcode(op);
      if (opcode == CaptureOp.EACH
          || opcode == CaptureOp.IOVEC
          || opcode != CaptureOp.SKIP_UNLESS && CaptureOp.base(op) == CaptureOp.BASE_CAPTURED) {
        mark(operations, count, CaptureOp.baseIndex(op));
      }
      term(operations, count, op, CaptureOp.TERM_A);
      if (opcode != CaptureOp.SKIP_UNLESS) {
        term(operations, count, op, CaptureOp.TERM_B);
      }
    }
  }

  private static void term(long operations, int count, long op, int term) {
    if (CaptureOp.termSource(op, term) == CaptureOp.TERM_CAPTURED) {
      mark(operations, count, CaptureOp.termIndex(op, term));
    }
  }

  private static void mark(long operations, int count, int index) {
    if (index < count) {
      long flags = operations + (long) CaptureOp.SIZE * index + FLAGS;
      Memory.putU8(flags, Memory.getU8(flags) | FLAG);
    }
  }
}
