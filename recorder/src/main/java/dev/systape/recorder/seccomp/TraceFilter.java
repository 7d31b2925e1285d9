package dev.systape.recorder.seccomp;

import dev.systape.recorder.seccomp.FilterAssembler.Label;
import dev.systape.schema.abi.Abi;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The filter that hands some calls to the tracer and lets all others pass: SECCOMP_RET_TRACE and
 * SECCOMP_RET_ALLOW.
 *
 * <p>It asks for the architecture, then searches the number in the bounds of the set's ranges:
 * {@code log2} of them compares. Numbers of x32 carry their bit and are found in the same search.
 * Only instructions are used that the kernel can try beforehand (kernel/seccomp.c, {@code
 * seccomp_is_const_allow}): since Linux 5.11 it keeps a bitmap of the numbers that a filter lets
 * pass whatever the arguments, and does not run the filter for these at all.
 */
public final class TraceFilter {
  /** SECCOMP_RET_DATA of this filter's SECCOMP_RET_TRACE, by which its stops are known. */
  public static final int DATA = 0x57a9;

  /** Bounds up to which they are tried one by one. */
  private static final int FEW = 2;

  private final FilterAssembler code = new FilterAssembler();
  private final Label trace = new Label();
  private final Label allow = new Label();

  private TraceFilter() {}

  /**
   * A filter for x86_64, its x32, and i386.
   *
   * @param calls the numbers to be traced, by ABI; those of x32 without its bit
   */
  public static List<SockFilter> of(Function<Abi, BitSet> calls) {
    return new TraceFilter().x86(calls);
  }

  private List<SockFilter> x86(Function<Abi, BitSet> calls) {
    int[] wide =
        IntStream.concat(
                bounds(calls.apply(Abi.X86_64), 0),
                bounds(calls.apply(Abi.X32), Abi.X32_SYSCALL_BIT))
            .toArray();
    int[] narrow = bounds(calls.apply(Abi.I386), 0).toArray();
    Label i386 = new Label();
    Label other = new Label();
    code.load(SeccompData.ARCH);
    code.ifEqual(Abi.X86_64.auditArch(), null, other);
    code.load(SeccompData.NR);
    search(wide, 0, wide.length, false);
    code.mark(other).ifEqual(Abi.I386.auditArch(), i386, allow);
    code.mark(i386).load(SeccompData.NR);
    search(narrow, 0, narrow.length, false);
    code.mark(trace).answer(SeccompAction.TRACE.answer(DATA));
    code.mark(allow).answer(SeccompAction.ALLOW.answer(0));
    return code.assemble();
  }

  /** The numbers at which a set begins and ends, alternating, ascending. */
  private static IntStream bounds(BitSet set, int base) {
    IntStream.Builder bounds = IntStream.builder();
    for (int from = set.nextSetBit(0); from >= 0; ) {
      int end = set.nextClearBit(from);
      bounds.add(base + from).add(base + end);
      from = set.nextSetBit(end);
    }
    return bounds.build();
  }

  /**
   * Finds how many bounds the number has reached: an odd count is inside.
   *
   * @param inside what it is below the first of these bounds
   */
  private void search(int[] bounds, int from, int to, boolean inside) {
    if (from == to) {
      code.jump(inside ? trace : allow);
    } else if (to - from <= FEW) {
      few(bounds, from, to, inside);
    } else {
      int middle = from + to >>> 1;
      Label upper = new Label();
      code.ifAtLeast(bounds[middle], upper, null);
      search(bounds, from, middle, inside);
      code.mark(upper);
      search(bounds, middle + 1, to, inside ^ (middle - from + 1 & 1) != 0);
    }
  }

  private void few(int[] bounds, int from, int to, boolean inside) {
    Label below = inside ? trace : allow;
    Label between = inside ? allow : trace;
    if (to - from == 2) {
      if (bounds[from] + 1 == bounds[from + 1]) {
        code.ifEqual(bounds[from], between, below);
        return;
      }
      code.ifAtLeast(bounds[from], null, below);
      code.ifAtLeast(bounds[from + 1], below, between);
    } else {
      code.ifAtLeast(bounds[from], between, below);
    }
  }
}
