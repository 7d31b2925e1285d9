package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Alu.*;
import static dev.systape.recorder.ebpf.CallArea.*;
import static dev.systape.recorder.ebpf.Jump.*;
import static dev.systape.recorder.ebpf.Layouts.*;
import static dev.systape.recorder.ebpf.Register.*;
import static dev.systape.recorder.ebpf.Size.*;

import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.SyscallRecord;

/**
 * What several programs do. Registers by convention: R6 the tracepoint's arguments, R7 a task, R8
 * the {@link CallArea} of its thread.
 */
final class ProgramParts {
  /** Label of the end of a program. */
  static final String OUT = "out";

  /** The function that puts the record in a {@link CallArea} into the ring. */
  static final String EMIT = "emit";

  /** BPF_RB_NO_WAKEUP: the recorder polls. */
  private static final int NO_WAKEUP = 1;

  private static final int KEY = -4;

  /** Where {@link #load} puts what it reads. */
  private static final int WORD = -16;

  private final Assembler asm;
  private final Maps maps;
  private final KernelOffsets kernel;

  ProgramParts(Assembler asm, Maps maps, KernelOffsets kernel) {
    this.asm = asm;
    this.maps = maps;
    this.kernel = kernel;
  }

  /** R7 = the current task, R8 its thread's area; on to {@link #OUT} where it has none. */
  void currentThread() {
    asm.mov(R6, R1).call(Helper.GET_CURRENT_TASK_BTF).mov(R7, R0);
    area(R7, 0);
    asm.jump(JEQ, R0, 0, OUT).mov(R8, R0);
  }

  /** R0 = the area of a task's thread, or 0. */
  void area(Register task, int create) {
    asm.ldMap(R1, maps.threads()).mov(R2, task).mov(R3, 0).mov(R4, create);
    asm.call(Helper.TASK_STORAGE_GET);
  }

  /** The end of a program: whatever became of it, the kernel goes on. */
  void end() {
    asm.label(OUT).mov(R0, 0).exit();
  }

  /**
   * {@code to} = the kernel's word at an offset behind what {@code from} points to; on to a label
   * where that cannot be read. Uses R0 to R5 and the word of the frame at {@link #WORD}.
   */
  void load(Size size, Register to, Register from, int offset, String none) {
    asm.mov(R3, from).alu(ADD, R3, offset).mov(R1, R10).alu(ADD, R1, WORD).mov(R2, size.bytes);
    asm.call(Helper.PROBE_READ_KERNEL).jump(JNE, R0, 0, none).ldx(size, to, R10, WORD);
  }

  /** R0 = an element of an array map, whose index is in R1; on to a label where it has none. */
  void element(int map, String none) {
    asm.stx(W, R10, KEY, R1).ldMap(R1, map).mov(R2, R10).alu(ADD, R2, KEY);
    asm.call(Helper.MAP_LOOKUP_ELEM).jump(JEQ, R0, 0, none);
  }

  /** R0 = the counters; on to a label where there are none. */
  void counters(String none) {
    asm.mov(R1, 0);
    element(maps.counters(), none);
  }

  /** Adds to a counter; uses R0 to R5. */
  void count(int counter, int by, String next) {
    counters(next);
    asm.mov(R1, by).atomicAdd(DW, R0, counter, R1);
    asm.label(next);
  }

  /**
   * Writes a task's number in the recorder's pid namespace to the frame, at {@code frame}; uses R0
   * to R5 and the word below {@code frame}.
   */
  void number(Register task, int frame) {
    String none = "no level " + frame;
    asm.st(W, R10, frame, 0);
    asm.ldx(DW, R1, task, kernel.taskThreadPid).stx(DW, R10, frame - 8, R1);
    counters(none);
    asm.ldx(W, R3, R0, Counters.LEVEL).alu(MUL, R3, KernelOffsets.UPID_SIZE);
    asm.ldx(DW, R1, R10, frame - 8).alu(ADD, R3, R1).alu(ADD, R3, kernel.pidNumbers);
    asm.mov(R1, R10).alu(ADD, R1, frame).mov(R2, 4).call(Helper.PROBE_READ_KERNEL);
    asm.label(none);
  }

