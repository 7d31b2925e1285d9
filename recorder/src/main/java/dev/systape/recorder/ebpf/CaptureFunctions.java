package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Alu.*;
import static dev.systape.recorder.ebpf.CallArea.*;
import static dev.systape.recorder.ebpf.Jump.*;
import static dev.systape.recorder.ebpf.Layouts.*;
import static dev.systape.recorder.ebpf.Register.*;
import static dev.systape.recorder.ebpf.Size.*;

import dev.systape.recorder.linux.Linux;
import dev.systape.schema.plan.CaptureOp;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.RecordType;
import dev.systape.schema.tape.TapeFormat;

/**
 * The functions that read the program's memory and write captures. Each takes the {@link CallArea}
 * in R1, the operation in R2; ADDRESS, ELEMENT and LENGTH say what the capture is of. A capture is
 * begun at PLACE, and is there once it is finished. Results: 0, {@link #FAULT} or {@link #NO_ROOM}.
 */
final class CaptureFunctions {
  /** The memory could not be read; the capture says so. */
  static final int FAULT = 1;

  /** No capture was made: the call has too many. */
  static final int NO_ROOM = 2;

  /**
   * {@code fetch(area, offset, length, from)}: copies memory of the program to the area, also where
   * that was never touched.
   */
  static final String FETCH = "fetch";

  /** {@code tail(area)}: the next piece of a capture that goes on in CAPTURE_MORE records. */
  static final String TAIL = "tail";

  private static final int PAGE = 4096;
  private static final int STAGE_PAYLOAD = STAGE + RecordHeader.RING_HEADER;
  private static final long FAULTED_NOTHING = (long) Linux.EFAULT << 32;
  private static final int NO_WAKEUP = 1;
  private static final int KEY = -4;

  private final Assembler asm;
  private final int ring;
  private final int counters;

  /**
   * Functions.
   *
   * @param ring descriptor of the ring that CAPTURE_MORE records go to
   * @param counters descriptor of the map of {@link Counters}
   */
  CaptureFunctions(Assembler asm, int ring, int counters) {
    this.asm = asm;
    this.ring = ring;
    this.counters = counters;
  }

  /** Emits them. */
  void emit() {
    begin();
    finish();
    fetch();
    bytes();
    tail();
    piece();
    string();
    limited();
  }

  /** begin(area, operation): chooses PLACE and writes what identifies the capture. */
  private void begin() {
    asm.function("begin");
    asm.ldx(W, R3, R1, USED)
        .ldx(B, R4, R2, OP_FLAGS)
        .jump(JSET, R4, LookedInto.FLAG, "looked into");
    asm.jump(JGT, R3, DATA_ROOM, "stage").ja("room");
    asm.label("looked into").jump(JGT, R3, ROOM, "stage");
    asm.label("room").alu(ADD, R3, CAPTURES).ja("placed");
    asm.label("stage").mov(R0, NO_ROOM);
    asm.ldx(W, R3, R1, PIECES).jump(JGE, R3, MAX_PIECES, "out").mov(R3, STAGE_CAPTURE);
    asm.label("placed").stx(W, R1, PLACE, R3).alu(ADD, R3, R1);
    asm.ldx(B, R4, R2, OP_ARGUMENT).stx(B, R3, CAPTURE_ARGUMENT, R4);
    asm.ldx(B, R4, R2, OP_PHASE).stx(B, R3, CAPTURE_PHASE, R4);
    asm.ldx(B, R4, R2, OP_KIND).stx(B, R3, CAPTURE_KIND, R4);
    asm.ldx(W, R4, R1, PC).stx(H, R3, CAPTURE_OPERATION, R4);
    asm.ldx(W, R4, R1, ELEMENT).stx(H, R3, CAPTURE_ELEMENT, R4);
    asm.ldx(DW, R4, R1, ADDRESS).stx(DW, R3, CAPTURE_ADDRESS, R4);
    asm.mov(R0, 0);
    asm.label("out").exit();
  }

