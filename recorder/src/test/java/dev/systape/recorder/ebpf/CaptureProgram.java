package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Assembler.*;

import dev.systape.schema.plan.CaptureOp;
import dev.systape.schema.tape.Capture;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The capture plan's operations, interpreted by one eBPF program: a machine that takes one step for
 * each turn of bpf_loop, with all its state in a map, so that the verifier sees one step whatever
 * the plan is. Registers: R6 the state, R7 the operation, R8 and R9 what a step needs.
 */
final class CaptureProgram {
  /** Bytes of the state that are captures. */
  static final int DATA_SIZE = 48 << 10;

  static final int MAX_CAPTURE = 4096;
  static final int STEPS = 1 << 16;

  static final int ARGUMENTS = 0;
  static final int RESULT = 48;
  static final int FAILED = RESULT + 8;
  static final int END = FAILED + 4;
  static final int PC = END + 4;
  static final int DEPTH = PC + 4;
  static final int STRING_LIMIT = DEPTH + 4;
  static final int OUT = STRING_LIMIT + 8;
  static final int SKIP = OUT + 4;
  static final int REFS = SKIP + 4;
  static final int FRAMES = REFS + 8 * CaptureOp.MAX_OPERATIONS;
  static final int FRAME_SIZE = 24;
  static final int CURSOR = FRAMES + 2 * FRAME_SIZE;
  static final int BUDGET = CURSOR + 8;
  static final int DATA = 512;
  static final int STATE_SIZE = DATA + DATA_SIZE + MAX_CAPTURE + 64;

  /** A reference to nothing, a cursor that is not in use. */
  static final int NOTHING = -1;

  private static final int F_START = 0;
  private static final int F_END = 4;
  private static final int F_ELEMENT = 8;
  private static final int F_COUNT = 12;
  private static final int F_BASE = 16;
  private static final int F_STRIDE = 20;

  private static final int KEY = -8;
  private static final int POINTER = -16;
  private static final int LENGTH = -24;
  private static final int KEPT = -32;
  private static final int FLAGS = -40;
  private static final int ELEMENT = -48;
  private static final int TERM = -56;
  private static final int SAVED = -64;

  // Offsets in CaptureOp, which keeps them to its package: the format's documentation is the
  // source.
  private static final int OP_PHASE = 1;
  private static final int OP_BASE = 2;
  private static final int OP_BASE_INDEX = 3;
  private static final int OP_ARGUMENT = 4;
  private static final int OP_KIND = 5;
  private static final int OP_WIDTH = 6;
  private static final int OP_FLAGS = 7;
  private static final int OP_OFFSET = 8;
  private static final int OP_STRIDE = 12;
  private static final int OP_FACTOR = 32;
  private static final int OP_CAP = 36;
  private static final int OP_LIMIT = 40;
  private static final int OP_SPAN = 42;
  private static final int OP_COMPARE = 43;

  private final Assembler a = new Assembler();
  private final int stateMap;
  private final int operationsMap;
  private int labels;

  CaptureProgram(int stateMap, int operationsMap) {
    this.stateMap = stateMap;
    this.operationsMap = operationsMap;
  }

  /** The instructions; function {@code step} begins where {@link #stepAt} says. */
  long[] assemble() {
    a.movImm(R1, STEPS)
        .function(R2, "step")
        .movImm(R3, 0)
        .movImm(R4, 0)
        .call(Bpf.LOOP)
        .movImm(R0, 0)
        .exit();
    a.label("step");
    lookup(stateMap, 0, R6);
    endOfBody();
    fetch();
    dispatch();
    skipUnless();
    each();
    copy();
    string();
    vector();
    iovec();
    a.label("next").load(W, R1, R6, PC).aluImm(ADD, R1, 1).store(W, R6, PC, R1);
    a.label("again").movImm(R0, 0).exit();
    a.label("stop").movImm(R0, 1).exit();
    return a.build();
  }

  int stepAt() {
    return a.at("step");
  }

