package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Alu.*;
import static dev.systape.recorder.ebpf.CallArea.*;
import static dev.systape.recorder.ebpf.Jump.*;
import static dev.systape.recorder.ebpf.Layouts.*;
import static dev.systape.recorder.ebpf.Register.*;
import static dev.systape.recorder.ebpf.Size.*;

import dev.systape.schema.plan.CaptureOp;

/**
 * The functions of an eBPF program that interpret the operations of {@link CaptureOp} inside the
 * kernel.
 *
 * <p>One loop ({@code bpf_loop}), one function for its step, no recursion: a step runs one
 * operation, or one element of an operation that goes over many, or moves an EACH to its next
 * element. So the work a call can cause is bounded by {@link #MAX_STEPS}, whatever its arguments
 * say, and the program is as long as the format is rich, not as its plans are long. In {@code
 * step}: R6 is the {@link CallArea}, R7 the operation, R8 the plan's first operation, R9 the
 * innermost scope.
 */
final class CaptureProgram {
  /** Steps after which a phase is cut off, with a capture that says LIMIT. */
  static final int MAX_STEPS = 1 << 16;

  /** Bytes of a plan in the map of plans. */
  static final int PLAN_SIZE = CaptureOp.MAX_OPERATIONS * CaptureOp.SIZE;

  /** The function that runs a phase: {@code interpret(area, plan's first operation)}. */
  static final String INTERPRET = "interpret";

  static final String NEXT = "next";
  static final String SKIP_SPAN = "skip span";
  static final String FULL = "full";
  private static final String AGAIN = "again";
  private static final String HALT = "halt";

  private static final int FRAME_PLAN = -16;
  private static final int FRAME_AREA = -8;

  private final Assembler asm;

  private CaptureProgram(Assembler asm) {
    this.asm = asm;
  }

  /**
   * Emits the functions; {@link #INTERPRET} runs {@link CallArea#COUNT} operations of a plan from
   * {@link CallArea#FIRST} on.
   *
   * @param ring descriptor of the ring that CAPTURE_MORE records go to
   * @param counters descriptor of the map of {@link Counters}
   * @param untouched what pages that cannot be read are asked of
   */
  static void emit(Assembler asm, int ring, int counters, UntouchedPages untouched) {
    CaptureProgram program = new CaptureProgram(asm);
    program.interpret();
    program.step();
    new WordFunctions(asm).emit();
    new CaptureFunctions(asm, ring, counters).emit();
    untouched.emit(asm);
  }

  private void interpret() {
    asm.function(INTERPRET);
    asm.mov(R6, R1).stx(DW, R10, FRAME_AREA, R6).stx(DW, R10, FRAME_PLAN, R2);
    asm.ldx(W, R1, R6, FIRST).stx(W, R6, PC, R1);
    asm.ldx(W, R2, R6, COUNT).alu(ADD, R1, R2).stx(W, R6, END, R1);
    asm.st(W, R6, DONE, 0).st(W, R6, DEPTH, 0).st(W, R6, RUNNING, 0);
    asm.st(DW, R6, TAIL_END, 0);
    asm.mov(R1, MAX_STEPS).ldFunction(R2, "step").mov(R3, R10).alu(ADD, R3, FRAME_PLAN);
    asm.mov(R4, 0).call(Helper.LOOP);
    asm.ldx(W, R1, R6, DONE).jump(JNE, R1, 0, "ran");
    asm.ldx(W, R1, R6, PC).jump(JGT, R1, CaptureOp.MAX_OPERATIONS - 1, "ran");
    asm.alu(MUL, R1, CaptureOp.SIZE).ldx(DW, R2, R10, FRAME_PLAN).alu(ADD, R2, R1);
    asm.st(DW, R6, ADDRESS, 0);
    asm.mov(R1, R6).ldx(W, R3, R6, ELEMENT).call("limited");
    asm.label("ran").mov(R0, 0).exit();
  }