  /** R3 = where the capture lies; R2 is overwritten. On to a label where that cannot be. */
  private void place(Register area, String none) {
    asm.ldx(W, R3, area, PLACE).jump(JGT, R3, STAGE_CAPTURE, none).alu(ADD, R3, area);
  }

  /**
   * finish(area, flags, captured length, errno): writes what became of the capture, zeroes its
   * padding, and remembers where its bytes are; one that has no place in the record goes to the
   * ring.
   */
  private void finish() {
    asm.function("finish");
    asm.ldx(W, R5, R1, PLACE).jump(JGT, R5, STAGE_CAPTURE, "out").jump(JGT, R3, CHUNK, "out");
    asm.mov(R0, R1).alu(ADD, R0, R5);
    asm.jump(JEQ, R4, 0, "read").st(W, R1, FAULTED, 1).label("read");
    asm.stx(W, R0, CAPTURE_LENGTH, R3).stx(W, R0, CAPTURE_ERRNO, R4);
    asm.ldx(W, R4, R1, CAPTURE_FLAG).alu(OR, R2, R4).stx(B, R0, CAPTURE_FLAGS, R2);
    asm.ldx(DW, R2, R1, LENGTH).stx(DW, R0, CAPTURE_ORIGINAL, R2);
    asm.jump(JEQ, R5, STAGE_CAPTURE, "more");
    asm.ldx(W, R2, R1, PC).jump(JGT, R2, CaptureOp.MAX_OPERATIONS - 1, "out");
    asm.alu(LSH, R2, CAPTURED_SHIFT).alu(ADD, R2, R1);
    asm.mov(R4, R5).alu(ADD, R4, Capture.HEADER).stx(W, R2, CAPTURED, R4);
    asm.stx(W, R2, CAPTURED + CAPTURED_LENGTH, R3).stx(W, R2, CAPTURED + CAPTURED_WHOLE, R3);
    asm.mov(R4, R3).alu(ADD, R4, 7).alu(AND, R4, -8).alu(SUB, R5, CAPTURES).alu(ADD, R5, R4);
    asm.alu(ADD, R5, Capture.HEADER).stx(W, R1, USED, R5);
    asm.mov(R4, R3).alu(AND, R4, 7).jump(JEQ, R4, 0, "out").alu(LSH, R4, 3);
    asm.mov(R2, 1).alu(LSH, R2, R4).alu(SUB, R2, 1);
    asm.alu(AND, R3, -8).alu(ADD, R0, R3);
    asm.ldx(DW, R4, R0, Capture.HEADER).alu(AND, R4, R2).stx(DW, R0, Capture.HEADER, R4);
    asm.label("out").mov(R0, 0).exit();
    asm.label("more").mov(R2, 0).call("piece").mov(R0, 0).exit();
  }

  /**
   * At most {@link CallArea#CHUNK} bytes and a NUL, so of two pages at the most; or what there is
   * before a page that is not there. The result is the bytes that were copied, and in the upper
   * half the errno.
   */
  private void fetch() {
    asm.separateFunction(FETCH);
    asm.mov(R6, R1).mov(R7, R3).mov(R9, R4).jump(JEQ, R1, 0, "nothing");
    asm.jump(JGT, R2, STAGE_CAPTURE + Capture.HEADER, "nothing")
        .jump(JGT, R3, CHUNK + 1, "nothing");
    asm.jump(JEQ, R7, 0, "all").alu(ADD, R6, R2);
    asm.mov(R1, R6).mov(R2, R7).mov(R3, R9).call(Helper.PROBE_READ_USER).jump(JEQ, R0, 0, "all");
    asm.mov(R1, R9).alu(AND, R1, PAGE - 1).mov(R8, PAGE).alu(SUB, R8, R1);
    asm.jump(JLE, R8, R7, "first part").mov(R8, R7).label("first part");
    // A read that fails leaves zeros: that is what an untouched page holds.
    asm.mov(R1, R6).mov(R2, R8).mov(R3, R9).call(Helper.PROBE_READ_USER);
    asm.jump(JEQ, R0, 0, "second part").mov(R1, R9).call(UntouchedPages.UNTOUCHED);
    asm.jump(JNE, R0, 0, "second part");
    asm.label("nothing").ldImm64(R0, FAULTED_NOTHING).exit();
    asm.label("second part").jump(JEQ, R8, R7, "all");
    secondPart();
    asm.jump(JEQ, R0, 0, "all").mov(R1, R9).alu(ADD, R1, R8).call(UntouchedPages.UNTOUCHED);
    asm.jump(JNE, R0, 0, "all").ldImm64(R0, FAULTED_NOTHING).alu(OR, R0, R8).exit();
    asm.label("all").mov(R0, R7).exit();
  }