  private void lookup(int map, int key, int to) {
    a.storeImm(W, FP, KEY, key);
    lookupKey(map, to);
  }

  private void lookupKey(int map, int to) {
    a.map(R1, map)
        .mov(R2, FP)
        .aluImm(ADD, R2, KEY)
        .call(Bpf.MAP_LOOKUP_ELEM)
        .jumpImm(JEQ, R0, 0, "stop")
        .mov(to, R0);
  }

  /** R8 = the innermost frame; jumps where there is none. */
  private void frame(String none) {
    String two = fresh();
    String found = fresh();
    a.load(W, R1, R6, DEPTH).jumpImm(JEQ, R1, 0, none).mov(R8, R6).jumpImm(JNE, R1, 1, two);
    a.aluImm(ADD, R8, FRAMES)
        .jump(found)
        .label(two)
        .aluImm(ADD, R8, FRAMES + FRAME_SIZE)
        .label(found);
  }

  private void endOfBody() {
    frame("inside");
    a.load(W, R1, R6, PC).load(W, R2, R8, F_END).jump(JNE, R1, R2, "inside");
    a.load(W, R1, R8, F_ELEMENT).aluImm(ADD, R1, 1).store(W, R8, F_ELEMENT, R1);
    a.load(W, R2, R8, F_COUNT).jump(JGE, R1, R2, "pop");
    a.load(W, R1, R8, F_START).store(W, R6, PC, R1).jump("again");
    a.label("pop").load(W, R1, R6, DEPTH).aluImm(SUB, R1, 1).store(W, R6, DEPTH, R1).jump("again");
    a.label("inside");
  }

  /**
   * R7 = the operation at pc; its reference is forgotten, unless it is in the middle of its work;
   * skipped ones end here.
   */
  private void fetch() {
    a.load(W, R1, R6, PC).load(W, R2, R6, END).jump(JGE, R1, R2, "stop");
    a.jumpImm(JGE, R1, CaptureOp.MAX_OPERATIONS, "stop")
        .store(W, FP, KEY, R1)
        .store(DW, FP, SAVED, R1);
    lookupKey(operationsMap, R7);
    a.load(W, R1, R6, CURSOR)
        .movImm(R2, NOTHING)
        .aluImm(LSH, R2, 32)
        .aluImm(RSH, R2, 32)
        .jump(JNE, R1, R2, "busy");
    reference(NOTHING, true);
    a.load(DW, R1, FP, SAVED).load(W, R2, R6, SKIP).jump(JLT, R1, R2, "next");
    a.label("busy");
  }

  /** Sets the reference of the operation at pc to a constant, or to R2 (offset) and R3 (length). */
  private void reference(int value, boolean constant) {
    a.load(W, R1, R6, PC)
        .jumpImm(JGE, R1, CaptureOp.MAX_OPERATIONS, "stop")
        .aluImm(LSH, R1, 3)
        .mov(R4, R6)
        .alu(ADD, R4, R1);
    if (constant) {
      a.storeImm(W, R4, REFS, value).storeImm(W, R4, REFS + 4, 0);
    } else {
      a.store(W, R4, REFS, R2).store(W, R4, REFS + 4, R3);
    }
  }

  private void dispatch() {
    String runs = fresh();
    a.load(B, R1, R7, 0)
        .jumpImm(JEQ, R1, CaptureOp.END, "stop")
        .jumpImm(JEQ, R1, CaptureOp.SKIP_UNLESS, "skip");
    a.load(B, R2, R7, OP_PHASE)
        .jumpImm(JEQ, R2, CaptureOp.PHASE_ENTRY, runs)
        .load(W, R2, R6, FAILED)
        .jumpImm(JEQ, R2, 0, runs);
    a.load(B, R2, R7, OP_FLAGS).jumpImm(JSET, R2, CaptureOp.FLAG_ON_FAILURE, runs).jump("unless");
    a.label(runs).jumpImm(JEQ, R1, CaptureOp.EACH, "each").jumpImm(JEQ, R1, CaptureOp.COPY, "copy");
    a.jumpImm(JEQ, R1, CaptureOp.STR, "str")
        .jumpImm(JEQ, R1, CaptureOp.PTRVEC, "vec")
        .jumpImm(JEQ, R1, CaptureOp.IOVEC, "iov")
        .jump("stop");
    // The span of an operation that has one is skipped with it; of others it is 0.
    a.label("unless")
        .load(W, R1, R6, PC)
        .load(B, R2, R7, OP_SPAN)
        .alu(ADD, R1, R2)
        .aluImm(ADD, R1, 1)
        .store(W, R6, SKIP, R1)
        .jump("next");
  }

