package dev.systape.recorder.seccomp;

import static dev.systape.recorder.seccomp.SockFilter.*;

import java.util.Arrays;
import java.util.List;

/**
 * What is known at each instruction of a program, whichever way it was come to: the field of {@code
 * struct seccomp_data} that the accumulator holds, and the architecture of the call. Jumps go
 * forward only, so one pass tells.
 */
final class FilterFlow {
  /** The accumulator holds no field, or not always the same; the architecture may be any. */
  static final int UNKNOWN = -1;

  /** Not come to yet. */
  private static final int UNREACHED = -2;

  private final int[] fields;
  private final int[] arches;
  private final boolean[] targets;

  FilterFlow(List<SockFilter> program) {
    int count = program.size();
    fields = new int[count];
    arches = new int[count];
    targets = new boolean[count];
    Arrays.fill(fields, UNREACHED);
    come(0, UNKNOWN, 0);
    for (int i = 0; i < count; i++) {
      step(i, program.get(i));
    }
  }

  /** The offset of the field that the accumulator holds before an instruction, or UNKNOWN. */
  int field(int index) {
    return Math.max(fields[index], UNKNOWN);
  }

  /** The architecture of the call at an instruction, or 0 where it may be any. */
  int arch(int index) {
    return arches[index];
  }

  /** Whether some jump goes to an instruction, which then wants a label. */
  boolean isTarget(int index) {
    return targets[index];
  }

  private void step(int i, SockFilter line) {
    int field = fields[i];
    int arch = arches[i];
    switch (line.code() & CLASS) {
      case RET -> {}
      case JMP -> jump(i, line, field, arch);
      case LD -> come(i + 1, line.code() == (LD | W | ABS) ? line.k() : UNKNOWN, arch);
      case ALU -> come(i + 1, UNKNOWN, arch);
      case MISC -> come(i + 1, (line.code() & MISC_BITS) == TXA ? UNKNOWN : field, arch);
      default -> come(i + 1, field, arch);
    }
  }

  private void jump(int i, SockFilter line, int field, int arch) {
    if ((line.code() & OPERATION) == JA) {
      target(i, line.k(), field, arch);
      return;
    }
    boolean tellsArch = line.code() == (JMP | JEQ) && field == SeccompData.ARCH;
    target(i, line.jt(), field, tellsArch ? line.k() : arch);
    target(i, line.jf(), field, arch);
    if (line.jt() == 0 && line.jf() == 0 && i + 1 < targets.length) {
      targets[i + 1] = true;
    }
  }

  private void target(int i, int skip, int field, int arch) {
    long to = i + 1L + Integer.toUnsignedLong(skip);
    if (to < fields.length) {
      come((int) to, field, arch);
      targets[(int) to] |= skip != 0;
    }
  }

  private void come(int to, int field, int arch) {
    if (to >= fields.length || field == UNREACHED) {
      return;
    }
    boolean first = fields[to] == UNREACHED;
    arches[to] = first || arches[to] == arch ? arch : 0;
    fields[to] = first || fields[to] == field ? field : UNKNOWN;
  }
}
