package dev.systape.analyzer.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RocTest {
  @Test
  void tiesCountHalf() {
    // Of four pairs: 0.5 over 0.2 and over 0, 0.2 over 0; 0.2 and 0.2 tie.
    Roc roc = new Roc(new double[] {0.2, 0}, new double[] {0.2, 0.5});

    assertThat(roc.auc()).isEqualTo(3.5 / 4);
    assertThat(roc.points())
        .containsExactly(
            new Roc.Point(Double.POSITIVE_INFINITY, 0, 0),
            new Roc.Point(0.5, 0, 0.5),
            new Roc.Point(0.2, 0.5, 1),
            new Roc.Point(0, 1, 1));
  }

  @Test
  void scoresThatTellNothingHaveTheAreaOfChance() {
    assertThat(new Roc(new double[] {0, 0, 0}, new double[] {0}).auc()).isEqualTo(0.5);
  }

  @Test
  void ratesNeedBothKinds() {
    assertThatThrownBy(() -> new Roc(new double[0], new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