  private void skipUnless() {
    a.label("skip");
    term(CaptureOp.TERM_A, true, "unless");
    a.load(DW, R1, FP, TERM)
        .load(DW, R2, R7, CaptureOp.TERM_B)
        .alu(AND, R1, R2)
        .load(DW, R2, R7, OP_FACTOR)
        .load(B, R3, R7, OP_COMPARE);
    Map<Integer, Integer> jumps = new LinkedHashMap<>();
    jumps.put(CaptureOp.EQ, JEQ);
    jumps.put(CaptureOp.NE, JNE);
    jumps.put(CaptureOp.LT, JLT);
    jumps.put(CaptureOp.LE, JLE);
    jumps.put(CaptureOp.GT, JGT);
    jumps.put(CaptureOp.GE, JGE);
    jumps.put(CaptureOp.SLT, JSLT);
    jumps.put(CaptureOp.SGE, JSGE);
    jumps.forEach(
        (compare, condition) -> {
          String other = fresh();
          a.jumpImm(JNE, R3, compare, other)
              .jump(condition, R1, R2, "next")
              .jump("unless")
              .label(other);
        });
    a.jump("unless");
  }

  private void each() {
    a.label("each");
    referenceOf(OP_BASE_INDEX, "unless");
    a.load(W, R4, R7, OP_STRIDE)
        .alu(DIV, R3, R4)
        .load(H, R5, R7, OP_LIMIT)
        .store(DW, FP, LENGTH, R3);
    a.store(DW, FP, SAVED, R2)
        .jump(JLE, R3, R5, "few")
        .store(DW, FP, LENGTH, R5)
        .store(DW, FP, ELEMENT, R5);
    a.storeImm(DW, FP, POINTER, 0);
    limited();
    a.label("few").load(DW, R3, FP, LENGTH).jumpImm(JEQ, R3, 0, "unless");
    a.load(W, R1, R6, DEPTH)
        .jumpImm(JGE, R1, CaptureOp.MAX_NESTING, "unless")
        .mov(R8, R6)
        .jumpImm(JEQ, R1, 0, "outer");
    a.aluImm(ADD, R8, FRAMES + FRAME_SIZE)
        .jump("push")
        .label("outer")
        .aluImm(ADD, R8, FRAMES)
        .label("push");
    a.aluImm(ADD, R1, 1)
        .store(W, R6, DEPTH, R1)
        .load(W, R1, R6, PC)
        .aluImm(ADD, R1, 1)
        .store(W, R8, F_START, R1)
        .store(W, R6, PC, R1);
    a.load(B, R2, R7, OP_SPAN)
        .alu(ADD, R1, R2)
        .store(W, R8, F_END, R1)
        .storeImm(W, R8, F_ELEMENT, 0)
        .store(W, R8, F_COUNT, R3);
    a.load(DW, R2, FP, SAVED)
        .store(W, R8, F_BASE, R2)
        .load(W, R2, R7, OP_STRIDE)
        .store(W, R8, F_STRIDE, R2)
        .jump("again");
  }

  private void copy() {
    a.label("copy");
    pointer();
    length("next");
    kept();
    element();
    capture();
    a.jump("next");
  }