  /**
   * Reads what is behind the first R8 bytes of R7. To the verifier the two have nothing to do with
   * each other; so it looks at the read once for each range of the one, which bounds the other.
   */
  private void secondPart() {
    asm.mov(R2, R7).alu(SUB, R2, R8);
    for (int from = 0; from <= PAGE; from += SLACK) {
      asm.jump(JGE, R8, from + SLACK, "not below " + (from + SLACK));
      asm.jump(JLE, R2, CHUNK + 1 - from, "bounded").ja("nothing");
      asm.label("not below " + (from + SLACK));
    }
    asm.ja("nothing");
    asm.label("bounded").mov(R1, R6).alu(ADD, R1, R8).mov(R3, R9).alu(ADD, R3, R8);
    asm.call(Helper.PROBE_READ_USER);
  }

  /** bytes(area, operation): LENGTH bytes at ADDRESS, as far as they are kept. */
  private void bytes() {
    asm.function("bytes");
    start();
    asm.stx(DW, R10, -8, R8).jump(JLE, R8, CHUNK, "short").mov(R8, CHUNK);
    asm.label("short");
    asm.mov(R1, R6).mov(R2, R9).mov(R3, R8).ldx(DW, R4, R6, ADDRESS).call(FETCH);
    asm.mov(R2, 0).ldx(DW, R8, R10, -8).ldx(DW, R1, R6, LENGTH).jump(JGE, R8, R1, "complete");
    asm.mov(R2, Capture.TRUNCATED);
    asm.label("complete").mov(R3, R0).alu32(MOV, R3, R3).mov(R4, R0).alu(RSH, R4, 32);
    asm.mov(R9, R4).jump(JNE, R4, 0, "all").jump(JLE, R8, CHUNK, "all");
    asm.alu(OR, R2, Capture.CONTINUED).stx(DW, R6, TAIL_END, R8).st(DW, R6, TAIL_AT, CHUNK);
    asm.label("all").stx(DW, R10, -8, R3).mov(R1, R6).call("finish");
    asm.ldx(DW, R1, R6, TAIL_END).jump(JEQ, R1, 0, "whole");
    asm.mov(R3, R1);
    wholeIs(R3, "whole");
    identifyTail();
    asm.label("whole").mov(R0, 0).jump(JEQ, R9, 0, "out");
    asm.ldx(DW, R1, R10, -8).jump(JNE, R1, 0, "out").mov(R0, FAULT);
    asm.label("out").exit();
  }

  /** Says how long the operation's capture is with its pieces; R1 and R2 are overwritten. */
  private void wholeIs(Register length, String none) {
    asm.ldx(W, R2, R6, PC).jump(JGT, R2, CaptureOp.MAX_OPERATIONS - 1, none);
    asm.alu(LSH, R2, CAPTURED_SHIFT).alu(ADD, R2, R6);
    asm.stx(W, R2, CAPTURED + CAPTURED_WHOLE, length);
  }

  /** What identifies the capture that was just made identifies its pieces. */
  private void identifyTail() {
    place(R6, "whole");
    for (int i = 0; i <= CAPTURE_ORIGINAL; i += 8) {
      asm.ldx(DW, R1, R3, i).stx(DW, R6, STAGE_CAPTURE + i, R1);
    }
  }

