package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Alu.*;
import static dev.systape.recorder.ebpf.Jump.*;
import static dev.systape.recorder.ebpf.Register.*;
import static dev.systape.recorder.ebpf.Size.*;

/**
 * A program around {@link CaptureProgram} that runs one phase of one plan on the calling thread.
 */
final class InterpreterDriver {
  private static final int FRAME_KEY = -4;

  private InterpreterDriver() {}

  /**
   * Assembles it; it returns 0 when the phase has run, 1 where a map has no element.
   *
   * @param areas descriptor of an array map with one {@link CallArea}
   * @param plans descriptor of an array map with one plan
   * @param ring descriptor of a ring for CAPTURE_MORE records
   * @param counters descriptor of an array map with {@link Counters}
   * @param untouched what pages that cannot be read are asked of
   */
  static Code assemble(int areas, int plans, int ring, int counters, UntouchedPages untouched) {
    Assembler asm = new Assembler();
    asm.function("main");
    asm.st(W, R10, FRAME_KEY, 0);
    lookup(asm, areas);
    asm.mov(R6, R0);
    lookup(asm, plans);
    asm.mov(R1, R6).mov(R2, R0).call(CaptureProgram.INTERPRET);
    asm.mov(R0, 0).exit();
    asm.label("none").mov(R0, 1).exit();
    CaptureProgram.emit(asm, ring, counters, untouched);
    return asm.assemble();
  }

  private static void lookup(Assembler asm, int map) {
    asm.ldMap(R1, map).mov(R2, R10).alu(ADD, R2, FRAME_KEY).call(Helper.MAP_LOOKUP_ELEM);
    asm.jump(JEQ, R0, 0, "none");
  }
}
