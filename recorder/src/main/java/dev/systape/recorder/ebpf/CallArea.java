package dev.systape.recorder.ebpf;

import dev.systape.schema.plan.CaptureOp;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.CaptureMore;
import dev.systape.schema.tape.SyscallRecord;

/**
 * The map value that belongs to one thread: what it is doing, the interpreter's own state, and the
 * record of its call as it will lie in the ring.
 *
 * <pre>
 * +--------------------------------------------------------------+
 * | the thread: what it is doing, its next sequence              |
 * +--------------------------------------------------------------+
 * | registers of the interpreter: program counter, scopes, ...   |
 * +--------------------------------------------------------------+
 * | where the bytes of each operation's capture lie, 24 times    |
 * +--------------------------------------------------------------+
 * | the SYSCALL record: header, registers at entry and exit      |
 * +--------------------------------------------------------------+
 * | captures, back to back; USED bytes of them                   |
 * +--------------------------------------------------------------+
 * | a CAPTURE_MORE record, for captures that are longer or more  |
 * +--------------------------------------------------------------+
 * </pre>
 *
 * <p>All state is here and not in registers or on the stack: the verifier knows nothing of what a
 * map holds, so every step of the interpreter looks to it like the one before, and it is content
 * after one or two.
 */
final class CallArea {
  /** What the thread is doing, a word of {@link ThreadState}. */
  static final int STATE = 0;

  /** Not 0: an entry capture of this call met memory that could not be read. */
  static final int FAULTED = STATE + 4;

  /** Number of the thread's next record. */
  static final int SEQUENCE = FAULTED + 4;

  /**
   * The sequence that the open call's record has, plus one, where an execve took over another
   * thread's tid and its numbers meanwhile; or 0.
   */
  static final int HELD = SEQUENCE + 8;

  /** tid and pid in the recorder's pid namespace. */
  static final int TID = HELD + 8;

  static final int PID = TID + 4;

  /**
   * Ignored signals that came while the thread was in a call, and are told when it returns: how
   * many, and room for some.
   */
  static final int SIGNALS = PID + 4;

  static final int SLOTS = SIGNALS + 8;
  static final int SLOT_READY = 0;
  static final int SLOT_SIGNAL = SLOT_READY + 4;
  static final int SLOT_INFO = SLOT_SIGNAL + 4;
  static final int SLOT_SIZE = SLOT_INFO + SignalParts.KERNEL_SIGINFO;

  /** The signal that its process dies of, where this thread takes it, or 0; and its siginfo. */
  static final int FATAL = SLOTS + SignalParts.SLOTS * SLOT_SIZE;

  static final int FATAL_INFO = FATAL + 8;

  /** Flags for all captures that are made now: LATE where entry operations run at exit. */
  static final int CAPTURE_FLAG = FATAL_INFO + SignalParts.KERNEL_SIGINFO;

  /** Operations of the call's plan that run at entry, and at exit. */
  static final int ENTRY_OPERATIONS = CAPTURE_FLAG + 4;

  static final int EXIT_OPERATIONS = ENTRY_OPERATIONS + 4;

  /** The call's plan. */
  static final int PLAN = EXIT_OPERATIONS + 4;

  // Input of the interpreter.
  static final int STRING_LIMIT = PLAN + 8;
  static final int FIRST = STRING_LIMIT + 8;
  static final int COUNT = FIRST + 4;
  static final int FAILED = COUNT + 4;

  // Kept from the entry phase to the exit phase; zero when a call begins.
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

  /** Bytes of the array that are in the area; behind them it is the program's. */
  static final int ARRAY_LENGTH = ARRAY + 4;

  static final int BUDGET = ARRAY_LENGTH + 8;

  /** What the functions that evaluate something leave. */
  static final int VALUE = BUDGET + 8;

  static final int LENGTH = VALUE + 8;

  /** Length of what an operation captured with what is in records of its own. */
  static final int WHOLE = LENGTH + 8;

  // The capture that is about to be made: LENGTH is its original length.
  static final int ADDRESS = WHOLE + 8;
  static final int ELEMENT = ADDRESS + 8;

  /** Where the capture lies that is about to be made: in the record, or {@link #STAGE_CAPTURE}. */
  static final int PLACE = ELEMENT + 8;

  /** CAPTURE_MORE records that the call has. */
  static final int PIECES = PLACE + 4;

  /** Not 0: something that others look into went to such a record, and they found nothing. */
  static final int CUT = PIECES + 4;

  /** How far the capture that goes on in CAPTURE_MORE records is, and to where; 0: none does. */
  static final int TAIL_AT = CUT + 8;

  static final int TAIL_END = TAIL_AT + 8;

  /** One for each EACH that is open. */
  static final int SCOPES = TAIL_END + 8;

  static final int SCOPE_FIRST = 0;
  static final int SCOPE_END = SCOPE_FIRST + 4;
  static final int SCOPE_OFFSET = SCOPE_END + 4;
  static final int SCOPE_STRIDE = SCOPE_OFFSET + 4;
  static final int SCOPE_ELEMENT = SCOPE_STRIDE + 4;
  static final int SCOPE_COUNT = SCOPE_ELEMENT + 4;
  static final int SCOPE_SIZE = SCOPE_COUNT + 4;

  /**
   * For each operation u32 offset of its bytes in this area, u32 their length, u32 the length with
   * what is in records of its own.
   */
  static final int CAPTURED = SCOPES + CaptureOp.MAX_NESTING * SCOPE_SIZE;

  static final int CAPTURED_LENGTH = 4;
  static final int CAPTURED_WHOLE = 8;
  static final int CAPTURED_SHIFT = 4;
  static final int CAPTURED_SIZE = 1 << CAPTURED_SHIFT;

  /** The record under construction. */
  static final int RECORD = CAPTURED + CAPTURED_SIZE * CaptureOp.MAX_OPERATIONS;

  /** The words that the plan's operations name: arguments, instruction and stack pointer. */
  static final int ARGUMENTS = RECORD + SyscallRecord.REGISTERS;

  /** The call's result. */
  static final int RESULT = ARGUMENTS + CaptureOp.CALL_WORDS * 8;

  static final int CAPTURES = RESULT + 8;

  /**
   * Bytes of a capture in the record; what is longer goes on in CAPTURE_MORE records of so many
   * each.
   */
  static final int CHUNK = 4 << 10;

  /**
   * A capture that others look into goes into the record where no more than this is used, or else
   * into such a record.
   */
  static final int ROOM = 6 << 10;

  /** Likewise of all other captures: the strings of argv leave room for the vector of envp. */
  static final int DATA_ROOM = CHUNK + 512;

  /** Bytes of captures that a record has at the most. */
  static final int MOST = ROOM + Capture.HEADER + CHUNK;

  /** A CAPTURE_MORE record under construction. Strings take a byte more than they keep. */
  static final int STAGE = CAPTURES + MOST + 8;

  /** The capture in it. */
  static final int STAGE_CAPTURE = STAGE + CaptureMore.CAPTURE;

  /**
   * Bytes that nothing is written to: where a capture is read in two parts, the verifier knows
   * where the second begins and how long it is only to so many bytes.
   */
  static final int SLACK = 512;

  static final int SIZE = STAGE_CAPTURE + Capture.HEADER + CHUNK + 8 + SLACK;

  /** CAPTURE_MORE records that a call has at the most: {@link EbpfBackend#MAX_CALL_BYTES}. */
  static final int MAX_PIECES = 4 << 10;

  private CallArea() {}
}
