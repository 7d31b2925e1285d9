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
 * The part of the step that reads the program's memory: COPY and STR in one step, a word of a
 * PTRVEC or an element of an IOVEC in each. Registers as in {@link CaptureProgram}.
 */
final class ReadSteps {
  private static final String REMEMBER = "remember";
  private static final String STAY = "stay";

  private final Assembler asm;

  ReadSteps(Assembler asm) {
    this.asm = asm;
  }

  /** Emits them, in the middle of {@code step}. */
  void emit() {
    read();
    vector();
    iovec();
    // What is in a record of its own is gone: nobody can look into it.
    asm.label(REMEMBER);
    asm.ldx(W, R1, R6, PLACE).jump(JNE, R1, STAGE_CAPTURE, "kept");
    asm.ldx(B, R1, R7, OP_FLAGS)
        .alu(AND, R1, LookedInto.FLAG)
        .jump(JEQ, R1, 0, CaptureProgram.NEXT);
    asm.st(W, R6, CUT, 1).ja(CaptureProgram.NEXT);
    asm.label("kept");
    asm.ldx(W, R2, R6, PC).mov(R1, 1).alu(LSH, R1, R2);
    asm.ldx(W, R2, R6, CAPTURED_MASK).alu(OR, R1, R2).stx(W, R6, CAPTURED_MASK, R1);
    asm.ja(CaptureProgram.NEXT);
    asm.label(STAY).mov(R0, 0).exit();
  }

  private void read() {
    asm.label("read");
    pointer();
    asm.ldx(B, R1, R7, OP_OPCODE).jump(JEQ, R1, CaptureOp.STR, "string");
    asm.mov(R1, R6).mov(R2, R7).call("length").jump(JNE, R0, 0, CaptureProgram.NEXT);
    asm.mov(R1, R6).mov(R2, R7).call("bytes").ja("was read");
    asm.label("string").mov(R1, R6).mov(R2, R7).call("string");
    asm.label("was read");
    asm.jump(JEQ, R0, 0, REMEMBER);
    asm.jump(JEQ, R0, CaptureFunctions.FAULT, CaptureProgram.NEXT).ja(CaptureProgram.FULL);
  }

  /** ADDRESS = the operation's pointer; on to the next operation where there is none. */
  private void pointer() {
    asm.mov(R1, R6).mov(R2, R7).call("pointer").jump(JNE, R0, 0, CaptureProgram.NEXT);
    asm.ldx(DW, R1, R6, VALUE).jump(JEQ, R1, 0, CaptureProgram.NEXT);
    asm.stx(DW, R6, ADDRESS, R1);
  }

  private void vector() {
    asm.label("vector");
    asm.ldx(W, R1, R6, RUNNING).jump(JNE, R1, 0, "word");
    pointer();
    asm.mov(R1, R6).mov(R2, R7).call("begin").jump(JNE, R0, 0, CaptureProgram.FULL);
    asm.st(DW, R6, LENGTH, (int) Capture.UNKNOWN_LENGTH);
    asm.st(W, R6, RUNNING, 1).st(W, R6, CURSOR, 0);
    asm.label("word");
    width("width of a word");
    asm.ldx(W, R9, R6, CURSOR).mov(R1, R9).alu(MUL, R9, R8);
    asm.jump(JGT, R9, CHUNK - 8, "vector limit");
    asm.ldx(H, R2, R7, OP_LIMIT).jump(JGE, R1, R2, "vector limit");
    asm.alu(ADD, R1, 1).stx(W, R6, CURSOR, R1);
    asm.ldx(W, R1, R6, PLACE).jump(JGT, R1, STAGE_CAPTURE, CaptureProgram.FULL);
    asm.alu(ADD, R1, R6).alu(ADD, R1, R9).alu(ADD, R1, Capture.HEADER);
    asm.stx(DW, R10, -8, R1);
    asm.mov(R2, R8).ldx(DW, R3, R6, ADDRESS).alu(ADD, R3, R9).call(Helper.PROBE_READ_USER);
    asm.jump(JEQ, R0, 0, "word is there");
    asm.ldx(DW, R4, R6, ADDRESS).alu(ADD, R4, R9);
    fetchWord("vector fault");
    asm.ldx(DW, R2, R10, -8).jump(JEQ, R8, 4, "half fetched");
    asm.stx(DW, R2, 0, R1).ja("whole");
    asm.label("half fetched").stx(W, R2, 0, R1).ja("whole");
    asm.label("word is there").ldx(DW, R1, R10, -8);
    asm.jump(JEQ, R8, 4, "half").ldx(DW, R1, R1, 0).ja("whole");
    asm.label("half").ldx(W, R1, R1, 0);
    asm.label("whole").jump(JNE, R1, 0, STAY);
    asm.alu(ADD, R9, R8).stx(DW, R6, LENGTH, R9);
    finish(Capture.STRING, false);
    asm.label("vector limit");
    finish(Capture.TRUNCATED | Capture.LIMIT, false);
    asm.label("vector fault");
    finish(0, true);
  }

  /** Finishes a vector of R9 bytes; with a fault, R0 is its errno. */
  private void finish(int flags, boolean fault) {
    if (fault) {
      asm.mov(R4, R0);
    } else {
      asm.mov(R4, 0);
    }
    asm.mov(R1, R6).mov(R2, flags).mov(R3, R9).call("finish");
    if (fault) {
      asm.jump(JEQ, R9, 0, CaptureProgram.NEXT);
    }
    asm.ja(REMEMBER);
  }