  /**
   * Reads KEPT bytes at POINTER and appends the capture; LENGTH is the original length; sets the
   * reference.
   */
  private void capture() {
    String failed = fresh();
    String done = fresh();
    destination("stop");
    a.storeImm(DW, FP, FLAGS, 0)
        .load(DW, R1, FP, KEPT)
        .load(DW, R2, FP, LENGTH)
        .jump(JGE, R1, R2, failed + "w")
        .storeImm(DW, FP, FLAGS, Capture.TRUNCATED)
        .label(failed + "w");
    a.mov(R1, R9)
        .aluImm(ADD, R1, Capture.HEADER)
        .load(DW, R2, FP, KEPT)
        .jumpImm(JGT, R2, MAX_CAPTURE, "stop")
        .load(DW, R3, FP, POINTER)
        .call(Bpf.PROBE_READ_USER);
    a.jumpImm(JNE, R0, 0, failed).load(DW, R2, FP, KEPT).movImm(R3, 0).jump(done);
    a.label(failed).movImm(R2, 0).movImm(R3, 14).label(done);
    finish();
  }

  private void string() {
    String whole = fresh();
    String failed = fresh();
    String done = fresh();
    a.label("str");
    pointer();
    a.movImm(R1, -1).store(DW, FP, LENGTH, R1);
    kept();
    element();
    destination("stop");
    a.storeImm(DW, FP, FLAGS, 0)
        .mov(R1, R9)
        .aluImm(ADD, R1, Capture.HEADER)
        .load(DW, R2, FP, KEPT)
        .jumpImm(JGT, R2, MAX_CAPTURE, "stop");
    a.aluImm(ADD, R2, 1)
        .load(DW, R3, FP, POINTER)
        .call(Bpf.PROBE_READ_USER_STR)
        .jumpImm(JSLT, R0, 0, failed);
    a.mov(R2, R0)
        .jumpImm(JEQ, R2, 0, failed)
        .aluImm(SUB, R2, 1)
        .load(DW, R1, FP, KEPT)
        .jump(JLT, R2, R1, whole);
    a.storeImm(DW, FP, FLAGS, Capture.TRUNCATED).movImm(R3, 0).jump(done);
    a.label(whole)
        .storeImm(DW, FP, FLAGS, Capture.STRING)
        .store(DW, FP, LENGTH, R2)
        .movImm(R3, 0)
        .jump(done);
    a.label(failed).movImm(R2, 0).movImm(R3, 14).label(done);
    finish();
    a.jump("next");
  }

  /** One pointer of a vector a step; CURSOR is its index. */
  private void vector() {
    String going = fresh();
    a.label("vec");
    pointer();
    a.load(W, R1, R6, CURSOR).load(H, R2, R7, OP_LIMIT);
    a.movImm(R3, NOTHING)
        .aluImm(LSH, R3, 32)
        .aluImm(RSH, R3, 32)
        .jump(JNE, R1, R3, going)
        .movImm(R1, 0)
        .store(W, R6, CURSOR, R1)
        .label(going);
    a.load(B, R4, R7, OP_WIDTH).mov(R5, R1).alu(MUL, R5, R4).store(DW, FP, KEPT, R5);
    a.movImm(R3, -1)
        .store(DW, FP, LENGTH, R3)
        .storeImm(DW, FP, FLAGS, Capture.TRUNCATED | Capture.LIMIT)
        .storeImm(DW, FP, SAVED, 0);
    a.jump(JGE, R1, R2, "vecdone").jumpImm(JGT, R5, MAX_CAPTURE - 8, "vecdone");
    destination("stop");
    a.storeImm(DW, FP, TERM, 0)
        .mov(R1, FP)
        .aluImm(ADD, R1, TERM)
        .load(B, R2, R7, OP_WIDTH)
        .jumpImm(JGT, R2, 8, "stop");
    a.load(DW, R3, FP, POINTER)
        .load(DW, R4, FP, KEPT)
        .alu(ADD, R3, R4)
        .call(Bpf.PROBE_READ_USER)
        .jumpImm(JEQ, R0, 0, "vecread");
    a.storeImm(DW, FP, FLAGS, 0).storeImm(DW, FP, SAVED, 14).jump("vecdone").label("vecread");
    a.load(DW, R1, FP, KEPT)
        .jumpImm(JGT, R1, MAX_CAPTURE - 8, "stop")
        .mov(R2, R9)
        .alu(ADD, R2, R1)
        .load(DW, R3, FP, TERM)
        .store(DW, R2, Capture.HEADER, R3);
    a.jumpImm(JEQ, R3, 0, "vecend")
        .load(W, R1, R6, CURSOR)
        .aluImm(ADD, R1, 1)
        .store(W, R6, CURSOR, R1)
        .jump("again");
    a.label("vecend")
        .load(DW, R1, FP, KEPT)
        .load(B, R2, R7, OP_WIDTH)
        .alu(ADD, R1, R2)
        .store(DW, FP, KEPT, R1)
        .store(DW, FP, LENGTH, R1)
        .storeImm(DW, FP, FLAGS, Capture.STRING);
    a.label("vecdone").storeImm(W, R6, CURSOR, NOTHING);
    element();
    destination("stop");
    a.load(DW, R2, FP, KEPT).load(DW, R3, FP, SAVED);
    finish();
    a.jump("next");
  }

