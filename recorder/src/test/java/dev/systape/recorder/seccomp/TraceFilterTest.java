package dev.systape.recorder.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.abi.Abi;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TraceFilterTest {
  private static final int TRACE = 0x7ff00000 | TraceFilter.DATA;
  private static final int ALLOW = 0x7fff0000;

  private final Map<Abi, BitSet> sets = new EnumMap<>(Abi.class);
  private int steps;

  private List<SockFilter> filter() {
    return TraceFilter.of(abi -> sets.getOrDefault(abi, new BitSet()));
  }

  /** Runs a filter as linux/filter.h says, with no code of the assembler's. */
  private int run(List<SockFilter> program, int arch, int nr) {
    int a = 0;
    steps = 0;
    for (int i = 0; ; i++) {
      SockFilter at = program.get(i);
      steps++;
      switch (at.code()) {
        case 0x20 -> a = at.k() == 0 ? nr : at.k() == 4 ? arch : fail(at);
        case 0x05 -> i += at.k();
        case 0x15 -> i += a == at.k() ? at.jt() : at.jf();
        case 0x35 -> i += Integer.compareUnsigned(a, at.k()) >= 0 ? at.jt() : at.jf();
        case 0x06 -> {
          return at.k();
        }
        default -> fail(at);
      }
    }
  }

  private static int fail(SockFilter at) {
    throw new AssertionError("no instruction that the kernel can try beforehand: " + at);
  }

  private static BitSet set(int... numbers) {
    BitSet set = new BitSet();
    for (int number : numbers) {
      set.set(number);
    }
    return set;
  }

  private void check(List<SockFilter> program) {
    for (Abi abi : new Abi[] {Abi.X86_64, Abi.I386, Abi.X32}) {
      BitSet set = sets.getOrDefault(abi, new BitSet());
      int base = abi == Abi.X32 ? 0x4000_0000 : 0;
      for (int nr = 0; nr < 700; nr++) {
        assertThat(run(program, abi.auditArch(), base + nr))
            .describedAs("%s %d", abi, nr)
            .isEqualTo(set.get(nr) ? TRACE : ALLOW);
      }
    }
    for (int arch : new int[] {Abi.X86_64.auditArch(), Abi.I386.auditArch(), 0xC00000B7}) {
      assertThat(run(program, arch, -1)).isEqualTo(ALLOW);
      assertThat(run(program, arch, Integer.MIN_VALUE)).isEqualTo(ALLOW);
    }
    assertThat(run(program, 0xC00000B7, 257)).isEqualTo(ALLOW);
  }

  @Test
  void oneCallOfEachAbiIsTracedAndNoOther() {
    sets.put(Abi.X86_64, set(257));
    sets.put(Abi.I386, set(295));
    sets.put(Abi.X32, set(257));
    List<SockFilter> program = filter();
    check(program);
    run(program, Abi.X86_64.auditArch(), 110);
    assertThat(steps).isLessThanOrEqualTo(7);
  }

  @Test
  void anEmptySetLetsAllPass() {
    check(filter());
  }

  @Test
  void anySetIsDecidedRight() {
    Random random = new Random(5);
    for (int round = 0; round < 30; round++) {
      for (Abi abi : new Abi[] {Abi.X86_64, Abi.I386, Abi.X32}) {
        BitSet set = new BitSet();
        double density = random.nextDouble();
        for (int nr = 0; nr < 600; nr++) {
          set.set(nr, random.nextDouble() < density);
        }
        sets.put(abi, set);
      }
      check(filter());
    }
  }

  @Test
  void theLongestFilterIsShortEnoughForTheKernelAndAskedInFewSteps() {
    BitSet every = new BitSet();
    for (int nr = 0; nr < 600; nr += 2) {
      every.set(nr);
    }
    sets.put(Abi.X86_64, every);
    sets.put(Abi.I386, every);
    sets.put(Abi.X32, every);
    List<SockFilter> program = filter();
    check(program);
    assertThat(program.size()).isLessThan(4096);
    run(program, Abi.X86_64.auditArch(), 399);
    assertThat(steps).isLessThan(30);
  }
}