  /** R8 = bytes of a pointer, 4 or 8. */
  private void width(String known) {
    asm.ldx(B, R1, R7, OP_POINTER_WIDTH).mov(R8, 4).jump(JEQ, R1, 4, known).mov(R8, 8);
    asm.label(known);
  }

  private void iovec() {
    asm.label("iovec");
    asm.ldx(W, R1, R6, RUNNING).jump(JNE, R1, 0, "element");
    asm.mov(R1, R6).ldx(B, R2, R7, OP_BASE_INDEX).call("region");
    asm.jump(JNE, R0, 0, CaptureProgram.NEXT);
    asm.ldx(W, R8, R6, WHOLE).ldx(W, R1, R7, OP_STRIDE).alu(DIV, R8, R1);
    asm.ldx(W, R1, R6, LENGTH).stx(W, R6, ARRAY_LENGTH, R1);
    asm.ldx(W, R9, R6, VALUE).ldx(W, R1, R7, OP_OFFSET).alu(ADD, R9, R1);
    asm.mov(R1, R6).mov(R2, R7).call("length").jump(JNE, R0, 0, CaptureProgram.NEXT);
    asm.stx(W, R6, ELEMENTS, R8).stx(W, R6, ARRAY, R9);
    asm.ldx(DW, R1, R6, LENGTH).stx(DW, R6, BUDGET, R1);
    asm.st(W, R6, RUNNING, 1).st(W, R6, CURSOR, 0);
    asm.label("element");
    asm.ldx(DW, R1, R6, BUDGET).jump(JEQ, R1, 0, CaptureProgram.NEXT);
    asm.ldx(W, R3, R6, CURSOR).ldx(W, R1, R6, ELEMENTS).jump(JGE, R3, R1, CaptureProgram.NEXT);
    asm.ldx(H, R1, R7, OP_LIMIT).jump(JGE, R3, R1, "iovec limit");
    asm.stx(W, R6, ELEMENT, R3);
    asm.mov(R1, R3).alu(ADD, R1, 1).stx(W, R6, CURSOR, R1);
    loadElement();
    asm.stx(DW, R6, LENGTH, R0);
    asm.ldx(DW, R1, R6, BUDGET).jump(JEQ, R1, -1, "unbounded");
    asm.alu(SUB, R1, R0).stx(DW, R6, BUDGET, R1);
    asm.label("unbounded").ldx(DW, R1, R6, ADDRESS).jump(JEQ, R1, 0, STAY);
    asm.mov(R1, R6).mov(R2, R7).call("bytes");
    asm.jump(JEQ, R0, CaptureFunctions.NO_ROOM, CaptureProgram.FULL).ja(STAY);
    asm.label("iovec limit");
    asm.st(DW, R6, ADDRESS, 0);
    asm.mov(R1, R6).mov(R2, R7).call("limited").jump(JNE, R0, 0, CaptureProgram.FULL);
    asm.ja(CaptureProgram.NEXT);
  }

  /** ADDRESS and R0 = where the data of element R3 lies and how long it is, within the budget. */
  private void loadElement() {
    width("width of an element");
    asm.ldx(W, R9, R7, OP_STRIDE).alu(MUL, R9, R3);
    asm.mov(R1, R9).ldx(W, R2, R7, OP_STRIDE).alu(ADD, R1, R2);
    asm.ldx(W, R2, R6, ARRAY_LENGTH).jump(JGT, R1, R2, "elsewhere");
    asm.ldx(W, R1, R6, ARRAY).alu(ADD, R9, R1);
    asm.mov(R1, R6).mov(R2, R9).mov(R3, R8).call("load").stx(DW, R6, ADDRESS, R0);
    asm.mov(R1, R6).mov(R2, R9).alu(ADD, R2, R8).mov(R3, R8).call("load").ja("loaded");
    asm.label("elsewhere");
    elsewhere();
    asm.label("loaded");
    asm.ldx(DW, R1, R6, BUDGET).jump(JLE, R0, R1, "within").mov(R0, R1);
    asm.label("within");
  }

  /**
   * The element at R9 of the array, R8 bytes a word, where it lies in the program: the capture's
   * address is in its header, before its bytes. ADDRESS and R0 as above.
   */
  private void elsewhere() {
    asm.ldx(W, R1, R6, ARRAY).ldx(W, R2, R7, OP_OFFSET).alu(ADD, R9, R2).alu(SUB, R1, R2);
    asm.alu(SUB, R1, Capture.HEADER - CAPTURE_ADDRESS).alu32(MOV, R1, R1);
    asm.mov(R2, R1).mov(R1, R6).mov(R3, 8).call("load").alu(ADD, R9, R0).mov(R4, R9);
    fetchWord(CaptureProgram.NEXT);
    asm.stx(DW, R6, ADDRESS, R1).alu(ADD, R9, R8).mov(R4, R9);
    fetchWord(CaptureProgram.NEXT);
    asm.mov(R0, R1);
  }

  /** R1 = the word of R8 bytes at R4 in the program; on to a label with its errno in R0. */
  private void fetchWord(String none) {
    asm.st(DW, R6, VALUE, 0).mov(R1, R6).mov(R2, VALUE).mov(R3, R8).call(CaptureFunctions.FETCH);
    asm.alu(RSH, R0, 32).jump(JNE, R0, 0, none).ldx(DW, R1, R6, VALUE);
  }
}
