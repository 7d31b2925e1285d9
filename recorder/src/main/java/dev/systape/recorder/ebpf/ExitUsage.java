package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Alu.*;
import static dev.systape.recorder.ebpf.Jump.*;
import static dev.systape.recorder.ebpf.Register.*;
import static dev.systape.recorder.ebpf.Size.*;

/**
 * What a process used, as its last thread ends: the sums that the kernel keeps of threads that are
 * gone, and those of this one and of the leader. Times are as getrusage(2) makes them, run time
 * split as user and system ticks are, but the run time is what the scheduler had last added up.
 */
final class ExitUsage {
  private static final int PAGE_KIB = 4;
  private static final int NS_PER_US = 1000;
  private static final int NS_PER_MS = 1_000_000;

  private static final int FRAME_USER = -112;
  private static final int FRAME_SYSTEM = -120;
  private static final int FRAME_RUN = -128;

  private final Assembler asm;
  private final KernelOffsets kernel;
  private final int usage;

  /**
   * Emits it.
   *
   * @param usage offset of the usage's words behind R9
   */
  ExitUsage(Assembler asm, KernelOffsets kernel, int usage) {
    this.asm = asm;
    this.kernel = kernel;
    this.usage = usage;
  }

  /** Writes the words. R7: the task; R1, R2, R3, R5 are overwritten. */
  void emit() {
    asm.ldx(DW, R5, R7, kernel.taskSignal);
    sum("user", kernel.taskUserTime, kernel.signalUserTime);
    asm.stx(DW, R10, FRAME_USER, R1);
    sum("system", kernel.taskSystemTime, kernel.signalSystemTime);
    asm.stx(DW, R10, FRAME_SYSTEM, R1);
    sum("run", kernel.taskRunTime, kernel.signalRunTime);
    asm.stx(DW, R10, FRAME_RUN, R1);
    times();
    asm.ldx(DW, R5, R7, kernel.taskSignal).ldx(DW, R1, R5, kernel.signalMaxRss);
    asm.alu(MUL, R1, PAGE_KIB).stx(DW, R9, usage + 16, R1);
    word("minor", kernel.taskMinorFaults, kernel.signalMinorFaults, 24);
    word("major", kernel.taskMajorFaults, kernel.signalMajorFaults, 32);
    word("voluntary", kernel.taskSwitches, kernel.signalSwitches, 40);
    word("involuntary", kernel.taskInvoluntarySwitches, kernel.signalInvoluntarySwitches, 48);
  }

  private void word(String name, int ofTask, int ofSignal, int place) {
    sum(name, ofTask, ofSignal);
    asm.stx(DW, R9, usage + place, R1);
  }

  /** R1 = the sum of a field. */
  private void sum(String name, int ofTask, int ofSignal) {
    asm.ldx(DW, R1, R5, ofSignal).ldx(DW, R2, R7, ofTask).alu(ADD, R1, R2);
    asm.ldx(W, R2, R7, kernel.taskPid).ldx(W, R3, R7, kernel.taskTgid).jump(JEQ, R2, R3, name);
    asm.ldx(DW, R2, R7, kernel.taskGroupLeader).ldx(DW, R2, R2, ofTask).alu(ADD, R1, R2);
    asm.label(name);
  }

  private void times() {
    asm.ldx(DW, R1, R10, FRAME_RUN).alu(DIV, R1, NS_PER_US);
    asm.ldx(DW, R2, R10, FRAME_SYSTEM).alu(DIV, R2, NS_PER_MS);
    asm.ldx(DW, R3, R10, FRAME_USER).alu(DIV, R3, NS_PER_MS).alu(ADD, R3, R2);
    asm.mov(R5, 0).jump(JEQ, R3, 0, "split");
    asm.mov(R5, R1).alu(MUL, R5, R2).alu(DIV, R5, R3);
    asm.label("split").stx(DW, R9, usage + 8, R5).alu(SUB, R1, R5).stx(DW, R9, usage, R1);
  }
}
