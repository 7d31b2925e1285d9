package dev.systape.recorder.ebpf;

import dev.systape.schema.plan.CaptureOp;
import dev.systape.schema.tape.RecordHeader;

/**
 * Offsets in {@link CaptureOp}, {@link dev.systape.schema.tape.Capture}, {@link RecordHeader} and
 * {@link dev.systape.schema.tape.SyscallRecord}, which the program loads and stores by itself.
 * Those classes keep theirs private; {@code LayoutsTest} holds both together.
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

  static final int RECORD_TYPE = RecordHeader.RING_HEADER;
  static final int RECORD_VERSION = RECORD_TYPE + 2;
  static final int RECORD_ABI = RECORD_VERSION + 1;
  static final int RECORD_TID = RECORD_ABI + 1;
  static final int RECORD_PID = RECORD_TID + 4;
  static final int RECORD_CPU = RECORD_PID + 4;
  static final int RECORD_SEQUENCE = RECORD_CPU + 4;
  static final int RECORD_TIME = RECORD_SEQUENCE + 8;

  static final int SYSCALL_EXIT_NS = RecordHeader.SIZE;
  static final int SYSCALL_NUMBER = SYSCALL_EXIT_NS + 8;
  static final int SYSCALL_FLAGS = SYSCALL_NUMBER + 4;
  static final int SYSCALL_ENTRY_REGISTERS = SYSCALL_FLAGS + 1;
  static final int SYSCALL_EXIT_REGISTERS = SYSCALL_ENTRY_REGISTERS + 1;

  private Layouts() {}
}
