package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Alu.*;
import static dev.systape.recorder.ebpf.CallArea.*;
import static dev.systape.recorder.ebpf.Jump.*;
import static dev.systape.recorder.ebpf.Layouts.*;
import static dev.systape.recorder.ebpf.Register.*;
import static dev.systape.recorder.ebpf.Size.*;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.plan.CaptureOp;
import dev.systape.schema.plan.CapturePlans;
import dev.systape.schema.tape.Capture;

/**
 * The fast path of captures: a phase of one operation that copies a string, or bytes whose length
 * is an argument, the result or a constant, from where an argument points, and that no other looks
 * into. That is nearly all of what programs call. What such an operation comes to is worked out
 * when the tables are made; the function falls back to the interpreter for all that is not plain,
 * memory that is not there among it.
 *
 * <pre>
 *  0        1        2        3        4
 * +--------+--------+--------+--------+-----------------------------------+
 * |  kind  | pointer| length | result | bytes kept at the most            |
 * +--------+--------+--------+--------+-----------------------------------+
 * | first 8 bytes of the capture's header                                 |
 * +-----------------------------------------------------------------------+
 * | bound of the length                                                   |
 * +-----------------------------------------------------------------------+
 * | bits of the argument that are the length                              |
 * +--------+--------------------------------------------------------------+
 * | 1: also where the call failed                                         |
 * +-----------------------------------------------------------------------+
 * </pre>
 */
final class SimplePhase {
  /**
   * The function: {@code simple(area, this)}; 0 where the phase has run, 1 where it is not simple.
   */
  static final String SIMPLE = "simple";

  private static final int KIND = 0;
  private static final int POINTER = KIND + 1;
  private static final int LENGTH_ARGUMENT = POINTER + 1;
  private static final int RESULT_BOUND = LENGTH_ARGUMENT + 1;
  private static final int MOST = RESULT_BOUND + 1;
  private static final int IDENTITY = MOST + 4;
  private static final int BOUND = IDENTITY + 8;
  private static final int LENGTH_MASK = BOUND + 8;
  private static final int ON_FAILURE = LENGTH_MASK + 8;

  /** Bytes. */
  static final int SIZE = ON_FAILURE + 8;

  private static final int NONE = 0;
  private static final int BYTES = 1;
  private static final int STRING = 2;
  private static final int NO_ARGUMENT = 255;
  private static final int FLAGS_SHIFT = 24;
  private static final int FRAME_KEPT = -8;
  private static final int FRAME_FLAGS = -16;

  private SimplePhase() {}

  /** Writes what both phases of a plan come to, the entry's and then the exit's. */
  static void encode(long at, CapturePlans plans, int plan, int stringLimit) {
    int entry = plans.entryOperations(plan);
    int exit = plans.exitOperations(plan);
    long operations = plans.operations(plan);
    Memory.zero(at, 2L * SIZE);
    boolean exitSimple = exit == 1 && encode(at + SIZE, operations, entry, stringLimit);
    if (entry == 1 && (exit == 0 || exitSimple)) {
      encode(at, operations, 0, stringLimit);
    }
  }

  private static boolean encode(long at, long operations, int index, int stringLimit) {
    long op = operations + (long) CaptureOp.SIZE * index;
    int opcode = CaptureOp.opcode(op);
    boolean copies = opcode == CaptureOp.COPY;
    if (!copies && opcode != CaptureOp.STR
        || CaptureOp.base(op) != CaptureOp.BASE_ARGUMENT
        || CaptureOp.baseIndex(op) >= Abi.ARGUMENTS
        || CaptureOp.pointerWidth(op) != Long.BYTES
        || CaptureOp.factor(op) != 1 && copies) {
      return false;
    }
    Memory.putU8(at + LENGTH_ARGUMENT, NO_ARGUMENT);
    Memory.putLong(at + BOUND, -1);
    if (copies && !(term(at, op, CaptureOp.TERM_A) && term(at, op, CaptureOp.TERM_B))) {
      return false;
    }
    boolean data = (CaptureOp.flags(op) & CaptureOp.FLAG_DATA) != 0;
    long most = data ? Math.min(CaptureOp.cap(op), stringLimit) : CaptureOp.cap(op);
    Memory.putInt(at + MOST, (int) most);
    Memory.putU8(at + POINTER, CaptureOp.baseIndex(op));
    Memory.putU8(at + ON_FAILURE, CaptureOp.flags(op) & CaptureOp.FLAG_ON_FAILURE);
    Memory.putU8(at + IDENTITY + CAPTURE_ARGUMENT, CaptureOp.argument(op));
    Memory.putU8(at + IDENTITY + CAPTURE_PHASE, CaptureOp.phase(op));
    Memory.putU8(at + IDENTITY + CAPTURE_KIND, CaptureOp.kind(op));
    Memory.putU16(at + IDENTITY + CAPTURE_OPERATION, index);
    Memory.putU8(at + KIND, copies ? BYTES : STRING);
    return true;
  }

  /** Takes in one of the two terms of a length; false where that is not simple. */
  private static boolean term(long at, long op, int term) {
    if (CaptureOp.termScale(op, term) != CaptureOp.SCALE_NONE) {
      return false;
    }
    switch (CaptureOp.termSource(op, term)) {
      case CaptureOp.TERM_NONE -> {
        return true;
      }
      case CaptureOp.TERM_CONSTANT -> {
        Memory.putLong(at + BOUND, CaptureOp.termValue(op, term));
        return true;
      }
      case CaptureOp.TERM_RESULT -> {
        Memory.putU8(at + RESULT_BOUND, 1);
        return true;
      }
      case CaptureOp.TERM_ARGUMENT -> {
        boolean first = Memory.getU8(at + LENGTH_ARGUMENT) == NO_ARGUMENT;
        int width = CaptureOp.termWidth(op, term);
        Memory.putU8(at + LENGTH_ARGUMENT, CaptureOp.termIndex(op, term));
        Memory.putLong(at + LENGTH_MASK, width == 8 ? -1 : (1L << 8 * width) - 1);
        return first && CaptureOp.termIndex(op, term) < Abi.ARGUMENTS;
      }
      default -> {
        return false;
      }
    }
  }