  /** The callback of the loop: R2 points to main's frame; returns 1 when nothing is left to do. */
  private void step() {
    asm.function("step");
    asm.ldx(DW, R6, R2, FRAME_AREA - FRAME_PLAN).ldx(DW, R8, R2, 0);
    asm.ldx(DW, R1, R6, TAIL_END).jump(JEQ, R1, 0, "no tail");
    asm.mov(R1, R6).call(CaptureFunctions.TAIL).ja(AGAIN);
    asm.label("no tail").st(W, R6, ELEMENT, 0);
    asm.ldx(W, R1, R6, DEPTH).jump(JEQ, R1, 0, "root");
    scope(R9, R1, HALT);
    asm.ldx(W, R1, R9, SCOPE_ELEMENT).stx(W, R6, ELEMENT, R1);
    asm.ldx(W, R2, R6, PC).ldx(W, R1, R9, SCOPE_END).jump(JLT, R2, R1, "run");
    nextElement();
    asm.label("root");
    asm.ldx(W, R2, R6, PC).ldx(W, R1, R6, END).jump(JGE, R2, R1, HALT);
    asm.label("run");
    asm.jump(JGT, R2, CaptureOp.MAX_OPERATIONS - 1, HALT);
    asm.alu(MUL, R2, CaptureOp.SIZE).mov(R7, R8).alu(ADD, R7, R2);
    dispatch();
    skipUnless();
    each();
    new ReadSteps(asm).emit();
    ends();
  }

  private void dispatch() {
    asm.ldx(B, R1, R7, OP_OPCODE);
    asm.jump(JEQ, R1, CaptureOp.SKIP_UNLESS, "skip unless");
    asm.jump(JEQ, R1, CaptureOp.END, "end");
    asm.ldx(W, R2, R6, FAILED).jump(JEQ, R2, 0, "runs");
    asm.ldx(B, R2, R7, OP_PHASE).jump(JNE, R2, CaptureOp.PHASE_EXIT, "runs");
    asm.ldx(B, R2, R7, OP_FLAGS).jump(JSET, R2, CaptureOp.FLAG_ON_FAILURE, "runs");
    asm.jump(JEQ, R1, CaptureOp.EACH, SKIP_SPAN).ja(NEXT);
    asm.label("runs");
    asm.jump(JEQ, R1, CaptureOp.EACH, "each");
    asm.jump(JEQ, R1, CaptureOp.IOVEC, "iovec");
    asm.jump(JEQ, R1, CaptureOp.PTRVEC, "vector");
    asm.jump(JEQ, R1, CaptureOp.COPY, "read");
    asm.jump(JEQ, R1, CaptureOp.STR, "read");
    asm.ja(HALT);
  }

  /** The scope at the end of its body: on to the next element, or out of it. R9: the scope. */
  private void nextElement() {
    forgetBody();
    asm.ldx(W, R1, R9, SCOPE_ELEMENT).alu(ADD, R1, 1).stx(W, R9, SCOPE_ELEMENT, R1);
    asm.ldx(W, R2, R9, SCOPE_COUNT).jump(JLT, R1, R2, "another");
    asm.ldx(W, R1, R6, DEPTH).alu(SUB, R1, 1).stx(W, R6, DEPTH, R1);
    asm.ldx(W, R1, R9, SCOPE_END).stx(W, R6, PC, R1).ja(AGAIN);
    asm.label("another");
    asm.ldx(W, R1, R9, SCOPE_OFFSET).ldx(W, R2, R9, SCOPE_STRIDE).alu(ADD, R1, R2);
    asm.stx(W, R9, SCOPE_OFFSET, R1);
    asm.ldx(W, R1, R9, SCOPE_FIRST).stx(W, R6, PC, R1).ja(AGAIN);
  }

  /** What a body captured belongs to its element: forgets it. R9: the scope. */
  private void forgetBody() {
    asm.ldx(W, R1, R9, SCOPE_FIRST).ldx(W, R2, R9, SCOPE_END).alu(SUB, R2, R1);
    asm.mov(R3, 1).alu(LSH, R3, R2).alu(SUB, R3, 1).alu(LSH, R3, R1).alu(XOR, R3, -1);
    asm.ldx(W, R1, R6, CAPTURED_MASK).alu(AND, R1, R3).stx(W, R6, CAPTURED_MASK, R1);
  }

