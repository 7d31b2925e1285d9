package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Alu.*;
import static dev.systape.recorder.ebpf.CallArea.*;
import static dev.systape.recorder.ebpf.Jump.*;
import static dev.systape.recorder.ebpf.KernelOffsets.*;
import static dev.systape.recorder.ebpf.Layouts.*;
import static dev.systape.recorder.ebpf.ProgramParts.OUT;
import static dev.systape.recorder.ebpf.Register.*;
import static dev.systape.recorder.ebpf.Size.*;

import dev.systape.recorder.linux.Linux;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.plan.CaptureOp;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.SyscallRecord;

/**
 * The programs at the two ends of a call: {@code sys_enter(struct pt_regs *, long id)} fills the
 * record in the thread's {@link CallArea} and runs the entry operations of its plan, {@code
 * sys_exit(struct pt_regs *, long result)} those of the exit and hands the record in.
 *
 * <p>Entry operations that met memory which was not there, and would have had to wait for it, run
 * again at exit, as LATE: by then the kernel has read it; those of an execve before its memory
 * goes. A call that a seccomp filter answered shows its exit alone; it is made up from the
 * registers, likewise late.
 */
final class CallPrograms {
  private static final int SYS_EXECVE = 59;
  private static final int EXIT_REGISTERS = 1;
  private static final String UNRECORDED_CALL = "unrecorded";

  private static final int FRAME_SELECTOR = -24;

  private final Maps maps;
  private final KernelOffsets kernel;
  private final FileOffsets files;
  private final UntouchedPages untouched;
  private final boolean recordsAll;
  private Assembler asm;
  private ProgramParts parts;

  /**
   * Programs.
   *
   * @param files where the names of files are found; null: new descriptors are not looked up
   * @param untouched what pages that cannot be read are asked of
   * @param recordsAll whether calls that no table knows are recorded
   */
  CallPrograms(
      Maps maps,
      KernelOffsets kernel,
      FileOffsets files,
      UntouchedPages untouched,
      boolean recordsAll) {
    this.maps = maps;
    this.kernel = kernel;
    this.files = files;
    this.untouched = untouched;
    this.recordsAll = recordsAll;
  }

  /** The program at the entry. */
  Code enter() {
    begin("sys_enter");
    asm.ldx(DW, R9, R6, 0).ldx(DW, R1, R6, 8);
    identify();
    asm.ldx(W, R2, R8, STATE).jump(JNE, R2, ThreadState.PARKED, "runs");
    asm.jump(JNE, R1, SYS_EXECVE, OUT);
    asm.label("runs");
    selectPlan();
    asm.st(W, R8, STATE, ThreadState.INSIDE).st(W, R8, FAILED, 0);
    asm.st(B, R8, RECORD + SYSCALL_FLAGS, 0);
    asm.ldx(W, R1, R8, ENTRY_OPERATIONS).jump(JEQ, R1, 0, "time");
    runPhase(true, "time");
    asm.label("time").call(Helper.KTIME_GET_NS).stx(DW, R8, RECORD + RECORD_TIME, R0);
    parts.end();
    asm.label(UNRECORDED_CALL).st(W, R8, STATE, ThreadState.UNRECORDED).ja(OUT);
    return finish(false);
  }

  /** The program at the exit. */
  Code exit() {
    begin("sys_exit");
    asm.ldx(W, R1, R8, STATE).jump(JEQ, R1, ThreadState.INSIDE, "inside");
    asm.jump(JEQ, R1, ThreadState.PARKED, OUT).st(W, R8, STATE, ThreadState.OUTSIDE);
    asm.jump(JNE, R1, ThreadState.OUTSIDE, OUT);
    noEntry();
    asm.label("inside").call(Helper.KTIME_GET_NS).stx(DW, R8, RECORD + SYSCALL_EXIT_NS, R0);
    asm.ldx(DW, R1, R6, 8).stx(DW, R8, RESULT, R1).st(W, R8, FAILED, 0);
    asm.ldx(W, R2, R8, FAULTED).jump(JEQ, R2, 0, "read");
    asm.jump(JEQ, R1, -Linux.EFAULT, "read");
    // Pieces that are in the ring already would come twice.
    asm.ldx(W, R2, R8, PIECES).jump(JNE, R2, 0, "read");
    late();
    asm.label("read");
    asm.ldx(DW, R1, R8, RESULT).alu(ADD, R1, Abi.MAX_ERRNO);
    asm.jump(JGE, R1, Abi.MAX_ERRNO, "succeeded").st(W, R8, FAILED, 1);
    asm.label("succeeded");
    asm.ldx(W, R1, R8, EXIT_OPERATIONS).jump(JEQ, R1, 0, "complete");
    runPhase(false, "complete");
    asm.label("complete").st(W, R8, STATE, ThreadState.OUTSIDE);
    asm.ldx(W, R1, R8, CUT).jump(JNE, R1, 0, "cut");
    asm.ldx(W, R1, R8, PIECES).jump(JLT, R1, MAX_PIECES, "all captured");
    asm.label("cut");
    asm.ldx(B, R1, R8, RECORD + SYSCALL_FLAGS).alu(OR, R1, SyscallRecord.CAPTURES_CUT);
    asm.stx(B, R8, RECORD + SYSCALL_FLAGS, R1);
    asm.label("all captured");
    if (files != null) {
      asm.mov(R1, R8).call(DescriptorPaths.RESOLVE);
    }
    asm.mov(R1, R8).call(ProgramParts.EMIT);
    asm.ldx(DW, R1, R8, SIGNALS).jump(JEQ, R1, 0, OUT);
    asm.mov(R1, R8).call(SignalParts.PENDING_SIGNALS);
    parts.end();
    return finish(true);
  }

