package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Alu.*;
import static dev.systape.recorder.ebpf.CallArea.*;
import static dev.systape.recorder.ebpf.Jump.*;
import static dev.systape.recorder.ebpf.Layouts.*;
import static dev.systape.recorder.ebpf.ProgramParts.at;
import static dev.systape.recorder.ebpf.Register.*;
import static dev.systape.recorder.ebpf.Size.*;

import dev.systape.recorder.NewDescriptors;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.RecordType;

/**
 * The functions that tell what a call's new descriptors are, as {@code /proc/PID/fd} has them. It
 * is told of a descriptor that is the same file before its {@link DentryNames} were looked at and
 * afterwards.
 */
final class DescriptorPaths {
  /** The function: {@code resolve(area)}, for a call that has returned and is not in the ring. */
  static final String RESOLVE = "resolve";

  /** {@code describe(area, descriptor)}. */
  private static final String DESCRIBE = "describe";

  private static final int MAX_CONTROL_STEPS = 1024;

  private static final int CONTROL = DentryNames.END;
  private static final int CONTROL_END = CONTROL + 8;
  private static final int NEXT = CONTROL_END + 8;
  private static final int NEXT_END = NEXT + 8;
  private static final int WIDTH = NEXT_END + 8;

  /** Where it ends in the area. */
  static final int END = WIDTH + 8;

  private static final int FRAME_WORD = -16;
  private static final int FRAME_SECOND_WORD = -8;
  private static final int FRAME_AREA = -24;

  private final Assembler asm;
  private final Maps maps;
  private final FileOffsets kernel;
  private final ProgramParts parts;

  DescriptorPaths(Assembler asm, Maps maps, FileOffsets kernel, ProgramParts parts) {
    this.asm = asm;
    this.maps = maps;
    this.kernel = kernel;
    this.parts = parts;
  }

  /** Emits the functions. */
  void emit() {
    resolve();
    controlStep();
    describe();
    new DentryNames(asm, kernel, parts).emit();
  }

  /** R6 is the area. */
  private void resolve() {
    asm.function(RESOLVE).mov(R6, R1).ldx(W, R1, R6, FAILED).jump(JNE, R1, 0, "out");
    asm.ldx(W, R1, R6, RECORD + SYSCALL_NUMBER).jump(JGE, R1, CallTables.NUMBERS, "out");
    asm.st(DW, R6, WIDTH, Long.BYTES).ldx(B, R2, R6, RECORD + RECORD_ABI);
    asm.jump(JEQ, R2, Abi.X86_64.code(), "indexed").st(DW, R6, WIDTH, Integer.BYTES);
    asm.jump(JEQ, R2, Abi.I386.code(), "i386").alu(ADD, R1, CallTables.X32).ja("indexed");
    asm.label("i386").alu(ADD, R1, CallTables.I386);
    asm.label("indexed");
    parts.element(maps.calls(), "out");
    asm.ldx(B, R7, R0, CallTables.DESCRIPTORS).jump(JEQ, R7, NewDescriptors.NONE, "out");
    asm.jump(JGE, R7, NewDescriptors.PAIR, "pair").jump(JEQ, R7, NewDescriptors.RESULT, "result");
    asm.ldx(DW, R8, R6, ARGUMENTS + 8).jump(JEQ, R7, NewDescriptors.MESSAGE, "message");
    asm.alu32(MOV, R8, R8).jump(JEQ, R8, NewDescriptors.F_DUPFD, "result");
    asm.jump(JNE, R8, NewDescriptors.F_DUPFD_CLOEXEC, "out");
    asm.label("result").mov(R1, R6).ldx(W, R2, R6, RESULT).call(DESCRIBE).ja("out");
    pair();
    message();
    asm.label("out").mov(R0, 0).exit();
  }

  private void pair() {
    asm.label("pair").alu(SUB, R7, NewDescriptors.PAIR).jump(JGE, R7, Abi.ARGUMENTS, "out");
    asm.alu(LSH, R7, 3).alu(ADD, R7, R6).ldx(DW, R7, R7, ARGUMENTS);
    user(R7, FRAME_WORD, 8, "out");
    asm.ldx(W, R7, R10, FRAME_WORD + 4);
    asm.mov(R1, R6).ldx(W, R2, R10, FRAME_WORD).call(DESCRIBE);
    asm.mov(R1, R6).mov(R2, R7).call(DESCRIBE).ja("out");
  }

  /** R8 points to a struct msghdr, whose fifth and sixth word tell of its control data. */
  private void message() {
    asm.label("message").ldx(DW, R1, R6, WIDTH).jump(JEQ, R1, Integer.BYTES, "narrow");
    asm.alu(ADD, R8, 4 * Long.BYTES);
    user(R8, FRAME_WORD, 16, "out");
    asm.ldx(DW, R1, R10, FRAME_WORD).ldx(DW, R2, R10, FRAME_SECOND_WORD).ja("control");
    asm.label("narrow").alu32(MOV, R8, R8).alu(ADD, R8, 4 * Integer.BYTES);
    user(R8, FRAME_WORD, 8, "out");
    asm.ldx(W, R1, R10, FRAME_WORD).ldx(W, R2, R10, FRAME_WORD + 4);
    asm.label("control").jump(JEQ, R1, 0, "out").stx(DW, R6, CONTROL, R1);
    asm.alu(ADD, R2, R1).stx(DW, R6, CONTROL_END, R2);
    asm.st(DW, R6, NEXT, 0).st(DW, R6, NEXT_END, 0);
    asm.stx(DW, R10, FRAME_AREA, R6).mov(R1, MAX_CONTROL_STEPS).ldFunction(R2, "control_step");
    asm.mov(R3, R10).alu(ADD, R3, FRAME_AREA).mov(R4, 0).call(Helper.LOOP);
  }