  /** One element of an array of iovecs a step. */
  private void iovec() {
    String going = fresh();
    a.label("iov")
        .load(W, R1, R6, CURSOR)
        .movImm(R3, NOTHING)
        .aluImm(LSH, R3, 32)
        .aluImm(RSH, R3, 32)
        .jump(JNE, R1, R3, going);
    referenceOf(OP_BASE_INDEX, "next");
    length("next");
    a.load(DW, R1, FP, LENGTH).store(DW, R6, BUDGET, R1).storeImm(W, R6, CURSOR, 0).label(going);
    referenceOf(OP_BASE_INDEX, "iovdone");
    a.load(W, R4, R7, OP_STRIDE)
        .mov(R5, R3)
        .alu(DIV, R5, R4)
        .load(W, R1, R6, CURSOR)
        .jump(JGE, R1, R5, "iovdone");
    a.load(DW, R5, R6, BUDGET)
        .jumpImm(JEQ, R5, 0, "iovdone")
        .load(H, R5, R7, OP_LIMIT)
        .store(DW, FP, ELEMENT, R1)
        .jump(JLT, R1, R5, "iovone");
    a.storeImm(DW, FP, POINTER, 0);
    limited();
    a.jump("iovdone")
        .label("iovone")
        .alu(MUL, R4, R1)
        .load(W, R5, R7, OP_OFFSET)
        .alu(ADD, R4, R5)
        .store(DW, FP, SAVED, R4);
    word(R2, R3, R4, OP_WIDTH, "iovdone");
    a.store(DW, FP, POINTER, R0);
    referenceOf(OP_BASE_INDEX, "iovdone");
    a.load(DW, R4, FP, SAVED).load(B, R5, R7, OP_WIDTH).alu(ADD, R4, R5);
    word(R2, R3, R4, OP_WIDTH, "iovdone");
    a.load(DW, R1, R6, BUDGET)
        .jump(JLE, R0, R1, "iovwhole")
        .mov(R0, R1)
        .label("iovwhole")
        .store(DW, FP, LENGTH, R0);
    a.movImm(R2, -1)
        .jump(JEQ, R1, R2, "iovfree")
        .alu(SUB, R1, R0)
        .store(DW, R6, BUDGET, R1)
        .label("iovfree");
    a.load(W, R1, R6, CURSOR)
        .aluImm(ADD, R1, 1)
        .store(W, R6, CURSOR, R1)
        .load(DW, R1, FP, POINTER)
        .jumpImm(JEQ, R1, 0, "again");
    kept();
    capture();
    reference(NOTHING, true);
    a.jump("again").label("iovdone").storeImm(W, R6, CURSOR, NOTHING).jump("next");
  }

  /** R9 = where the next capture goes. */
  private void destination(String full) {
    a.load(W, R1, R6, OUT)
        .jumpImm(JGT, R1, DATA_SIZE, full)
        .mov(R9, R6)
        .alu(ADD, R9, R1)
        .aluImm(ADD, R9, DATA);
  }

