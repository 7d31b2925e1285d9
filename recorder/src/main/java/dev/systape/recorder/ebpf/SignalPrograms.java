package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Alu.*;
import static dev.systape.recorder.ebpf.CallArea.*;
import static dev.systape.recorder.ebpf.Jump.*;
import static dev.systape.recorder.ebpf.ProgramParts.OUT;
import static dev.systape.recorder.ebpf.ProgramParts.at;
import static dev.systape.recorder.ebpf.Register.*;
import static dev.systape.recorder.ebpf.Size.*;

import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.RecordType;

/**
 * The programs that see signals. Most are told when they are delivered. Two kinds never are: one
 * that is ignored, and one that kills without a dump of memory, which the kernel turns into a
 * SIGKILL for each thread. Both are known when they are sent.
 */
final class SignalPrograms {
  // TRACE_SIGNAL_* of trace/events/signal.h: what became of a signal that was sent.
  private static final int DELIVERED = 0;
  private static final int IGNORED = 1;
  private static final int LOSE_INFO = 4;

  // SEND_SIG_NOINFO and SEND_SIG_PRIV of linux/sched/signal.h, in place of a siginfo.
  private static final int NO_INFO = 0;
  private static final int PRIVILEGED = 1;

  /** SIGNAL_GROUP_EXIT of linux/sched/signal.h: the process is dying. */
  private static final int GROUP_EXIT = 4;

  /** PF_EXITING of linux/sched.h: the thread is dying. */
  private static final int EXITING = 4;

  /** SI_KERNEL of asm-generic/siginfo.h; SI_USER is 0. */
  private static final int SI_KERNEL = 0x80;

  // Members of a siginfo_t.
  private static final int SI_SIGNO = 0;
  private static final int SI_CODE = 8;
  private static final int SI_PID = 16;
  private static final int SI_UID = 20;

  private static final int SIGKILL = 9;
  private static final int SIGSTOP = 19;
  private static final int SIGTTOU = 22;
  private static final int STOP_SIGNAL = RecordHeader.SIZE;
  private static final int STOP_SIZE = STOP_SIGNAL + 8;

  // Arguments of signal_generate.
  private static final int SENT = 0;
  private static final int SENT_INFO = 8;
  private static final int SENT_TO = 16;
  private static final int SENT_RESULT = 32;

  /** A siginfo on the stack. */
  private static final int FRAME_SIGINFO = -64;

  private static final int FRAME_INFO = FRAME_SIGINFO - 8;

  private final Maps maps;
  private final KernelOffsets kernel;
  private Assembler asm;
  private ProgramParts parts;

  SignalPrograms(Maps maps, KernelOffsets kernel) {
    this.maps = maps;
    this.kernel = kernel;
  }

  private void begin(String name) {
    asm = new Assembler();
    parts = new ProgramParts(asm, maps, kernel);
    asm.function(name);
  }

  /**
   * signal_deliver(int signal, struct kernel_siginfo *, struct k_sigaction *). One that stops its
   * process, by itself or for want of a handler, is followed by a STOP. A SIGKILL is how the kernel
   * ends each thread of a process that is dying, whatever of: it tells nothing.
   */
  Code delivered() {
    begin("signal_deliver");
    parts.currentThread();
    asm.ldx(W, R1, R8, STATE).jump(JEQ, R1, ThreadState.PARKED, OUT);
    asm.ldx(DW, R9, R6, 0).jump(JEQ, R9, SIGKILL, OUT);
    asm.mov(R1, R8).mov(R2, R9).ldx(DW, R3, R6, 8).call(SignalParts.RECORD_SIGNAL);
    asm.jump(JLT, R9, SIGSTOP, OUT).jump(JGT, R9, SIGTTOU, OUT).jump(JEQ, R9, SIGSTOP, "stops");
    asm.ldx(DW, R1, R6, 16).ldx(DW, R1, R1, 0).jump(JNE, R1, 0, OUT);
    asm.label("stops").mov(R7, R9);
    parts.reserve(STOP_SIZE, "full");
    asm.mov(R9, R0);
    parts.header(RecordType.STOP.code());
    asm.stx(DW, R9, at(STOP_SIGNAL), R7);
    parts.submit();
    asm.ja(OUT);
    asm.label("full");
    parts.sequence();
    parts.count(Counters.LOST, 1, "loss counted");
    parts.end();
    new SignalParts(asm, parts).recordSignal();
    return asm.assemble();
  }