  /**
   * sched_prepare_exec(task, struct linux_binprm *): the kernel has read path, arguments and
   * environment, and their memory is still there, which it is not at the exit.
   */
  Code prepareExec() {
    begin("sched_prepare_exec");
    asm.ldx(W, R1, R8, STATE).jump(JNE, R1, ThreadState.INSIDE, OUT);
    asm.ldx(W, R1, R8, FAULTED).jump(JEQ, R1, 0, OUT);
    asm.ldx(W, R1, R8, PIECES).jump(JNE, R1, 0, OUT);
    asm.st(W, R8, FAULTED, 0);
    late();
    parts.end();
    interpreter();
    return asm.assemble();
  }

  private void begin(String name) {
    asm = new Assembler();
    parts = new ProgramParts(asm, maps, kernel);
    asm.function(name);
    parts.currentThread();
  }

  private Code finish(boolean emits) {
    if (emits) {
      parts.emit();
      SignalParts signals = new SignalParts(asm, parts);
      signals.recordSignal();
      signals.pendingSignals();
      if (files != null) {
        new DescriptorPaths(asm, maps, files, parts).emit();
      }
    }
    SimplePhase.emit(asm);
    interpreter();
    return asm.assemble();
  }

  private void interpreter() {
    CaptureProgram.emit(asm, maps.ring(), maps.counters(), untouched);
  }

  /** An exit without an entry. */
  private void noEntry() {
    asm.ldx(DW, R9, R6, 0).ldx(DW, R1, R9, REGS_ORIG_AX);
    identify();
    selectPlan();
    asm.st(B, R8, RECORD + SYSCALL_FLAGS, SyscallRecord.NO_ENTRY);
    asm.st(W, R8, FAULTED, 1);
    asm.call(Helper.KTIME_GET_NS).stx(DW, R8, RECORD + RECORD_TIME, R0).ja("inside");
    asm.label(UNRECORDED_CALL).ja(OUT);
  }

  /** Runs the entry operations at the exit; what they read before is given up. */
  private void late() {
    asm.st(W, R8, USED, 0).st(W, R8, CAPTURED_MASK, 0).st(W, R8, CAPTURE_FLAG, Capture.LATE);
    asm.ldx(W, R1, R8, ENTRY_OPERATIONS).jump(JEQ, R1, 0, "late ran");
    asm.stx(W, R8, COUNT, R1).st(W, R8, FIRST, 0);
    plan("late ran");
    interpret();
    asm.label("late ran").st(W, R8, CAPTURE_FLAG, 0);
  }

  /**
   * Runs the entry or the exit operations of the plan; by the fast path where that serves, or by
   * the interpreter.
   */
  private void runPhase(boolean entry, String then) {
    plan(then);
    asm.mov(R1, R8).mov(R2, R9);
    asm.alu(ADD, R2, entry ? CallTables.ENTRY_SIMPLE : CallTables.EXIT_SIMPLE);
    asm.call(SimplePhase.SIMPLE).jump(JEQ, R0, 0, then);
    if (entry) {
      asm.ldx(W, R1, R8, ENTRY_OPERATIONS).stx(W, R8, COUNT, R1).st(W, R8, FIRST, 0);
    } else {
      asm.ldx(W, R1, R8, EXIT_OPERATIONS).stx(W, R8, COUNT, R1);
      asm.ldx(W, R1, R8, ENTRY_OPERATIONS).stx(W, R8, FIRST, R1);
    }
    interpret();
  }

  /** R9 = the plan; on to a label where there is none. */
  private void plan(String none) {
    asm.ldx(W, R1, R8, PLAN);
    parts.element(maps.plans(), none);
    asm.mov(R9, R0);
  }

  private void interpret() {
    asm.mov(R1, R8).mov(R2, R9).alu(ADD, R2, CallTables.PLAN_OPERATIONS);
    asm.call(CaptureProgram.INTERPRET);
  }