  /** A descriptor, or the header before some: {@link dev.systape.schema.abi.ControlData}. */
  private void controlStep() {
    asm.function("control_step").ldx(DW, R6, R2, 0).ldx(DW, R7, R6, NEXT);
    asm.ldx(DW, R1, R6, NEXT_END).jump(JGE, R7, R1, "header");
    user(R7, FRAME_WORD, 4, "done");
    asm.alu(ADD, R7, 4).stx(DW, R6, NEXT, R7);
    asm.mov(R1, R6).ldx(W, R2, R10, FRAME_WORD).call(DESCRIBE).mov(R0, 0).exit();
    asm.label("header").ldx(DW, R7, R6, CONTROL).ldx(DW, R8, R6, CONTROL_END);
    asm.ldx(DW, R9, R6, WIDTH).alu(SUB, R8, R7).jump(JSLE, R8, 0, "done");
    asm.st(DW, R10, FRAME_SECOND_WORD, 0).jump(JEQ, R9, Integer.BYTES, "narrow");
    user(R7, FRAME_SECOND_WORD, 8, "done");
    asm.ja("length");
    asm.label("narrow");
    user(R7, FRAME_SECOND_WORD, 4, "done");
    asm.label("length").alu(ADD, R9, R7);
    user(R9, FRAME_WORD, 8, "done");
    asm.alu(ADD, R9, 8).ldx(DW, R2, R10, FRAME_SECOND_WORD).jump(JGT, R2, R8, "done");
    asm.mov(R3, R7).alu(ADD, R3, R2).jump(JLT, R3, R9, "done");
    asm.ldx(DW, R1, R6, WIDTH).alu(SUB, R1, 1).alu(ADD, R2, R1).alu(XOR, R1, -1).alu(AND, R2, R1);
    asm.alu(ADD, R2, R7).stx(DW, R6, CONTROL, R2);
    // SOL_SOCKET and SCM_RIGHTS, both 1.
    asm.ldx(DW, R1, R10, FRAME_WORD).ldImm64(R2, 1L << 32 | 1).jump(JNE, R1, R2, "other");
    asm.stx(DW, R6, NEXT, R9).alu(SUB, R3, R9).alu(AND, R3, -4).alu(ADD, R3, R9);
    asm.stx(DW, R6, NEXT_END, R3);
    asm.label("other").mov(R0, 0).exit();
    asm.label("done").mov(R0, 1).exit();
  }

  /** R6 is the file, R7 the descriptor and later the dentry, R8 the area, R9 its place. */
  private void describe() {
    asm.function(DESCRIBE).mov(R8, R1);
    asm.alu32(MOV, R7, R2).stx(W, R8, DentryNames.NOTICE + Notice.DESCRIPTOR, R7);
    asm.call(Helper.GET_CURRENT_TASK_BTF).ldx(DW, R9, R0, kernel.taskFiles);
    parts.load(DW, R9, R9, kernel.filesTable, "out");
    parts.load(W, R1, R9, kernel.tableSize, "out");
    asm.jump(JGE, R7, R1, "out");
    parts.load(DW, R9, R9, kernel.tableFiles, "out");
    asm.alu(LSH, R7, 3).alu(ADD, R9, R7);
    parts.load(DW, R6, R9, 0, "out");
    asm.jump(JEQ, R6, 0, "out");
    parts.load(DW, R7, R6, kernel.fileDentry, "out");
    parts.load(DW, R1, R6, kernel.fileMount, "out");
    asm.stx(DW, R8, DentryNames.FIRST_MOUNT, R1).stx(DW, R8, DentryNames.FIRST_DENTRY, R7);
    asm.mov(R1, R8).call(DentryNames.LOOK).jump(JEQ, R0, 0, "out");
    parts.load(DW, R1, R9, 0, "out");
    asm.jump(JNE, R1, R6, "out");
    submit();
    asm.label("out").mov(R0, 0).exit();
  }

  /** Hands in the notice; the call's own record gets the number before. */
  private void submit() {
    asm.ldx(DW, R1, R8, HELD).jump(JNE, R1, 0, "held");
    parts.sequence();
    asm.alu(ADD, R1, 1).stx(DW, R8, HELD, R1);
    asm.label("held").alu(SUB, R1, 1);
    asm.mov(R9, R8).alu(ADD, R9, DentryNames.NOTICE + RecordHeader.RING_HEADER);
    asm.stx(DW, R9, at(Notice.CALL_SEQUENCE), R1);
    asm.ldx(W, R1, R8, RECORD + SYSCALL_NUMBER).stx(W, R9, at(Notice.CALL_NUMBER), R1);
    parts.header(Notice.PRIVATE + RecordType.RESOLVED_PATH.code());
    parts.output(Notice.NAMES, "out");
    parts.count(Counters.LOST, 1, "counted");
  }

  /** Reads the program's memory to the frame. */
  private void user(Register from, int frame, int bytes, String none) {
    asm.mov(R3, from).mov(R1, R10).alu(ADD, R1, frame).mov(R2, bytes);
    asm.call(Helper.PROBE_READ_USER).jump(JNE, R0, 0, none);
  }
}