  /**
   * signal_generate(int signal, struct kernel_siginfo *, struct task_struct *, int group, int
   * result): the kernel has decided what becomes of the signal, and holds the lock of the process's
   * signals. One that is ignored is told here; where the thread is in a call, when that returns.
   * One that kills is kept for the end of its thread. What is sent to a process that is dying
   * already is dropped, and called ignored too.
   */
  Code generated() {
    begin("signal_generate");
    asm.mov(R6, R1).ldx(DW, R9, R6, SENT).ldx(DW, R7, R6, SENT_TO);
    asm.ldx(DW, R2, R7, kernel.taskSignal).ldx(W, R1, R2, kernel.signalFlags);
    asm.ldx(DW, R3, R6, SENT_RESULT);
    asm.jump(JEQ, R3, DELIVERED, "sent").jump(JEQ, R3, LOSE_INFO, "sent");
    asm.jump(JNE, R3, IGNORED, OUT).jump(JSET, R1, GROUP_EXIT, OUT);
    area();
    siginfo("ignored info");
    asm.mov(R7, R10).alu(ADD, R7, FRAME_SIGINFO);
    asm.ldx(W, R1, R8, STATE).jump(JNE, R1, ThreadState.INSIDE, "at once");
    new SignalParts(asm, parts).await("at once", OUT);
    asm.label("at once").mov(R1, R8).mov(R2, R9).mov(R3, R7).call(SignalParts.RECORD_SIGNAL);
    asm.ja(OUT);
    fatal();
    parts.end();
    new SignalParts(asm, parts).recordSignal();
    return asm.assemble();
  }

  /**
   * Keeps the signal in R9 for the thread that it kills, if it does: no more than one of a process
   * can, under the lock that its threads take before they die of it. The thread is the one that it
   * was sent to; where that blocks it or is dying, the one that the kernel chose. R7: the thread,
   * R2: its process's signals, R1: their flags.
   */
  private void fatal() {
    asm.label("sent").jump(JSET, R1, GROUP_EXIT, "dying").ja(OUT);
    asm.label("dying").ldx(W, R1, R2, kernel.signalExitCode).jump(JNE, R1, R9, OUT);
    asm.ldx(W, R1, R7, kernel.taskFlags).jump(JSET, R1, EXITING, "another");
    asm.ldx(DW, R1, R7, kernel.taskBlocked).mov(R3, R9).alu(SUB, R3, 1).alu(RSH, R1, R3);
    asm.jump(JSET, R1, 1, "another").ja("chosen");
    asm.label("another").ldx(DW, R7, R2, kernel.signalTarget);
    asm.label("chosen");
    area();
    siginfo("fatal info");
    for (int i = 0; i < SignalParts.KERNEL_SIGINFO; i += 8) {
      asm.ldx(DW, R1, R10, FRAME_SIGINFO + i).stx(DW, R8, FATAL_INFO + i, R1);
    }
    asm.stx(W, R8, FATAL, R9);
  }

  /** R8 = the area of the thread in R7; goes on only where it is recorded. */
  private void area() {
    parts.area(R7, 0);
    asm.jump(JEQ, R0, 0, OUT).mov(R8, R0);
    asm.ldx(W, R1, R8, STATE).jump(JEQ, R1, ThreadState.PARKED, OUT);
  }

  /**
   * Writes the siginfo that the thread in R7 gets with the signal in R9 to the frame. What the
   * kernel sends by itself has none before it is queued: it comes from nobody, or from the current
   * process. (Its user is that of the initial user namespace.)
   */
  private void siginfo(String done) {
    String given = done + " given";
    String user = done + " of a process";
    String uid = done + " uid";
    for (int i = 0; i < SignalParts.KERNEL_SIGINFO; i += 8) {
      asm.st(DW, R10, FRAME_SIGINFO + i, 0);
    }
    asm.stx(W, R10, FRAME_SIGINFO + SI_SIGNO, R9);
    asm.ldx(DW, R1, R6, SENT_RESULT).jump(JEQ, R1, LOSE_INFO, done);
    // The verifier takes the argument for a pointer, which is not 0, and drops what is for 0.
    asm.mov(R1, R10).alu(ADD, R1, FRAME_INFO).mov(R2, 8);
    asm.mov(R3, R6).alu(ADD, R3, SENT_INFO).call(Helper.PROBE_READ_KERNEL);
    asm.ldx(DW, R3, R10, FRAME_INFO);
    asm.jump(JEQ, R3, NO_INFO, user).jump(JGT, R3, PRIVILEGED, given);
    asm.st(W, R10, FRAME_SIGINFO + SI_CODE, SI_KERNEL).ja(done);
    asm.label(user).call(Helper.GET_CURRENT_TASK_BTF);
    asm.ldx(DW, R3, R0, kernel.taskGroupLeader).ldx(DW, R3, R3, kernel.taskThreadPid);
    asm.ldx(DW, R1, R7, kernel.taskThreadPid).ldx(W, R1, R1, kernel.pidLevel);
    asm.ldx(W, R2, R3, kernel.pidLevel).jump(JGT, R1, R2, uid);
    asm.alu(MUL, R1, KernelOffsets.UPID_SIZE).alu(ADD, R1, R3).mov(R3, R1);
    asm.alu(ADD, R3, kernel.pidNumbers).mov(R1, R10).alu(ADD, R1, FRAME_SIGINFO + SI_PID);
    asm.mov(R2, 4).call(Helper.PROBE_READ_KERNEL);
    asm.label(uid).call(Helper.GET_CURRENT_UID_GID).stx(W, R10, FRAME_SIGINFO + SI_UID, R0);
    asm.ja(done);
    asm.label(given).mov(R1, R10).alu(ADD, R1, FRAME_SIGINFO).mov(R2, SignalParts.KERNEL_SIGINFO);
    asm.call(Helper.PROBE_READ_KERNEL);
    asm.label(done);
  }
}
