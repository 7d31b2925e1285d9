package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Alu.*;
import static dev.systape.recorder.ebpf.CallArea.*;
import static dev.systape.recorder.ebpf.Jump.*;
import static dev.systape.recorder.ebpf.Layouts.*;
import static dev.systape.recorder.ebpf.Register.*;
import static dev.systape.recorder.ebpf.Size.*;

import dev.systape.schema.plan.CaptureOp;

/**
 * The functions that find words: pointers, terms, lengths. Each takes the {@link CallArea} in R1;
 * those that may find nothing return 1 then, and else 0 with the word in VALUE.
 */
final class WordFunctions {
  private static final int IOC_SIZE_SHIFT = 16;
  private static final int IOC_SIZE_MASK = 0x3fff;

  private final Assembler asm;

  WordFunctions(Assembler asm) {
    this.asm = asm;
  }

  /** Emits them. */
  void emit() {
    load();
    region();
    captured();
    element();
    term();
    length();
    pointer();
    kept();
  }

  /** load(area, offset, width): the word there; what lies outside the area is 0. */
  private void load() {
    asm.function("load");
    asm.jump(JGT, R2, SIZE - 8, "outside").alu(ADD, R1, R2);
    asm.jump(JEQ, R3, 4, "u32").jump(JEQ, R3, 2, "u16").jump(JEQ, R3, 1, "u8");
    asm.ldx(DW, R0, R1, 0).exit();
    asm.label("u32").ldx(W, R0, R1, 0).exit();
    asm.label("u16").ldx(H, R0, R1, 0).exit();
    asm.label("u8").ldx(B, R0, R1, 0).exit();
    asm.label("outside").mov(R0, 0).exit();
  }

  /** region(area, operation): VALUE, LENGTH and WHOLE of what it captured. */
  private void region() {
    asm.function("region");
    asm.mov(R0, 1).jump(JGT, R2, CaptureOp.MAX_OPERATIONS - 1, "out");
    asm.ldx(W, R3, R1, CAPTURED_MASK).alu(RSH, R3, R2).alu(AND, R3, 1).jump(JEQ, R3, 0, "out");
    asm.alu(LSH, R2, CAPTURED_SHIFT).mov(R3, R1).alu(ADD, R3, R2);
    asm.ldx(W, R2, R3, CAPTURED).stx(DW, R1, VALUE, R2);
    asm.ldx(W, R2, R3, CAPTURED + CAPTURED_LENGTH).stx(DW, R1, LENGTH, R2);
    asm.ldx(W, R2, R3, CAPTURED + CAPTURED_WHOLE).stx(DW, R1, WHOLE, R2);
    asm.mov(R0, 0);
    asm.label("out").exit();
  }

  /** captured(area, operation, at, width): a word of what the operation captured. */
  private void captured() {
    asm.function("captured");
    asm.mov(R6, R1).mov(R7, R3).mov(R8, R4);
    asm.ldx(DW, R9, R6, LENGTH).call("region");
    asm.ldx(DW, R4, R6, LENGTH).stx(DW, R6, LENGTH, R9);
    asm.jump(JNE, R0, 0, "out");
    asm.mov(R0, 1).mov(R5, R7).alu(ADD, R5, R8).jump(JGT, R5, R4, "out");
    asm.mov(R1, R6).ldx(DW, R2, R6, VALUE).alu(ADD, R2, R7).mov(R3, R8).call("load");
    asm.stx(DW, R6, VALUE, R0).mov(R0, 0);
    asm.label("out").exit();
  }

  /** element(area, how far out, at, width): a word of the current element of an EACH. */
  private void element() {
    asm.function("element");
    asm.mov(R6, R1);
    asm.ldx(W, R5, R6, DEPTH).mov(R0, 1).jump(JGE, R2, R5, "out");
    asm.alu(SUB, R5, R2).alu(SUB, R5, 1).jump(JGT, R5, CaptureOp.MAX_NESTING - 1, "out");
    asm.alu(MUL, R5, SCOPE_SIZE).alu(ADD, R5, R6);
    asm.mov(R2, R3).alu(ADD, R2, R4);
    asm.ldx(W, R1, R5, SCOPES + SCOPE_STRIDE).jump(JGT, R2, R1, "out");
    asm.ldx(W, R2, R5, SCOPES + SCOPE_OFFSET).alu(ADD, R2, R3);
    asm.mov(R1, R6).mov(R3, R4).call("load");
    asm.stx(DW, R6, VALUE, R0).mov(R0, 0);
    asm.label("out").exit();
  }

