package dev.systape.recorder.seccomp;

import static dev.systape.recorder.seccomp.SockFilter.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts programs together, with labels for jumps. Jumps go forward only, as in the kernel. A
 * conditional jump reaches 255 instructions; where one is to go farther, an unconditional one is
 * put right behind it.
 */
public final class FilterAssembler {
  private static final int REACH = 255;

  /** A place in a program; marked once, by {@link #mark}. */
  public static final class Label {
    private int position = -1;
  }

  /**
   * An instruction whose jumps are labels still.
   *
   * @param yes where it goes if its condition holds, or always; null for the next instruction
   * @param no where it goes if not; likewise
   */
  private record Line(int code, int k, Label yes, Label no) {}

  private final List<Line> lines = new ArrayList<>();

  /** Loads 32 bits of {@code struct seccomp_data} into the accumulator. */
  public FilterAssembler load(int offset) {
    return add(LD | W | ABS, offset, null, null);
  }

  /** Ands the accumulator with a constant. */
  public FilterAssembler and(int mask) {
    return add(ALU | AND, mask, null, null);
  }

  /** Jumps. */
  public FilterAssembler jump(Label to) {
    return add(JMP | JA, 0, to, null);
  }

  /** Jumps on whether the accumulator is a value; a null label is the next instruction. */
  public FilterAssembler ifEqual(int value, Label yes, Label no) {
    return add(JMP | JEQ, value, yes, no);
  }

  /** Jumps on whether the accumulator, unsigned, is a value or more. */
  public FilterAssembler ifAtLeast(int value, Label yes, Label no) {
    return add(JMP | JGE, value, yes, no);
  }

  /** Jumps on whether the accumulator, unsigned, is more than a value. */
  public FilterAssembler ifAbove(int value, Label yes, Label no) {
    return add(JMP | JGT, value, yes, no);
  }

  /** Jumps on whether the accumulator has any of some bits. */
  public FilterAssembler ifAnyBit(int bits, Label yes, Label no) {
    return add(JMP | JSET, bits, yes, no);
  }

  /** Ends with an answer, see {@link SeccompAction#answer}. */
  public FilterAssembler answer(int value) {
    return add(RET, value, null, null);
  }

  private FilterAssembler add(int code, int k, Label yes, Label no) {
    lines.add(new Line(code, k, yes, no));
    return this;
  }

  /**
   * Puts a label before the next instruction.
   *
   * @throws IllegalStateException where it is somewhere already
   */
  public FilterAssembler mark(Label label) {
    if (label.position >= 0) {
      throw new IllegalStateException("a label marks one place");
    }
    label.position = lines.size();
    return this;
  }

  /**
   * The program.
   *
   * @throws IllegalStateException where a label was not marked, a jump would go backward, or the
   *     program is longer than the kernel takes
   */
  public List<SockFilter> assemble() {
    Map<Integer, Integer> trampolines = new HashMap<>();
    int[] positions = positions(trampolines);
    while (lengthen(positions, trampolines)) {
      positions = positions(trampolines);
    }
    List<SockFilter> program = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      emit(i, positions, trampolines.getOrDefault(i, 0), program);
    }
    if (program.size() > MAX_INSTRUCTIONS) {
      throw new IllegalStateException(
          program.size() + " instructions, and the kernel takes " + MAX_INSTRUCTIONS);
    }
    return program;
  }

  /** Where each line comes to lie, and the end. */
  private int[] positions(Map<Integer, Integer> trampolines) {
    int[] positions = new int[lines.size() + 1];
    for (int i = 0; i < lines.size(); i++) {
      positions[i + 1] = positions[i] + 1 + Integer.bitCount(trampolines.getOrDefault(i, 0));
    }
    return positions;
  }

  /** Gives jumps that do not reach their trampolines; whether there were any. Bit 0: yes, 1: no. */
  private boolean lengthen(int[] positions, Map<Integer, Integer> trampolines) {
    boolean any = false;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      int has = trampolines.getOrDefault(i, 0);
      int wants = has;
      if (conditional(line)) {
        wants |= distance(i, line.yes, positions) > REACH ? 1 : 0;
        wants |= distance(i, line.no, positions) > REACH ? 2 : 0;
      }
      if (wants != has) {
        trampolines.put(i, wants);
        any = true;
      }
    }
    return any;
  }

  private static boolean conditional(Line line) {
    return (line.code & CLASS) == JMP && (line.code & OPERATION) != JA;
  }

  /** Instructions between the one right behind a line and a label. */
  private int distance(int from, Label to, int[] positions) {
    if (to == null) {
      return positions[from + 1] - positions[from] - 1;
    }
    if (to.position < 0) {
      throw new IllegalStateException("a jump to a label that is nowhere");
    }
    if (to.position <= from || to.position >= lines.size()) {
      throw new IllegalStateException("a jump goes forward, to an instruction");
    }
    return positions[to.position] - positions[from] - 1;
  }

  private void emit(int i, int[] positions, int trampolines, List<SockFilter> program) {
    Line line = lines.get(i);
    if (!conditional(line)) {
      int k = line.yes == null ? line.k : distance(i, line.yes, positions);
      program.add(new SockFilter(line.code, 0, 0, k));
      return;
    }
    int yes = distance(i, line.yes, positions);
    int no = distance(i, line.no, positions);
    boolean far = (trampolines & 1) != 0;
    boolean farToo = (trampolines & 2) != 0;
    program.add(new SockFilter(line.code, far ? 0 : yes, farToo ? (far ? 1 : 0) : no, line.k));
    if (far) {
      program.add(new SockFilter(JMP | JA, 0, 0, yes - 1));
    }
    if (farToo) {
      program.add(new SockFilter(JMP | JA, 0, 0, no - (far ? 2 : 1)));
    }
  }
}