  /**
   * Writes the header of the capture at R9: R2 bytes, R3 errno; sets the reference and moves on.
   */
  private void finish() {
    a.store(DW, FP, KEPT, R2)
        .store(DW, FP, SAVED, R3)
        .load(B, R1, R7, OP_ARGUMENT)
        .store(B, R9, 0, R1)
        .load(B, R1, R7, OP_PHASE)
        .store(B, R9, 1, R1);
    a.load(B, R1, R7, OP_KIND)
        .store(B, R9, 2, R1)
        .load(DW, R1, FP, FLAGS)
        .store(B, R9, 3, R1)
        .load(W, R1, R6, PC)
        .store(H, R9, 4, R1);
    a.load(DW, R1, FP, ELEMENT)
        .store(H, R9, 6, R1)
        .load(DW, R1, FP, POINTER)
        .store(DW, R9, 8, R1)
        .load(DW, R1, FP, LENGTH)
        .store(DW, R9, 16, R1);
    a.store(W, R9, 24, R2).store(W, R9, 28, R3);
    String absent = fresh();
    a.load(W, R1, R6, OUT)
        .mov(R5, R1)
        .alu(ADD, R5, R2)
        .aluImm(ADD, R5, Capture.HEADER + 7)
        .aluImm(AND, R5, -8)
        .store(W, R6, OUT, R5);
    a.mov(R2, R1)
        .aluImm(ADD, R2, Capture.HEADER)
        .load(DW, R3, FP, SAVED)
        .jumpImm(JEQ, R3, 0, absent)
        .load(DW, R3, FP, KEPT)
        .jumpImm(JNE, R3, 0, absent);
    a.movImm(R2, NOTHING).label(absent).load(DW, R3, FP, KEPT);
    reference(0, false);
  }

  private void limited() {
    a.storeImm(DW, FP, FLAGS, Capture.LIMIT);
    destination("stop");
    a.load(DW, R2, FP, LENGTH)
        .store(DW, FP, TERM, R2)
        .movImm(R1, -1)
        .store(DW, FP, LENGTH, R1)
        .load(DW, R1, FP, SAVED)
        .store(DW, FP, KEY - 64, R1);
    a.movImm(R2, 0).movImm(R3, 0);
    finish();
    a.load(DW, R1, FP, TERM)
        .store(DW, FP, LENGTH, R1)
        .load(DW, R1, FP, KEY - 64)
        .store(DW, FP, SAVED, R1);
    reference(NOTHING, true);
  }

  /** ELEMENT = the index of the innermost element, 0 outside. */
  private void element() {
    String none = fresh();
    a.storeImm(DW, FP, ELEMENT, 0);
    frame(none);
    a.load(W, R1, R8, F_ELEMENT).store(DW, FP, ELEMENT, R1).label(none);
  }

  /** KEPT = the smaller of LENGTH, the caps and what this program can hold. */
  private void kept() {
    String noLimit = fresh();
    a.load(DW, R1, FP, LENGTH).load(W, R2, R7, OP_CAP);
    smaller();
    a.load(B, R3, R7, OP_FLAGS)
        .jumpImm(JSET, R3, CaptureOp.FLAG_DATA, noLimit + "d")
        .jump(noLimit)
        .label(noLimit + "d")
        .load(DW, R2, R6, STRING_LIMIT);
    smaller();
    a.label(noLimit).movImm(R2, MAX_CAPTURE);
    smaller();
    a.store(DW, FP, KEPT, R1);
  }

  private void smaller() {
    String less = fresh();
    a.jump(JLE, R1, R2, less).mov(R1, R2).label(less);
  }

  /** R2, R3 = offset and length of what the operation that a field names captured. */
  private void referenceOf(int field, String absent) {
    a.load(B, R1, R7, field);
    referenceOfR1(absent);
  }