  /** R0 = room in the ring for a record of so many bytes; counts it as lost where there is none. */
  void reserve(int total, String none) {
    asm.ldMap(R1, maps.ring()).mov(R2, total - RecordHeader.RING_HEADER).mov(R3, 0);
    asm.call(Helper.RINGBUF_RESERVE).jump(JEQ, R0, 0, none);
  }

  /**
   * Writes the header of a rare record of the thread in R8 to R9, which lies behind the ring's own
   * header: offsets count from R9 less that.
   */
  void header(int type) {
    asm.mov(R1, type);
    unnumbered(R1);
    sequence();
    asm.stx(DW, R9, at(RECORD_SEQUENCE), R1);
  }

  /** The same for what is no record of the tape, which has no number; the type is in a register. */
  void unnumbered(Register type) {
    asm.stx(H, R9, at(RECORD_TYPE), type);
    asm.st(B, R9, at(RECORD_VERSION), 1).st(B, R9, at(RECORD_ABI), 0);
    asm.ldx(W, R1, R8, TID).stx(W, R9, at(RECORD_TID), R1);
    asm.ldx(W, R1, R8, PID).stx(W, R9, at(RECORD_PID), R1);
    asm.call(Helper.GET_SMP_PROCESSOR_ID).stx(W, R9, at(RECORD_CPU), R0);
    asm.call(Helper.KTIME_GET_NS).stx(DW, R9, at(RECORD_TIME), R0);
  }

  /** Offset of a record's field in what the ring hands out, which begins behind its own header. */
  static int at(int field) {
    return field - RecordHeader.RING_HEADER;
  }

  /** Hands in the record in R9. */
  void submit() {
    asm.mov(R1, R9).mov(R2, NO_WAKEUP).call(Helper.RINGBUF_SUBMIT);
  }

  /**
   * Hands in a notice of a file in R9, whose names end it; counts it as lost where there is no
   * room.
   *
   * @param names offset of the names
   */
  void output(int names, String then) {
    asm.ldx(W, R3, R9, at(Notice.NAMES_LENGTH));
    asm.jump(JGT, R3, Notice.NAMES_SIZE + Notice.NAME_SIZE, then).alu(ADD, R3, at(names));
    asm.ldMap(R1, maps.ring()).mov(R2, R9).mov(R4, NO_WAKEUP);
    asm.call(Helper.RINGBUF_OUTPUT).jump(JEQ, R0, 0, then);
  }

  /** R1 = the sequence of the thread's next record, which is used up. */
  void sequence() {
    // Signals that are ignored are numbered by who sends them, on another cpu perhaps.
    asm.mov(R1, 1).atomicFetchAdd(DW, R8, SEQUENCE, R1);
  }

  /** emit(area): the record goes to the ring, or is counted as lost. */
  void emit() {
    asm.function(EMIT).mov(R8, R1);
    asm.ldx(DW, R1, R8, HELD).jump(JEQ, R1, 0, "own");
    asm.st(DW, R8, HELD, 0).alu(SUB, R1, 1).ja("numbered");
    asm.label("own");
    sequence();
    asm.label("numbered").stx(DW, R8, RECORD + RECORD_SEQUENCE, R1);
    asm.ldx(W, R3, R8, USED).jump(JLE, R3, MOST, "fits").mov(R3, MOST);
    asm.label("fits").alu(ADD, R3, CAPTURES - RECORD - RecordHeader.RING_HEADER);
    asm.ldMap(R1, maps.ring()).mov(R2, R8).alu(ADD, R2, RECORD + RecordHeader.RING_HEADER);
    asm.mov(R4, NO_WAKEUP).call(Helper.RINGBUF_OUTPUT).jump(JEQ, R0, 0, "done");
    count(Counters.LOST, 1, "done");
    asm.mov(R0, 0).exit();
  }

  /** Writes what a call that does not return has in place of its exit, and emits its record. */
  void unfinished() {
    asm.st(DW, R8, RECORD + SYSCALL_EXIT_NS, 0).st(DW, R8, RESULT, 0);
    asm.st(B, R8, RECORD + SYSCALL_FLAGS, SyscallRecord.NO_EXIT);
    asm.mov(R1, R8).call(EMIT);
  }
}