  /**
   * Writes ABI, number, thread, cpu and registers of a call into the record. R9: the registers, R1:
   * the id, which becomes the number. R3 = index of the call in the table of calls, or beyond it.
   */
  private void identify() {
    asm.alu32(MOV, R1, R1).ldx(W, R2, R7, kernel.threadStatus);
    asm.jump(JSET, R2, TS_COMPAT, "compat");
    asm.mov(R3, CallTables.X86_64).mov(R4, Abi.X86_64.code());
    asm.mov(R5, R1).alu(ADD, R5, 1).alu(RSH, R5, 32).jump(JNE, R5, 0, "not x32");
    asm.jump(JSET, R1, Abi.X32_SYSCALL_BIT, "x32").ja("not x32");
    asm.label("x32").mov(R3, CallTables.X32).mov(R4, Abi.X32.code());
    asm.label("not x32").alu(AND, R1, ~Abi.X32_SYSCALL_BIT).alu32(MOV, R1, R1);
    asm.stx(B, R8, RECORD + RECORD_ABI, R4);
    arguments(ARGUMENTS_64, false);
    asm.ja("identified");
    asm.label("compat").mov(R3, CallTables.I386).mov(R4, Abi.I386.code());
    asm.stx(B, R8, RECORD + RECORD_ABI, R4).alu(AND, R1, ~Abi.X32_SYSCALL_BIT);
    asm.alu32(MOV, R1, R1);
    arguments(ARGUMENTS_32, true);
    asm.label("identified");
    asm.stx(W, R8, RECORD + SYSCALL_NUMBER, R1);
    asm.ldx(DW, R2, R9, REGS_IP).stx(DW, R8, ARGUMENTS + 8 * Abi.ARGUMENTS, R2);
    asm.ldx(DW, R2, R9, REGS_SP).stx(DW, R8, ARGUMENTS + 8 * CaptureOp.STACK_POINTER, R2);
    asm.ldx(W, R2, R8, TID).stx(W, R8, RECORD + RECORD_TID, R2);
    asm.ldx(W, R2, R8, PID).stx(W, R8, RECORD + RECORD_PID, R2);
  }

  private void arguments(int[] registers, boolean half) {
    for (int i = 0; i < registers.length; i++) {
      asm.ldx(DW, R2, R9, registers[i]);
      if (half) {
        asm.alu32(MOV, R2, R2);
      }
      asm.stx(DW, R8, ARGUMENTS + 8 * i, R2);
    }
  }

  /**
   * Finds the plan of the call that was identified; on to {@link #UNRECORDED_CALL} where it is not
   * to be recorded.
   */
  private void selectPlan() {
    asm.st(W, R8, FAULTED, 0).st(W, R8, CAPTURE_FLAG, 0);
    asm.st(W, R8, USED, 0).st(W, R8, CAPTURED_MASK, 0).st(W, R8, PIECES, 0);
    asm.st(W, R8, CUT, 0);
    asm.st(DW, R8, ENTRY_OPERATIONS, 0).st(W, R8, PLAN, 0);
    asm.st(B, R8, RECORD + SYSCALL_ENTRY_REGISTERS, CaptureOp.CALL_WORDS);
    asm.st(B, R8, RECORD + SYSCALL_EXIT_REGISTERS, EXIT_REGISTERS);
    asm.jump(JGE, R1, CallTables.NUMBERS, "unlisted").alu(ADD, R1, R3);
    parts.element(maps.calls(), "unlisted");
    asm.ldx(B, R1, R0, CallTables.RECORDED).jump(JEQ, R1, 0, UNRECORDED_CALL);
    asm.ldx(W, R1, R0, CallTables.OPERATIONS).jump(JNE, R1, 0, "has plan").ja("planned");
    asm.label("has plan");
    asm.ldx(H, R9, R0, CallTables.PLAN).ldx(B, R1, R0, CallTables.SELECTOR);
    asm.jump(JGE, R1, Abi.ARGUMENTS, "plain");
    asm.alu(LSH, R1, 3).alu(ADD, R1, R8).ldx(W, R2, R1, ARGUMENTS);
    asm.ldx(W, R1, R0, CallTables.MASK).alu(AND, R2, R1).stx(W, R10, FRAME_SELECTOR + 8, R2);
    asm.ldx(B, R1, R8, RECORD + RECORD_ABI).stx(W, R10, FRAME_SELECTOR, R1);
    asm.ldx(W, R1, R8, RECORD + SYSCALL_NUMBER).stx(W, R10, FRAME_SELECTOR + 4, R1);
    asm.ldMap(R1, maps.selectors()).mov(R2, R10).alu(ADD, R2, FRAME_SELECTOR);
    asm.call(Helper.MAP_LOOKUP_ELEM).jump(JEQ, R0, 0, "plain").ldx(W, R9, R0, 0);
    asm.label("plain").stx(W, R8, PLAN, R9).mov(R1, R9);
    parts.element(maps.plans(), "planned");
    asm.ldx(W, R1, R0, CallTables.ENTRY_COUNT).stx(W, R8, ENTRY_OPERATIONS, R1);
    asm.ldx(W, R1, R0, CallTables.EXIT_COUNT).stx(W, R8, EXIT_OPERATIONS, R1);
    asm.ja("planned");
    asm.label("unlisted");
    if (!recordsAll) {
      asm.ja(UNRECORDED_CALL);
    }
    asm.label("planned");
    asm.call(Helper.GET_SMP_PROCESSOR_ID).stx(W, R8, RECORD + RECORD_CPU, R0);
  }
}