  private void referenceOfR1(String absent) {
    a.jumpImm(JGE, R1, CaptureOp.MAX_OPERATIONS, absent)
        .aluImm(LSH, R1, 3)
        .mov(R4, R6)
        .alu(ADD, R4, R1)
        .load(W, R2, R4, REFS)
        .load(W, R3, R4, REFS + 4);
    a.jumpImm(JGT, R2, DATA_SIZE, absent);
  }

  /**
   * R0 = the word at R4 in the bytes at offset R2, of R3 bytes; its width is the operation's byte
   * at a field.
   */
  private void word(int offset, int length, int at, int widthField, String absent) {
    String done = fresh();
    a.load(B, R5, R7, widthField)
        .mov(R1, at)
        .alu(ADD, R1, R5)
        .jump(JGT, R1, length, absent)
        .alu(ADD, offset, at);
    a.jumpImm(JGT, offset, DATA_SIZE, absent)
        .mov(R1, R6)
        .alu(ADD, R1, offset)
        .load(DW, R0, R1, DATA);
    a.jumpImm(JEQ, R5, 8, done)
        .aluImm(LSH, R5, 3)
        .movImm(R1, 64)
        .alu(SUB, R1, R5)
        .aluImm(AND, R1, 63)
        .alu(LSH, R0, R1)
        .alu(RSH, R0, R1)
        .label(done);
  }

  /** R2, R3 = offset and length of the element at a depth, which is in R1. */
  private void elementAt(String absent) {
    String inner = fresh();
    String found = fresh();
    a.load(W, R2, R6, DEPTH)
        .jump(JLE, R2, R1, absent)
        .alu(SUB, R2, R1)
        .mov(R4, R6)
        .jumpImm(JNE, R2, 1, inner)
        .aluImm(ADD, R4, FRAMES)
        .jump(found);
    a.label(inner)
        .aluImm(ADD, R4, FRAMES + FRAME_SIZE)
        .label(found)
        .load(W, R2, R4, F_ELEMENT)
        .load(W, R3, R4, F_STRIDE)
        .alu(MUL, R2, R3);
    a.load(W, R5, R4, F_BASE).alu(ADD, R2, R5).jumpImm(JGT, R2, DATA_SIZE, absent);
  }

  /** R0 = argument R1, cut to the width at a field of the operation. */
  private void argument(int widthField, String absent) {
    String done = fresh();
    a.jumpImm(JGE, R1, 6, absent)
        .aluImm(LSH, R1, 3)
        .mov(R2, R6)
        .alu(ADD, R2, R1)
        .load(DW, R0, R2, ARGUMENTS)
        .load(B, R5, R7, widthField);
    a.jumpImm(JGE, R5, 8, done)
        .aluImm(LSH, R5, 3)
        .movImm(R1, 64)
        .alu(SUB, R1, R5)
        .aluImm(AND, R1, 63)
        .alu(LSH, R0, R1)
        .alu(RSH, R0, R1)
        .label(done);
  }

  /** POINTER = the operation's pointer; the operation ends where it is NULL or not known. */
  private void pointer() {
    String argument = fresh();
    String result = fresh();
    String captured = fresh();
    String element = fresh();
    String offset = fresh();
    String done = fresh();
    a.load(B, R2, R7, OP_BASE).load(B, R1, R7, OP_BASE_INDEX);
    a.jumpImm(JEQ, R2, CaptureOp.BASE_ARGUMENT, argument)
        .jumpImm(JEQ, R2, CaptureOp.BASE_RESULT, result);
    a.jumpImm(JEQ, R2, CaptureOp.BASE_CAPTURED, captured)
        .jumpImm(JEQ, R2, CaptureOp.BASE_ELEMENT, element)
        .jumpImm(JEQ, R2, CaptureOp.BASE_ARGUMENT_OFFSET, offset)
        .jump("next");
    a.label(argument);
    argument(OP_WIDTH, "next");
    a.jump(done).label(result).load(DW, R0, R6, RESULT).jump(done).label(captured);
    referenceOfR1("next");
    a.load(W, R4, R7, OP_OFFSET);
    word(R2, R3, R4, OP_WIDTH, "next");
    a.jump(done).label(element);
    elementAt("next");
    a.load(W, R4, R7, OP_OFFSET);
    word(R2, R3, R4, OP_WIDTH, "next");
    a.jump(done).label(offset);
    argument(OP_WIDTH, "next");
    a.jumpImm(JEQ, R0, 0, "next")
        .load(W, R1, R7, OP_OFFSET)
        .alu(ADD, R0, R1)
        .label(done)
        .jumpImm(JEQ, R0, 0, "next")
        .store(DW, FP, POINTER, R0);
  }

