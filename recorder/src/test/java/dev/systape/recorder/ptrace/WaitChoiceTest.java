package dev.systape.recorder.ptrace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitChoiceTest {
  private static final long CHEAP_NS = 10_000;
  private static final long DEAR_NS = 50_000;

  private final WaitChoice choice = new WaitChoice();

  @Test
  void theCheaperWayIsKept() {
    window(DEAR_NS, CHEAP_NS);
    window(DEAR_NS, CHEAP_NS);
    assertThat(choice.awake()).isFalse();
    assertThat(awakeOf(1_000, DEAR_NS, CHEAP_NS)).isLessThan(20);
    assertThat(awakeOf(1_000, CHEAP_NS, DEAR_NS)).isGreaterThan(950);
  }

  @Test
  void aChoiceThatBecameDearIsTriedAgainSoon() {
    awakeOf(500, CHEAP_NS, DEAR_NS);
    assertThat(choice.awake()).isTrue();
    // The window in which it got dear, then one for each way.
    assertThat(awakeOf(10, DEAR_NS, CHEAP_NS)).isLessThanOrEqualTo(3);
  }

  @Test
  void aSleepOfTheProgramCountsLittle() {
    awakeOf(20, CHEAP_NS, DEAR_NS);
    choice.came(1, 3_600_000_000_000L);
    assertThat(awakeOf(100, CHEAP_NS, DEAR_NS)).isGreaterThan(90);
  }

  /** A window of stops with the costs of either way. */
  private void window(long awakeNs, long asleepNs) {
    long ns = choice.awake() ? awakeNs : asleepNs;
    for (int stop = 0; stop < WaitChoice.WINDOW; stop++) {
      choice.came(1, ns);
    }
  }

  /** How many of so many windows it was awake in. */
  private int awakeOf(int windows, long awakeNs, long asleepNs) {
    int awake = 0;
    for (int i = 0; i < windows; i++) {
      awake += choice.awake() ? 1 : 0;
      window(awakeNs, asleepNs);
    }
    return awake;
  }
}
