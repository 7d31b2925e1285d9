package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Alu.*;
import static dev.systape.recorder.ebpf.Jump.*;
import static dev.systape.recorder.ebpf.Register.*;
import static dev.systape.recorder.ebpf.Size.*;

/**
 * The functions that tell of a page which could not be read whether it is memory that the program
 * has mapped and never touched: then it holds zeros, as whoever touches it will see. That is so
 * where the mapping is one that the kernel hands out zeros for, and where the page has no entry in
 * the page tables: one that is swapped out, on its way elsewhere, guarded or sampled has.
 *
 * <p>{@code bpf_find_vma} is as old as {@code bpf_loop}, which all programs need. The mapping's
 * lock is not waited for: while another thread maps or unmaps something, no page is known to be
 * untouched.
 */
final class UntouchedPages {
  /** The function: {@code untouched(address)}; 1 where the page there was never touched, or 0. */
  static final String UNTOUCHED = "untouched";

  private static final String CALLBACK = "mapping";

  // Flags of a mapping; linux/mm.h.
  private static final int VM_READ = 1;
  private static final int VM_SHARED = 8;
  private static final int VM_UFFD_MISSING = 0x200;
  private static final int VM_PFNMAP = 0x400;
  private static final int VM_IO = 0x4000;
  private static final int LOOKED_AT = VM_READ | VM_SHARED | VM_UFFD_MISSING | VM_PFNMAP | VM_IO;

  private static final int ADDRESS = -16;
  private static final int ANSWER = -8;

  private final KernelOffsets kernel;
  private final long directMap;

  /**
   * Functions.
   *
   * @param directMap {@link PageTables#directMap}; 0: no page is known to be untouched
   */
  UntouchedPages(KernelOffsets kernel, long directMap) {
    this.kernel = kernel;
    this.directMap = directMap;
  }

  /** Emits them. */
  void emit(Assembler asm) {
    asm.function(UNTOUCHED);
    if (directMap == 0) {
      asm.mov(R0, 0).exit();
      return;
    }
    asm.stx(DW, R10, ADDRESS, R1).st(DW, R10, ANSWER, 0);
    asm.call(Helper.GET_CURRENT_TASK_BTF).mov(R1, R0).ldx(DW, R2, R10, ADDRESS);
    asm.ldFunction(R3, CALLBACK).mov(R4, R10).alu(ADD, R4, ADDRESS).mov(R5, 0);
    asm.call(Helper.FIND_VMA).ldx(DW, R0, R10, ANSWER).exit();
    callback(asm);
    PageTables.walk(asm, kernel);
  }

  /** mapping(task, vma, untouched's frame), under the mapping's lock. */
  private void callback(Assembler asm) {
    asm.function(CALLBACK).mov(R6, R3);
    // No operations: anonymous memory, to the kernel's own faults too.
    asm.ldx(DW, R3, R2, kernel.vmaOperations).jump(JNE, R3, 0, "out");
    asm.ldx(DW, R3, R2, kernel.vmaFlags).alu(AND, R3, LOOKED_AT).jump(JNE, R3, VM_READ, "out");
    asm.ldx(DW, R1, R1, kernel.taskMm).ldx(DW, R2, R6, 0).ldImm64(R3, directMap);
    asm.call(PageTables.WALK).jump(JNE, R0, 0, "out").st(DW, R6, ANSWER - ADDRESS, 1);
    asm.label("out").mov(R0, 0).exit();
  }
}