  private void each() {
    asm.label("each");
    asm.mov(R1, R6).ldx(B, R2, R7, OP_BASE_INDEX).call("region").jump(JNE, R0, 0, SKIP_SPAN);
    asm.ldx(W, R8, R6, WHOLE).ldx(W, R1, R7, OP_STRIDE).alu(DIV, R8, R1);
    asm.ldx(W, R4, R6, LENGTH).alu(DIV, R4, R1);
    asm.ldx(W, R1, R6, DEPTH).mov(R3, 0).jump(JGE, R1, CaptureOp.MAX_NESTING, "beyond");
    asm.ldx(H, R3, R7, OP_LIMIT).jump(JLE, R3, R4, "here").mov(R3, R4);
    asm.label("here").jump(JLE, R8, R3, "open");
    asm.mov(R8, R3);
    asm.label("beyond");
    limited();
    asm.ldx(W, R1, R6, DEPTH).jump(JGE, R1, CaptureOp.MAX_NESTING, SKIP_SPAN);
    asm.label("open").jump(JEQ, R8, 0, SKIP_SPAN);
    asm.ldx(W, R1, R6, DEPTH).alu(ADD, R1, 1);
    scope(R9, R1, HALT);
    asm.stx(W, R6, DEPTH, R1);
    asm.ldx(W, R1, R6, VALUE).stx(W, R9, SCOPE_OFFSET, R1);
    asm.ldx(W, R1, R7, OP_STRIDE).stx(W, R9, SCOPE_STRIDE, R1);
    asm.st(W, R9, SCOPE_ELEMENT, 0).stx(W, R9, SCOPE_COUNT, R8);
    asm.ldx(W, R1, R6, PC).alu(ADD, R1, 1).stx(W, R9, SCOPE_FIRST, R1).stx(W, R6, PC, R1);
    asm.ldx(B, R2, R7, OP_SPAN).alu(ADD, R1, R2).stx(W, R9, SCOPE_END, R1);
    forgetBody();
    asm.ja(AGAIN);
  }

  /** Says LIMIT at the element in R3. */
  private void limited() {
    asm.st(DW, R6, ADDRESS, 0);
    asm.mov(R1, R6).mov(R2, R7).call("limited").jump(JNE, R0, 0, FULL);
  }

  /** Points {@code to} to the scope at the depth in {@code depth}; jumps where there is none. */
  private void scope(Register to, Register depth, String none) {
    asm.mov(R2, depth).alu(SUB, R2, 1).jump(JGT, R2, CaptureOp.MAX_NESTING - 1, none);
    asm.alu(MUL, R2, SCOPE_SIZE).mov(to, R6).alu(ADD, to, SCOPES).alu(ADD, to, R2);
  }

  private void skipUnless() {
    asm.label("skip unless");
    asm.ldx(DW, R1, R6, RESULT);
    asm.ldx(B, R2, R7, CaptureOp.TERM_A + TERM_SOURCE);
    asm.jump(JEQ, R2, CaptureOp.TERM_RESULT, "compare");
    asm.mov(R1, R6).mov(R2, R7).alu(ADD, R2, CaptureOp.TERM_A).call("term");
    asm.jump(JNE, R0, 0, SKIP_SPAN);
    asm.ldx(DW, R1, R6, VALUE);
    asm.label("compare");
    asm.ldx(DW, R2, R7, OP_MASK).alu(AND, R1, R2);
    asm.ldx(DW, R2, R7, OP_VALUE).ldx(B, R3, R7, OP_COMPARE);
    compare(CaptureOp.EQ, JEQ);
    compare(CaptureOp.NE, JNE);
    compare(CaptureOp.LT, JLT);
    compare(CaptureOp.LE, JLE);
    compare(CaptureOp.GT, JGT);
    compare(CaptureOp.GE, JGE);
    compare(CaptureOp.SLT, JSLT);
    compare(CaptureOp.SGE, JSGE);
    asm.ja(SKIP_SPAN);
  }

  private void compare(int comparison, Jump condition) {
    String other = "not " + comparison;
    asm.jump(JNE, R3, comparison, other);
    asm.jump(condition, R1, R2, NEXT).ja(SKIP_SPAN);
    asm.label(other);
  }

  private void ends() {
    asm.label(SKIP_SPAN);
    asm.ldx(W, R1, R6, PC).ldx(B, R2, R7, OP_SPAN).alu(ADD, R1, R2).alu(ADD, R1, 1);
    asm.stx(W, R6, PC, R1).ja(AGAIN);
    asm.label(NEXT);
    asm.st(W, R6, RUNNING, 0);
    asm.ldx(W, R1, R6, PC).alu(ADD, R1, 1).stx(W, R6, PC, R1);
    asm.label(AGAIN).mov(R0, 0).exit();
    asm.label("end").st(W, R6, PC, CaptureOp.MAX_OPERATIONS).mov(R0, 0).exit();
    asm.label(FULL).mov(R1, R6).mov(R2, R7).ldx(W, R3, R6, ELEMENT).call("limited");
    asm.label(HALT).st(W, R6, DONE, 1).mov(R0, 1).exit();
  }
}