  /** LENGTH = min(term A, term B) * factor. */
  private void length(String absent) {
    String bounded = fresh();
    String fits = fresh();
    String done = fresh();
    term(CaptureOp.TERM_A, false, absent);
    a.load(DW, R1, FP, TERM).store(DW, FP, LENGTH, R1);
    term(CaptureOp.TERM_B, false, absent);
    a.load(DW, R1, FP, LENGTH).load(DW, R2, FP, TERM);
    smaller();
    a.movImm(R2, -1)
        .jump(JNE, R1, R2, bounded)
        .jump(done)
        .label(bounded)
        .load(W, R2, R7, OP_FACTOR);
    a.movImm(R3, -1)
        .aluImm(RSH, R3, 1)
        .mov(R4, R3)
        .alu(DIV, R4, R2)
        .jump(JLE, R1, R4, fits)
        .mov(R1, R3)
        .jump(done)
        .label(fits)
        .alu(MUL, R1, R2)
        .label(done)
        .store(DW, FP, LENGTH, R1);
  }

  /**
   * TERM = a term of the operation; a condition sees a negative result, a length counts it as 0.
   */
  private void term(int at, boolean condition, String absent) {
    String[] to = new String[7];
    for (int i = 0; i < to.length; i++) {
      to[i] = fresh();
    }
    String done = fresh();
    String plain = fresh();
    a.load(B, R2, R7, at).load(B, R1, R7, at + 1);
    for (int source = 0; source < to.length; source++) {
      a.jumpImm(JEQ, R2, source, to[source]);
    }
    a.jump(absent);
    a.label(to[CaptureOp.TERM_NONE]).movImm(R0, -1).jump(done);
    a.label(to[CaptureOp.TERM_CONSTANT]).load(W, R0, R7, at + 4).jump(done);
    a.label(to[CaptureOp.TERM_ARGUMENT]);
    argument(at + 2, absent);
    a.jump(done).label(to[CaptureOp.TERM_RESULT]).load(DW, R0, R6, RESULT);
    if (!condition) {
      a.jumpImm(JSGE, R0, 0, done).movImm(R0, 0);
    }
    a.jump(done).label(to[CaptureOp.TERM_CAPTURED]);
    referenceOfR1(absent);
    a.load(W, R4, R7, at + 4);
    word(R2, R3, R4, at + 2, absent);
    a.jump(done).label(to[CaptureOp.TERM_ELEMENT]);
    elementAt(absent);
    a.load(W, R4, R7, at + 4);
    word(R2, R3, R4, at + 2, absent);
    a.jump(done)
        .label(to[CaptureOp.TERM_IOC_SIZE])
        .jumpImm(JGE, R1, 6, absent)
        .aluImm(LSH, R1, 3)
        .mov(R2, R6)
        .alu(ADD, R2, R1)
        .load(DW, R0, R2, ARGUMENTS);
    a.aluImm(RSH, R0, 16).aluImm(AND, R0, 0x3fff).label(done);
    a.load(B, R1, R7, at + 3)
        .jumpImm(JNE, R1, CaptureOp.SCALE_BITS, plain)
        .aluImm(ADD, R0, 63)
        .aluImm(RSH, R0, 6)
        .aluImm(LSH, R0, 3)
        .label(plain)
        .store(DW, FP, TERM, R0);
  }

  private String fresh() {
    return "l" + labels++;
  }
}
