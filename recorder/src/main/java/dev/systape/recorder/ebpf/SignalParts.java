package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Alu.*;
import static dev.systape.recorder.ebpf.CallArea.*;
import static dev.systape.recorder.ebpf.Jump.*;
import static dev.systape.recorder.ebpf.ProgramParts.at;
import static dev.systape.recorder.ebpf.Register.*;
import static dev.systape.recorder.ebpf.Size.*;

import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.RecordType;

/** The functions that write SIGNAL records. */
final class SignalParts {
  /** {@code record_signal(area, signal, siginfo in the kernel)}. */
  static final String RECORD_SIGNAL = "record_signal";

  /** {@code pending_signals(area)}: those that waited for the thread's call to return. */
  static final String PENDING_SIGNALS = "pending_signals";

  /** Signals that can wait. */
  static final int SLOTS = 4;

  /** Bytes of a siginfo_t that the kernel keeps; the rest is zero. */
  static final int KERNEL_SIGINFO = 48;

  private static final int SIGINFO = 128;
  private static final int NUMBER = RecordHeader.SIZE;
  private static final int INFO_LENGTH = NUMBER + 4;
  private static final int INFO = INFO_LENGTH + 4;
  private static final int SIZE = INFO + SIGINFO;

  private final Assembler asm;
  private final ProgramParts parts;

  SignalParts(Assembler asm, ProgramParts parts) {
    this.asm = asm;
    this.parts = parts;
  }

  /** Emits {@link #RECORD_SIGNAL}. */
  void recordSignal() {
    asm.function(RECORD_SIGNAL).mov(R8, R1).mov(R7, R2).mov(R6, R3);
    parts.reserve(SIZE, "full");
    asm.mov(R9, R0);
    parts.header(RecordType.SIGNAL.code());
    asm.stx(W, R9, at(NUMBER), R7).st(W, R9, at(INFO_LENGTH), SIGINFO);
    for (int i = 0; i < SIGINFO; i += 8) {
      asm.st(DW, R9, at(INFO) + i, 0);
    }
    asm.mov(R1, R9).alu(ADD, R1, at(INFO)).mov(R2, KERNEL_SIGINFO).mov(R3, R6);
    asm.call(Helper.PROBE_READ_KERNEL);
    parts.submit();
    asm.mov(R0, 0).exit();
    asm.label("full");
    parts.sequence();
    parts.count(Counters.LOST, 1, "counted");
    asm.mov(R0, 0).exit();
  }

  /** Emits {@link #PENDING_SIGNALS}. */
  void pendingSignals() {
    asm.function(PENDING_SIGNALS).mov(R6, R1).st(DW, R6, SIGNALS, 0);
    for (int i = 0; i < SLOTS; i++) {
      int slot = CallArea.SLOTS + i * SLOT_SIZE;
      asm.ldx(W, R1, R6, slot + SLOT_READY).jump(JEQ, R1, 0, "empty " + i);
      asm.st(W, R6, slot + SLOT_READY, 0).mov(R1, R6).ldx(W, R2, R6, slot + SLOT_SIGNAL);
      asm.mov(R3, R6).alu(ADD, R3, slot + SLOT_INFO).call(RECORD_SIGNAL);
      asm.label("empty " + i);
    }
    asm.mov(R0, 0).exit();
  }

  /**
   * Has the signal in R9 with the siginfo at R7 wait in a slot of the area in R8; on to a label
   * where none is free.
   */
  void await(String none, String done) {
    asm.mov(R1, 1).atomicFetchAdd(DW, R8, SIGNALS, R1).jump(JGT, R1, SLOTS - 1, none);
    asm.mov(R6, R1).alu(MUL, R6, SLOT_SIZE).alu(ADD, R6, R8);
    asm.stx(W, R6, CallArea.SLOTS + SLOT_SIGNAL, R9);
    asm.mov(R1, R6).alu(ADD, R1, CallArea.SLOTS + SLOT_INFO).mov(R2, KERNEL_SIGINFO);
    asm.mov(R3, R7).call(Helper.PROBE_READ_KERNEL);
    asm.st(W, R6, CallArea.SLOTS + SLOT_READY, 1).ja(done);
  }
}
