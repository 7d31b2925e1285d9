package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Alu.*;
import static dev.systape.recorder.ebpf.Jump.*;
import static dev.systape.recorder.ebpf.Register.*;
import static dev.systape.recorder.ebpf.Size.*;

import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.LibC;
import dev.systape.schema.memory.Memory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * The walk through a program's page tables to what they say of one page. Tables name each other by
 * physical address, and a program in the kernel reads them in the direct map, where all of physical
 * memory is mapped: from an address on that is another at each boot, and that not every kernel
 * tells. It is found by trying: with the right one, the walk leads to a page of this process whose
 * words are known.
 *
 * <p>The tables are those of Documentation/arch/x86/x86_64/mm.rst and of the processor's manual
 * (Intel SDM, volume 3, paging): four or five levels of 512 entries. Where they are of another kind
 * (addresses encrypted by the processor, or a hypervisor's), the walk leads nowhere, and no address
 * is found.
 */
final class PageTables {
  /**
   * The function: {@code walk(mm, address, direct map)}. The page's entry, 0 where there is none,
   * or {@link #UNKNOWN}.
   */
  static final String WALK = "walk";

  /** Result of a walk: a page of another size, one that is not in RAM, or no table to be read. */
  static final int UNKNOWN = -1;

  private static final int PAGE = 4096;
  private static final int PAGE_SHIFT = 12;
  private static final int LEVEL_SHIFT = 9;
  private static final int TOP_SHIFT = PAGE_SHIFT + 4 * LEVEL_SHIFT;
  private static final int INDEX_MASK = (1 << LEVEL_SHIFT) - 1;
  private static final int PRESENT = 1;
  private static final int LARGE = 1 << 7;
  private static final long PHYSICAL = 0x000f_ffff_ffff_f000L;

  /** Kernels with five levels map physical memory below it, those with four above. */
  private static final long FOUR_LEVELS = 0xffff_8000_0000_0000L;

  /** The direct map begins at a multiple of so much: arch/x86/mm/kaslr.c. */
  private static final int ALIGNMENT_SHIFT = 30;

  /** How much memory a table of top level may have before it, in such multiples: 4 TiB. */
  private static final int CANDIDATES = 4096;

  private static final int WORD = -8;
  private static final int SECOND_WORD = -16;
  private static final int BASE = -16;
  private static final int FOUND = -8;

  private static final int SYS_MMAP = 9;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_SHARED_ANONYMOUS = 0x21;

  private PageTables() {}

  /**
   * Where physical memory is mapped.
   *
   * @param shown is given the program that looks for it before it is loaded
   * @return 0 where that is not to be found, or where the kernel does not take the program
   * @throws ErrnoException where it takes none from this user
   */
  static long directMap(KernelOffsets kernel, Consumer<Code> shown) {
    // Shared, so that it becomes part of no large page.
    long page = LibC.LIBC.syscall(SYS_MMAP, 0, PAGE, PROT_READ_WRITE, MAP_SHARED_ANONYMOUS, -1, 0);
    if (page == -1) {
      throw ErrnoException.last("mmap of a page");
    }
    Memory.putLong(page, ThreadLocalRandom.current().nextLong());
    Memory.putLong(page + 8, ThreadLocalRandom.current().nextLong());
    Code code = finder(kernel, page);
    shown.accept(code);
    try (BpfProgram program = BpfProgram.load(BpfProgram.RAW_TRACEPOINT, "direct_map", code)) {
      return (long) program.testRun() << ALIGNMENT_SHIFT;
    } catch (VerifierException e) {
      return 0;
    } finally {
      LibC.LIBC.munmap(page, PAGE);
    }
  }

  /** Tries address after address, down from that of the top level's table. */
  private static Code finder(KernelOffsets kernel, long page) {
    Assembler asm = new Assembler();
    asm.function("direct_map").call(Helper.GET_CURRENT_TASK_BTF);
    asm.ldx(DW, R3, R0, kernel.taskMm).alu(ADD, R3, kernel.mmPgd);
    asm.st(DW, R10, FOUND, 0).st(DW, R10, BASE, 0);
    read(asm, BASE, 8, "none");
    asm.ldx(DW, R1, R10, BASE).alu(RSH, R1, ALIGNMENT_SHIFT).alu(LSH, R1, ALIGNMENT_SHIFT);
    asm.stx(DW, R10, BASE, R1);
    asm.mov(R1, CANDIDATES).ldFunction(R2, "try").mov(R3, R10).alu(ADD, R3, BASE).mov(R4, 0);
    asm.call(Helper.LOOP);
    asm.label("none").ldx(DW, R0, R10, FOUND).alu(ARSH, R0, ALIGNMENT_SHIFT).exit();
    asm.function("try").mov(R6, R2).call(Helper.GET_CURRENT_TASK_BTF);
    asm.ldx(DW, R1, R0, kernel.taskMm).ldImm64(R2, page).ldx(DW, R7, R6, 0).mov(R3, R7);
    asm.call(WALK).jump(JEQ, R0, UNKNOWN, "next").mov(R3, R0).alu(AND, R0, PRESENT);
    asm.jump(JEQ, R0, 0, "next").ldImm64(R1, PHYSICAL).alu(AND, R3, R1).alu(ADD, R3, R7);
    read(asm, SECOND_WORD, 16, "next");
    asm.ldx(DW, R1, R10, SECOND_WORD).ldImm64(R2, Memory.getLong(page)).jump(JNE, R1, R2, "next");
    asm.ldx(DW, R1, R10, WORD).ldImm64(R2, Memory.getLong(page + 8)).jump(JNE, R1, R2, "next");
    asm.stx(DW, R6, FOUND - BASE, R7).mov(R0, 1).exit();
    asm.label("next").ldImm64(R1, 1L << ALIGNMENT_SHIFT).alu(SUB, R7, R1).stx(DW, R6, 0, R7);
    asm.mov(R0, 0).exit();
    walk(asm, kernel);
    return asm.assemble();
  }

  /** Emits the function. */
  static void walk(Assembler asm, KernelOffsets kernel) {
    asm.function(WALK).mov(R6, R2).mov(R7, R3).mov(R3, R1).alu(ADD, R3, kernel.mmPgd);
    read(asm, WORD, 8, "unknown");
    asm.ldx(DW, R8, R10, WORD).ldImm64(R1, FOUR_LEVELS).jump(JGE, R7, R1, "four levels");
    table(asm, TOP_SHIFT);
    asm.label("four levels");
    for (int shift = TOP_SHIFT - LEVEL_SHIFT; shift > PAGE_SHIFT; shift -= LEVEL_SHIFT) {
      table(asm, shift);
    }
    entry(asm, PAGE_SHIFT);
    asm.label("out").exit();
    asm.label("unknown").mov(R0, UNKNOWN).exit();
  }

  /** R8 = the table that the one in R8 names for the address in R6. */
  private static void table(Assembler asm, int shift) {
    entry(asm, shift);
    asm.jump(JEQ, R0, 0, "out").mov(R1, R0).alu(AND, R1, PRESENT | LARGE);
    asm.jump(JNE, R1, PRESENT, "unknown");
    asm.mov(R8, R0).ldImm64(R1, PHYSICAL).alu(AND, R8, R1).alu(ADD, R8, R7);
  }

  /** R0 = the entry of the table in R8 for the address in R6. */
  private static void entry(Assembler asm, int shift) {
    asm.mov(R3, R6).alu(RSH, R3, shift).alu(AND, R3, INDEX_MASK).alu(LSH, R3, 3).alu(ADD, R3, R8);
    read(asm, WORD, 8, "unknown");
    asm.ldx(DW, R0, R10, WORD);
  }

  /** Reads the kernel's memory at R3 to the frame; on to a label where that cannot be. */
  private static void read(Assembler asm, int frame, int bytes, String none) {
    asm.mov(R1, R10).alu(ADD, R1, frame).mov(R2, bytes);
    asm.call(Helper.PROBE_READ_KERNEL).jump(JNE, R0, 0, none);
  }
}
