package dev.systape.analyzer.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.systape.analyzer.sequence.Alphabet;
import dev.systape.schema.abi.Abi;
import org.junit.jupiter.api.Test;

class MarkovTest {
  private final Alphabet alphabet = Streams.alphabet(2);

  private MarkovModel trained(double added) {
    MarkovModel model = new MarkovModel(alphabet, 1, added);
    // 01 10 01 11, then 01: behind 0 always 1 (3), behind 1 once 0, once 1.
    Streams.feed(model, Streams.of(0, 1, 0, 1, 1), Streams.of(0, 1));
    model.trained();
    return model;
  }

  @Test
  void aProbabilityIsTheShareOfAContextsTransitions() {
    MarkovModel model = trained(0);

    assertThat(model.probability(Streams.of(0, 1), 0)).isEqualTo(1);
    assertThat(model.probability(Streams.of(1, 0), 0)).isEqualTo(0.5);
    assertThat(model.probability(Streams.of(0, 0), 0)).isZero();
    assertThat(model.totalTransitions()).isEqualTo(5);
    assertThat(model.distinctTransitions()).isEqualTo(3);
    assertThat(model.distinctContexts()).isEqualTo(2);
  }

  @Test
  void whatIsAddedIsSharedByAllCallsAndOneMoreForUnknownOnes() {
    MarkovModel model = trained(1);

    assertThat(model.probability(Streams.of(0, 1), 0)).isEqualTo(4 / 6.0);
    assertThat(model.probability(Streams.of(0, 0), 0)).isEqualTo(1 / 6.0);
    int unknown = alphabet.symbol(Abi.I386.code(), 77);
    assertThat(model.probability(new int[] {0, unknown}, 0)).isEqualTo(1 / 6.0);
    assertThat(model.probability(new int[] {unknown, 0}, 0)).isEqualTo(1 / 3.0);
  }

  @Test
  void aScoreIsTheMeanInformationOfTheTransitions() {
    MarkovScorer scorer = new MarkovScorer(trained(0));
    // 01 is certain, 11 and 10 are one bit each.
    Streams.feed(scorer, Streams.of(0, 1, 1, 0), Streams.of(1), Streams.of(0, 0));

    assertThat(scorer.scores().get(0).transitions()).isEqualTo(3);
    assertThat(scorer.scores().get(0).unseen()).isZero();
    assertThat(scorer.scores().get(0).mean()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(scorer.scores().get(1).mean()).isZero();
    assertThat(scorer.scores().get(2).unseen()).isEqualTo(1);
    assertThat(scorer.scores().get(2).mean()).isInfinite();
  }
}