  private void tail() {
    asm.function(TAIL).mov(R6, R1);
    asm.ldx(DW, R8, R6, TAIL_END).ldx(DW, R9, R6, TAIL_AT).alu(SUB, R8, R9);
    asm.jump(JLE, R8, CHUNK, "short").mov(R8, CHUNK);
    asm.label("short").mov(R1, R6).mov(R2, STAGE_CAPTURE + Capture.HEADER).mov(R3, R8);
    asm.ldx(DW, R4, R6, ADDRESS).alu(ADD, R4, R9).call(FETCH);
    asm.mov(R3, R0).alu32(MOV, R3, R3).alu(RSH, R0, 32).mov(R7, R0);
    asm.stx(W, R6, STAGE_CAPTURE + CAPTURE_LENGTH, R3);
    asm.stx(W, R6, STAGE_CAPTURE + CAPTURE_ERRNO, R0);
    asm.jump(JEQ, R7, 0, "complete").mov(R1, R3).alu(ADD, R1, R9);
    wholeIs(R1, "complete");
    asm.label("complete").jump(JNE, R7, 0, "last");
    asm.mov(R1, R9).alu(ADD, R1, R8).ldx(DW, R2, R6, TAIL_END).jump(JLT, R1, R2, "more");
    asm.label("last").ldx(B, R1, R6, STAGE_CAPTURE + CAPTURE_FLAGS);
    asm.alu(AND, R1, 0xff & ~Capture.CONTINUED).stx(B, R6, STAGE_CAPTURE + CAPTURE_FLAGS, R1);
    asm.label("more").mov(R1, R6).mov(R2, R9).call("piece");
    asm.alu(ADD, R9, R8).stx(DW, R6, TAIL_AT, R9).jump(JNE, R7, 0, "done");
    asm.ldx(W, R1, R6, PIECES).jump(JGE, R1, MAX_PIECES, "done");
    asm.ldx(DW, R1, R6, TAIL_END).jump(JLT, R9, R1, "out");
    asm.label("done").st(DW, R6, TAIL_END, 0);
    asm.label("out").mov(R0, 0).exit();
  }

  /** piece(area, offset, length): the record in STAGE goes to the ring, or is counted as lost. */
  private void piece() {
    asm.function("piece").mov(R6, R1).mov(R7, R3);
    asm.stx(DW, R6, STAGE + RecordHeader.SIZE, R2);
    asm.st(H, R6, STAGE + RECORD_TYPE, RecordType.CAPTURE_MORE.code());
    asm.st(B, R6, STAGE + RECORD_VERSION, TapeFormat.RECORD_VERSION);
    asm.ldx(B, R1, R6, RECORD + RECORD_ABI).stx(B, R6, STAGE + RECORD_ABI, R1);
    asm.ldx(W, R1, R6, TID).stx(W, R6, STAGE + RECORD_TID, R1);
    asm.ldx(W, R1, R6, PID).stx(W, R6, STAGE + RECORD_PID, R1);
    asm.call(Helper.GET_SMP_PROCESSOR_ID).stx(W, R6, STAGE + RECORD_CPU, R0);
    asm.call(Helper.KTIME_GET_NS).stx(DW, R6, STAGE + RECORD_TIME, R0);
    asm.mov(R1, 1).atomicFetchAdd(DW, R6, SEQUENCE, R1);
    asm.stx(DW, R6, STAGE + RECORD_SEQUENCE, R1);
    asm.ldx(W, R1, R6, PIECES).alu(ADD, R1, 1).stx(W, R6, PIECES, R1);
    asm.mov(R3, R7).jump(JLE, R3, CHUNK, "fits").mov(R3, CHUNK);
    asm.label("fits").alu(ADD, R3, STAGE_CAPTURE + Capture.HEADER - STAGE_PAYLOAD);
    asm.ldMap(R1, ring).mov(R2, R6).alu(ADD, R2, STAGE_PAYLOAD).mov(R4, NO_WAKEUP);
    asm.call(Helper.RINGBUF_OUTPUT).jump(JEQ, R0, 0, "out");
    asm.st(W, R10, KEY, 0).ldMap(R1, counters).mov(R2, R10).alu(ADD, R2, KEY);
    asm.call(Helper.MAP_LOOKUP_ELEM).jump(JEQ, R0, 0, "out");
    asm.mov(R1, 1).atomicAdd(DW, R0, Counters.LOST, R1);
    asm.label("out").mov(R0, 0).exit();
  }

