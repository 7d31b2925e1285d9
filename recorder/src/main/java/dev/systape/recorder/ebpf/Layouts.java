package dev.systape.recorder.ebpf;

import dev.systape.schema.plan.CaptureOp;

/**
 * Offsets in {@link CaptureOp} and {@link dev.systape.schema.tape.Capture}, which the program loads
 * and stores by itself. Those classes keep theirs private; {@code LayoutsTest} holds both together.
 */
final class Layouts {
  static final int OP_OPCODE = 0;
  static final int OP_PHASE = OP_OPCODE + 1;
  static final int OP_BASE = OP_PHASE + 1;
  static final int OP_BASE_INDEX = OP_BASE + 1;
  static final int OP_ARGUMENT = OP_BASE_INDEX + 1;
  static final int OP_KIND = OP_ARGUMENT + 1;
  static final int OP_POINTER_WIDTH = OP_KIND + 1;
  static final int OP_FLAGS = OP_POINTER_WIDTH + 1;
  static final int OP_OFFSET = OP_FLAGS + 1;
  static final int OP_STRIDE = OP_OFFSET + 4;
  static final int OP_MASK = CaptureOp.TERM_B;
  static final int OP_FACTOR = CaptureOp.TERM_B + 8;
  static final int OP_VALUE = OP_FACTOR;
  static final int OP_CAP = OP_FACTOR + 4;
  static final int OP_LIMIT = OP_CAP + 4;
  static final int OP_SPAN = OP_LIMIT + 2;
  static final int OP_COMPARE = OP_SPAN + 1;

  static final int TERM_SOURCE = 0;
  static final int TERM_INDEX = TERM_SOURCE + 1;
  static final int TERM_WIDTH = TERM_INDEX + 1;
  static final int TERM_SCALE = TERM_WIDTH + 1;
  static final int TERM_VALUE = TERM_SCALE + 1;

  static final int CAPTURE_ARGUMENT = 0;
  static final int CAPTURE_PHASE = CAPTURE_ARGUMENT + 1;
  static final int CAPTURE_KIND = CAPTURE_PHASE + 1;
  static final int CAPTURE_FLAGS = CAPTURE_KIND + 1;
  static final int CAPTURE_OPERATION = CAPTURE_FLAGS + 1;
  static final int CAPTURE_ELEMENT = CAPTURE_OPERATION + 2;
  static final int CAPTURE_ADDRESS = CAPTURE_ELEMENT + 2;
  static final int CAPTURE_ORIGINAL = CAPTURE_ADDRESS + 8;
  static final int CAPTURE_LENGTH = CAPTURE_ORIGINAL + 8;
  static final int CAPTURE_ERRNO = CAPTURE_LENGTH + 4;

  private Layouts() {}
}
