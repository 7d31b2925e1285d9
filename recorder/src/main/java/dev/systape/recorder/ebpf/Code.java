package dev.systape.recorder.ebpf;

import java.util.List;

/**
 * Assembled instructions, ready to be loaded.
 *
 * @param instructions each as {@link Instruction} lays it out; not to be changed
 * @param functions in the order of their first instructions; the first is where the program starts
 */
record Code(long[] instructions, List<Function> functions) {
  /**
   * A function.
   *
   * @param first index of its first instruction
   * @param separate whether the kernel verifies it by itself, {@link Assembler#separateFunction}
   */
  record Function(String name, int first, boolean separate) {}
}
