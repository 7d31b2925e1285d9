package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Alu.*;
import static dev.systape.recorder.ebpf.CallArea.*;
import static dev.systape.recorder.ebpf.Jump.*;
import static dev.systape.recorder.ebpf.Layouts.*;
import static dev.systape.recorder.ebpf.Register.*;
import static dev.systape.recorder.ebpf.Size.*;

import dev.systape.schema.plan.CaptureOp;
import dev.systape.schema.tape.Capture;

/**
 * The functions that read the program's memory and write captures. Each takes the {@link CallArea}
 * in R1, the operation in R2; ADDRESS, ELEMENT and LENGTH say what the capture is of. A capture is
 * begun behind what is used, and is there once it is finished. Results: 0, {@link #FAULT} or {@link
 * #NO_ROOM}.
 */
final class CaptureFunctions {
  /** The memory could not be read; the capture says so. */
  static final int FAULT = 1;

  /** No capture was made: the area is full. */
  static final int NO_ROOM = 2;

  private final Assembler asm;

  CaptureFunctions(Assembler asm) {
    this.asm = asm;
  }

  /** Emits them. */
  void emit() {
    header("begin", ROOM);
    finish();
    bytes();
    string();
    limited();
    last();
  }

  /** begin(area, operation): writes what identifies the capture. */
  private void header(String name, int room) {
    asm.function(name);
    asm.ldx(W, R3, R1, USED).mov(R0, NO_ROOM).jump(JGT, R3, room, "out");
    asm.alu(ADD, R3, R1).alu(ADD, R3, CAPTURES);
    asm.ldx(B, R4, R2, OP_ARGUMENT).stx(B, R3, CAPTURE_ARGUMENT, R4);
    asm.ldx(B, R4, R2, OP_PHASE).stx(B, R3, CAPTURE_PHASE, R4);
    asm.ldx(B, R4, R2, OP_KIND).stx(B, R3, CAPTURE_KIND, R4);
    asm.ldx(W, R4, R1, PC).stx(H, R3, CAPTURE_OPERATION, R4);
    asm.ldx(W, R4, R1, ELEMENT).stx(H, R3, CAPTURE_ELEMENT, R4);
    asm.ldx(DW, R4, R1, ADDRESS).stx(DW, R3, CAPTURE_ADDRESS, R4);
    asm.mov(R0, 0);
    asm.label("out").exit();
  }

  /**
   * finish(area, flags, captured length, errno): writes what became of the capture, zeroes its
   * padding, and remembers where its bytes are.
   */
  private void finish() {
    asm.function("finish");
    asm.ldx(W, R5, R1, USED).jump(JGT, R5, ROOM, "out").jump(JGT, R3, LARGEST, "out");
    asm.mov(R0, R1).alu(ADD, R0, R5).alu(ADD, R0, CAPTURES);
    asm.jump(JEQ, R4, 0, "read").st(W, R1, FAULTED, 1).label("read");
    asm.stx(W, R0, CAPTURE_LENGTH, R3).stx(W, R0, CAPTURE_ERRNO, R4);
    asm.ldx(W, R4, R1, CAPTURE_FLAG).alu(OR, R2, R4).stx(B, R0, CAPTURE_FLAGS, R2);
    asm.ldx(DW, R2, R1, LENGTH).stx(DW, R0, CAPTURE_ORIGINAL, R2);
    asm.ldx(W, R2, R1, PC).jump(JGT, R2, CaptureOp.MAX_OPERATIONS - 1, "out");
    asm.alu(LSH, R2, 3).alu(ADD, R2, R1);
    asm.mov(R4, R5).alu(ADD, R4, CAPTURES + Capture.HEADER).stx(W, R2, CAPTURED, R4);
    asm.stx(W, R2, CAPTURED + 4, R3);
    asm.mov(R4, R3).alu(ADD, R4, 7).alu(AND, R4, -8).alu(ADD, R5, R4);
    asm.alu(ADD, R5, Capture.HEADER).stx(W, R1, USED, R5);
    asm.mov(R4, R3).alu(AND, R4, 7).jump(JEQ, R4, 0, "out").alu(LSH, R4, 3);
    asm.mov(R2, 1).alu(LSH, R2, R4).alu(SUB, R2, 1);
    asm.alu(AND, R3, -8).alu(ADD, R0, R3);
    asm.ldx(DW, R4, R0, Capture.HEADER).alu(AND, R4, R2).stx(DW, R0, Capture.HEADER, R4);
    asm.label("out").mov(R0, 0).exit();
  }