  /** string(area, operation): what is at ADDRESS up to a NUL, as far as it is kept. */
  private void string() {
    asm.function("string");
    asm.st(DW, R1, LENGTH, (int) Capture.UNKNOWN_LENGTH);
    start();
    asm.jump(JLE, R8, CHUNK, "short").mov(R8, CHUNK);
    asm.label("short").mov(R7, 0).mov(R4, 0).mov(R3, 0).mov(R2, Capture.TRUNCATED);
    asm.jump(JEQ, R8, 0, "finish");
    asm.mov(R1, R6).alu(ADD, R1, R9).mov(R2, R8).alu(ADD, R2, 1).ldx(DW, R3, R6, ADDRESS);
    asm.call(Helper.PROBE_READ_USER_STR).jump(JSGE, R0, 0, "read");
    // It runs into a page that is not there: what is before that, unless it ends in an untouched
    // one. Behind what is fetched the buffer is zero.
    asm.mov(R1, R6).mov(R2, R9).mov(R3, R8).alu(ADD, R3, 1).ldx(DW, R4, R6, ADDRESS).call(FETCH);
    asm.mov(R7, R0).mov(R1, R6).alu(ADD, R1, R9).mov(R2, R8).alu(ADD, R2, 1).mov(R3, R1);
    asm.call(Helper.PROBE_READ_KERNEL_STR);
    asm.mov(R3, R7).alu32(MOV, R3, R3).mov(R4, R7).alu(RSH, R4, 32).mov(R7, 0);
    asm.jump(JEQ, R4, 0, "read").jump(JLE, R0, R3, "read").mov(R2, 0);
    asm.jump(JNE, R3, 0, "finish").mov(R7, FAULT).ja("finish");
    asm.label("read").jump(JGT, R0, R8, "unended");
    asm.mov(R3, R0).alu(SUB, R3, 1).stx(DW, R6, LENGTH, R3);
    asm.mov(R2, Capture.STRING).mov(R4, 0).ja("finish");
    asm.label("unended").mov(R3, R8).mov(R2, Capture.TRUNCATED).mov(R4, 0).ja("finish");
    asm.label("finish").mov(R1, R6).call("finish").mov(R0, R7).exit();
  }

  /**
   * Begins a capture: R6 the area, R8 the bytes to keep, R9 where in it they go. Returns where it
   * cannot be made.
   */
  private void start() {
    asm.mov(R6, R1).mov(R7, R2);
    asm.ldx(DW, R3, R6, LENGTH).call("kept").mov(R8, R0);
    asm.mov(R1, R6).mov(R2, R7).call("begin").jump(JEQ, R0, 0, "begun");
    asm.label("no place").mov(R0, NO_ROOM).exit();
    asm.label("begun");
    asm.ldx(W, R9, R6, PLACE).jump(JGT, R9, STAGE_CAPTURE, "no place");
    asm.alu(ADD, R9, Capture.HEADER);
  }

  /** limited(area, operation, element): says LIMIT at the element; nothing was read. */
  private void limited() {
    asm.function("limited");
    asm.mov(R6, R1).stx(W, R6, ELEMENT, R3).call("begin").jump(JNE, R0, 0, "out");
    asm.st(DW, R6, LENGTH, (int) Capture.UNKNOWN_LENGTH);
    asm.mov(R1, R6).mov(R2, Capture.LIMIT).mov(R3, 0).mov(R4, 0).call("finish");
    asm.label("out").exit();
  }
}