  /** Emits the function. */
  static void emit(Assembler asm) {
    asm.function(SIMPLE).mov(R6, R1).mov(R7, R2);
    asm.ldx(B, R1, R7, KIND).jump(JEQ, R1, NONE, "general");
    asm.ldx(W, R1, R6, FAILED).jump(JEQ, R1, 0, "runs");
    asm.ldx(B, R1, R7, ON_FAILURE).jump(JEQ, R1, 0, "done");
    asm.label("runs");
    asm.ldx(W, R9, R6, USED).jump(JGT, R9, ROOM, "general").alu(ADD, R9, R6).alu(ADD, R9, CAPTURES);
    argument(asm, R8, POINTER, "general");
    asm.jump(JEQ, R8, 0, "done");
    asm.ldx(DW, R3, R7, BOUND);
    argument(asm, R1, LENGTH_ARGUMENT, "no argument");
    asm.ldx(DW, R2, R7, LENGTH_MASK).alu(AND, R1, R2);
    asm.jump(JGE, R1, R3, "no argument").mov(R3, R1);
    asm.label("no argument");
    asm.ldx(B, R1, R7, RESULT_BOUND).jump(JEQ, R1, 0, "bounded").ldx(DW, R1, R6, RESULT);
    asm.jump(JSGE, R1, 0, "positive").mov(R1, 0);
    asm.label("positive").jump(JGE, R1, R3, "bounded").mov(R3, R1);
    asm.label("bounded");
    asm.ldx(W, R2, R7, MOST).jump(JLE, R2, R3, "kept").mov(R2, R3);
    asm.label("kept").jump(JGT, R2, CHUNK, "general").stx(DW, R10, FRAME_KEPT, R2);
    asm.stx(DW, R9, CAPTURE_ADDRESS, R8).stx(DW, R9, CAPTURE_ORIGINAL, R3);
    asm.ldx(B, R1, R7, KIND).jump(JEQ, R1, STRING, "string");
    bytes(asm);
    string(asm);
    finish(asm);
    asm.label("done").mov(R0, 0).exit();
    asm.label("general").mov(R0, 1).exit();
  }

  /** The argument whose number is at {@code place}; on to a label where that is none. */
  private static void argument(Assembler asm, Register to, int place, String none) {
    asm.ldx(B, R1, R7, place).jump(JGE, R1, Abi.ARGUMENTS, none).alu(LSH, R1, 3);
    asm.alu(ADD, R1, R6).ldx(DW, to, R1, ARGUMENTS);
  }

  /** R2 bytes of R3; the word that they end in is zeroed first. */
  private static void bytes(Assembler asm) {
    asm.mov(R4, 0).jump(JLE, R3, R2, "whole").mov(R4, Capture.TRUNCATED);
    asm.label("whole").stx(DW, R10, FRAME_FLAGS, R4);
    asm.mov(R1, R2).alu(AND, R1, -8).alu(ADD, R1, R9).st(DW, R1, Capture.HEADER, 0);
    asm.jump(JEQ, R2, 0, "copied").mov(R1, R9).alu(ADD, R1, Capture.HEADER).mov(R3, R8);
    asm.call(Helper.PROBE_READ_USER).jump(JNE, R0, 0, "general");
    asm.label("copied").ldx(DW, R3, R10, FRAME_KEPT).ldx(DW, R4, R10, FRAME_FLAGS).ja("finish");
  }

  private static void string(Assembler asm) {
    asm.label("string").mov(R1, R9).alu(ADD, R1, Capture.HEADER).alu(ADD, R2, 1).mov(R3, R8);
    asm.call(Helper.PROBE_READ_USER_STR).jump(JSLE, R0, 0, "general");
    asm.ldx(DW, R3, R10, FRAME_KEPT).mov(R4, Capture.TRUNCATED).jump(JGT, R0, R3, "pad");
    asm.mov(R3, R0).alu(SUB, R3, 1).stx(DW, R9, CAPTURE_ORIGINAL, R3).mov(R4, Capture.STRING);
    asm.label("pad").mov(R1, R3).alu(AND, R1, 7).jump(JEQ, R1, 0, "finish").alu(LSH, R1, 3);
    asm.mov(R2, 1).alu(LSH, R2, R1).alu(SUB, R2, 1).jump(JGT, R3, CHUNK, "general");
    asm.mov(R1, R3).alu(AND, R1, -8).alu(ADD, R1, R9);
    asm.ldx(DW, R5, R1, Capture.HEADER).alu(AND, R5, R2).stx(DW, R1, Capture.HEADER, R5);
  }

  /** R3: bytes that were captured, R4: flags. */
  private static void finish(Assembler asm) {
    asm.label("finish");
    asm.ldx(DW, R1, R7, IDENTITY).alu(LSH, R4, FLAGS_SHIFT).alu(OR, R1, R4).stx(DW, R9, 0, R1);
    asm.stx(W, R9, CAPTURE_LENGTH, R3).st(W, R9, CAPTURE_ERRNO, 0);
    asm.alu(ADD, R3, 7).alu(AND, R3, -8).ldx(W, R1, R6, USED).alu(ADD, R1, R3);
    asm.alu(ADD, R1, Capture.HEADER).stx(W, R6, USED, R1);
  }
}