  /** term(area, term): the term, scaled; no bound is all ones. */
  private void term() {
    asm.function("term");
    asm.mov(R6, R1).mov(R7, R2);
    asm.ldx(B, R1, R7, TERM_SOURCE);
    asm.mov(R0, -1).jump(JEQ, R1, CaptureOp.TERM_NONE, "scale");
    asm.ldx(W, R0, R7, TERM_VALUE).jump(JEQ, R1, CaptureOp.TERM_CONSTANT, "scale");
    asm.jump(JEQ, R1, CaptureOp.TERM_ARGUMENT, "argument");
    asm.jump(JEQ, R1, CaptureOp.TERM_RESULT, "result");
    asm.jump(JEQ, R1, CaptureOp.TERM_CAPTURED, "captured");
    asm.jump(JEQ, R1, CaptureOp.TERM_ELEMENT, "element");
    asm.jump(JEQ, R1, CaptureOp.TERM_IOC_SIZE, "ioc size");
    asm.mov(R0, 1).exit();
    asm.label("argument");
    argument(R7, TERM_INDEX);
    asm.ldx(B, R3, R7, TERM_WIDTH).call("load").ja("scale");
    asm.label("result");
    asm.ldx(DW, R0, R6, RESULT).jump(JSGE, R0, 0, "scale").mov(R0, 0).ja("scale");
    asm.label("ioc size");
    argument(R7, TERM_INDEX);
    asm.mov(R3, 4).call("load").alu(RSH, R0, IOC_SIZE_SHIFT).alu(AND, R0, IOC_SIZE_MASK);
    asm.ja("scale");
    asm.label("captured");
    word();
    asm.call("captured").jump(JEQ, R0, 0, "word").exit();
    asm.label("element");
    word();
    asm.call("element").jump(JEQ, R0, 0, "word").exit();
    asm.label("word").ldx(DW, R0, R6, VALUE);
    asm.label("scale");
    asm.ldx(B, R1, R7, TERM_SCALE).jump(JNE, R1, CaptureOp.SCALE_BITS, "narrow");
    asm.alu(ADD, R0, 63).alu(RSH, R0, 6).alu(LSH, R0, 3).ja("scaled");
    asm.label("narrow").jump(JNE, R1, CaptureOp.SCALE_BITS32, "scaled");
    asm.alu(ADD, R0, 31).alu(RSH, R0, 5).alu(LSH, R0, 2);
    asm.label("scaled").stx(DW, R6, VALUE, R0).mov(R0, 0).exit();
  }

  /** R1 to R4 = the word that the term in R7 names. */
  private void word() {
    asm.mov(R1, R6).ldx(B, R2, R7, TERM_INDEX);
    asm.ldx(W, R3, R7, TERM_VALUE).ldx(B, R4, R7, TERM_WIDTH);
  }

  /** R1 and R2 = where the argument lies whose number is at {@code offset} of {@code from}. */
  private void argument(Register from, int offset) {
    asm.mov(R1, R6).ldx(B, R2, from, offset).alu(LSH, R2, 3).alu(ADD, R2, ARGUMENTS);
  }

  /** length(area, operation): LENGTH = min(term A, term B) * factor, at most 2^63 - 1. */
  private void length() {
    asm.function("length");
    asm.mov(R6, R1).mov(R7, R2);
    asm.alu(ADD, R2, CaptureOp.TERM_A).call("term").jump(JNE, R0, 0, "out");
    asm.ldx(DW, R8, R6, VALUE);
    asm.mov(R1, R6).mov(R2, R7).alu(ADD, R2, CaptureOp.TERM_B).call("term");
    asm.jump(JNE, R0, 0, "out");
    asm.ldx(DW, R1, R6, VALUE).jump(JGE, R1, R8, "least").mov(R8, R1);
    asm.label("least").jump(JEQ, R8, -1, "store");
    asm.ldx(W, R1, R7, OP_FACTOR).ldImm64(R2, Long.MAX_VALUE).alu(DIV, R2, R1);
    asm.jump(JGT, R8, R2, "huge").alu(MUL, R8, R1).ja("store");
    asm.label("huge").ldImm64(R8, Long.MAX_VALUE);
    asm.label("store").stx(DW, R6, LENGTH, R8).mov(R0, 0);
    asm.label("out").exit();
  }

  /** pointer(area, operation). */
  private void pointer() {
    asm.function("pointer");
    asm.mov(R6, R1).mov(R7, R2);
    asm.ldx(W, R8, R7, OP_OFFSET).alu(LSH, R8, 32).alu(ARSH, R8, 32);
    asm.ldx(B, R1, R7, OP_BASE);
    asm.jump(JEQ, R1, CaptureOp.BASE_ARGUMENT, "argument");
    asm.jump(JEQ, R1, CaptureOp.BASE_ARGUMENT_OFFSET, "argument");
    asm.ldx(DW, R0, R6, RESULT).jump(JEQ, R1, CaptureOp.BASE_RESULT, "store");
    asm.mov(R9, R1).mov(R1, R6).ldx(B, R2, R7, OP_BASE_INDEX).mov(R3, R8);
    asm.ldx(B, R4, R7, OP_POINTER_WIDTH);
    asm.jump(JEQ, R9, CaptureOp.BASE_CAPTURED, "captured");
    asm.jump(JEQ, R9, CaptureOp.BASE_ELEMENT, "element");
    asm.mov(R0, 1).exit();
    asm.label("captured").call("captured").exit();
    asm.label("element").call("element").exit();
    asm.label("argument");
    argument(R7, OP_BASE_INDEX);
    asm.ldx(B, R3, R7, OP_POINTER_WIDTH).call("load").jump(JEQ, R0, 0, "store");
    asm.ldx(B, R1, R7, OP_BASE).jump(JEQ, R1, CaptureOp.BASE_ARGUMENT, "store").alu(ADD, R0, R8);
    asm.label("store").stx(DW, R6, VALUE, R0).mov(R0, 0).exit();
  }

  /** kept(area, operation, length): how many bytes of the length are kept. */
  private void kept() {
    asm.function("kept");
    asm.ldx(W, R0, R2, OP_CAP);
    asm.ldx(B, R4, R2, OP_FLAGS).alu(AND, R4, CaptureOp.FLAG_DATA).jump(JEQ, R4, 0, "whole");
    asm.ldx(DW, R4, R1, STRING_LIMIT).jump(JLE, R0, R4, "whole").mov(R0, R4);
    asm.label("whole").jump(JLE, R0, R3, "out").mov(R0, R3);
    asm.label("out").exit();
  }
}
