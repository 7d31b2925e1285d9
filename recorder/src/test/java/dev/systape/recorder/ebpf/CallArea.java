package dev.systape.recorder.ebpf;

import dev.systape.schema.plan.CaptureOp;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.TapeFormat;

/**
 * The map value that one call is interpreted in: what the driver puts in, the interpreter's own
 * state, and the captures as they will lie in the record.
 *
 * <pre>
 * +--------------------------------------------------------------+
 * | input: arguments, result, limits, which operations to run    |
 * +--------------------------------------------------------------+
 * | registers of the interpreter: program counter, scopes, ...   |
 * +--------------------------------------------------------------+
 * | where the bytes of each operation's capture lie, 24 times    |
 * +--------------------------------------------------------------+
 * | captures, back to back; USED bytes of them                   |
 * +--------------------------------------------------------------+
 * </pre>
 *
 * <p>All state is here and not in registers or on the stack: the verifier knows nothing of what a
 * map holds, so every step of the interpreter looks to it like the one before, and it is content
 * after one or two.
 */
final class CallArea {
  // Input, set by the driver for each phase.
  static final int ARGUMENTS = 0;
  static final int RESULT = ARGUMENTS + CaptureOp.CALL_WORDS * 8;
  static final int STRING_LIMIT = RESULT + 8;
  static final int PLAN = STRING_LIMIT + 8;
  static final int FIRST = PLAN + 4;
  static final int COUNT = FIRST + 4;
  static final int FAILED = COUNT + 4;

  // Kept from the entry phase to the exit phase; the driver zeroes them when a call begins.
  static final int USED = FAILED + 4;

  /** Bit k: operation k has captured something that others can look into. */
  static final int CAPTURED_MASK = USED + 4;

  // The interpreter's registers.
  static final int PC = CAPTURED_MASK + 4;
  static final int END = PC + 4;
  static final int DONE = END + 4;
  static final int DEPTH = DONE + 4;

  /** Not 0: the operation at PC is one that takes a step for each element, and has begun. */
  static final int RUNNING = DEPTH + 4;

  static final int CURSOR = RUNNING + 4;
  static final int ELEMENTS = CURSOR + 4;
  static final int ARRAY = ELEMENTS + 4;
  static final int BUDGET = ARRAY + 4;

  /** What the functions that evaluate something leave. */
  static final int VALUE = BUDGET + 8;

  static final int LENGTH = VALUE + 8;

  // The capture that is about to be made: LENGTH is its original length.
  static final int ADDRESS = LENGTH + 8;
  static final int ELEMENT = ADDRESS + 8;

  /** One for each EACH that is open. */
  static final int SCOPES = ELEMENT + 8;

  static final int SCOPE_FIRST = 0;
  static final int SCOPE_END = SCOPE_FIRST + 4;
  static final int SCOPE_OFFSET = SCOPE_END + 4;
  static final int SCOPE_STRIDE = SCOPE_OFFSET + 4;
  static final int SCOPE_ELEMENT = SCOPE_STRIDE + 4;
  static final int SCOPE_COUNT = SCOPE_ELEMENT + 4;
  static final int SCOPE_SIZE = SCOPE_COUNT + 4;

  /** For each operation u32 offset of its bytes in this area, u32 their length. */
  static final int CAPTURED = SCOPES + CaptureOp.MAX_NESTING * SCOPE_SIZE;

  static final int CAPTURES = CAPTURED + 8 * CaptureOp.MAX_OPERATIONS;

  /** Bytes that one capture keeps at the most. */
  static final int LARGEST = 28 << 10;

  /** A capture is made only where no more than this is used: the largest one then still fits. */
  static final int ROOM = 32 << 10;

  /**
   * Up to here a header that says LIMIT fits when nothing else does: once for each phase, behind
   * what may be used then.
   */
  static final int ROOM_FOR_LIMIT =
      ROOM + Capture.HEADER + (int) TapeFormat.align(LARGEST) + Capture.HEADER;

  static final int SIZE = CAPTURES + ROOM_FOR_LIMIT + Capture.HEADER + 8;

  private CallArea() {}
}