  /** bytes(area, operation): LENGTH bytes at ADDRESS, as far as they are kept. */
  private void bytes() {
    asm.function("bytes");
    start(LARGEST);
    asm.mov(R0, 0).jump(JEQ, R8, 0, "read");
    asm.mov(R1, R9).mov(R2, R8).ldx(DW, R3, R6, ADDRESS).call(Helper.PROBE_READ_USER);
    asm.label("read");
    asm.mov(R2, 0).ldx(DW, R1, R6, LENGTH).jump(JGE, R8, R1, "complete");
    asm.mov(R2, Capture.TRUNCATED);
    asm.label("complete").mov(R1, R6).mov(R4, R0).alu(MUL, R4, -1);
    asm.mov(R3, R8).jump(JEQ, R4, 0, "finish").mov(R3, 0);
    asm.label("finish").mov(R8, R4).call("finish");
    asm.mov(R0, 0).jump(JEQ, R8, 0, "out").mov(R0, FAULT);
    asm.label("out").exit();
  }

  /** string(area, operation): what is at ADDRESS up to a NUL, as far as it is kept. */
  private void string() {
    asm.function("string");
    asm.st(DW, R1, LENGTH, (int) Capture.UNKNOWN_LENGTH);
    start(LARGEST - 1);
    asm.mov(R7, 0).mov(R4, 0).mov(R3, 0).mov(R2, Capture.TRUNCATED).jump(JEQ, R8, 0, "finish");
    asm.mov(R1, R9).mov(R2, R8).alu(ADD, R2, 1).ldx(DW, R3, R6, ADDRESS);
    asm.call(Helper.PROBE_READ_USER_STR);
    asm.jump(JSLT, R0, 0, "fault").jump(JGT, R0, R8, "unended");
    asm.mov(R3, R0).alu(SUB, R3, 1).stx(DW, R6, LENGTH, R3);
    asm.mov(R2, Capture.STRING).mov(R4, 0).ja("finish");
    asm.label("unended").mov(R3, R8).mov(R2, Capture.TRUNCATED).mov(R4, 0).ja("finish");
    asm.label("fault").mov(R4, R0).alu(MUL, R4, -1).mov(R3, 0).mov(R2, 0).mov(R7, FAULT);
    asm.label("finish").mov(R1, R6).call("finish").mov(R0, R7).exit();
  }

  /**
   * Begins a capture: R6 the area, R8 the bytes to keep, at most {@code most}, R9 where they go.
   * Returns where there is no room.
   */
  private void start(int most) {
    asm.mov(R6, R1).mov(R7, R2);
    asm.ldx(DW, R3, R6, LENGTH).call("kept").mov(R8, R0);
    asm.jump(JLE, R8, most, "small").mov(R8, most);
    asm.label("small").mov(R1, R6).mov(R2, R7).call("begin").jump(JEQ, R0, 0, "begun").exit();
    asm.label("begun").ldx(W, R9, R6, USED).jump(JLE, R9, ROOM, "room").mov(R0, NO_ROOM).exit();
    asm.label("room").alu(ADD, R9, R6).alu(ADD, R9, CAPTURES + Capture.HEADER);
  }

  /** limited(area, operation, element): says LIMIT at the element; nothing was read. */
  private void limited() {
    asm.function("limited");
    asm.stx(W, R1, ELEMENT, R3);
    asm.ldx(W, R4, R1, USED).mov(R0, NO_ROOM).jump(JGT, R4, ROOM, "out");
    asm.call("last").mov(R0, 0);
    asm.label("out").exit();
  }

  /** last(area, operation, element): the same, for which there is always room, once a phase. */
  private void last() {
    header("last_header", ROOM_FOR_LIMIT);
    asm.function("last");
    asm.mov(R6, R1).stx(W, R6, ELEMENT, R3).call("last_header").jump(JNE, R0, 0, "out");
    asm.ldx(W, R1, R6, USED).jump(JGT, R1, ROOM_FOR_LIMIT, "out");
    asm.mov(R2, R1).alu(ADD, R2, Capture.HEADER).stx(W, R6, USED, R2);
    asm.alu(ADD, R1, R6).alu(ADD, R1, CAPTURES);
    asm.st(B, R1, CAPTURE_FLAGS, Capture.LIMIT).st(DW, R1, CAPTURE_ORIGINAL, -1);
    asm.st(W, R1, CAPTURE_LENGTH, 0).st(W, R1, CAPTURE_ERRNO, 0);
    asm.label("out").exit();
  }
}
