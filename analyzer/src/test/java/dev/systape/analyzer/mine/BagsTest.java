package dev.systape.analyzer.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.systape.analyzer.mine.Bags.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class BagsTest {
  private static List<Bags.Bag> bags(int[]... streams) {
    Bags bags = new Bags();
    Streams.feed(bags, streams);
    return bags.bags();
  }

  @Test
  void aBagHasTheShareOfEachCallWhateverTheirOrder() {
    Bags.Bag bag = bags(Streams.of(7, 300, 7, 7)).get(0);

    assertThat(bag.symbols()).containsExactly(7, 300);
    assertThat(bag.shares()).containsExactly(0.75, 0.25);
    assertThat(bag.calls()).isEqualTo(4);
  }

  @Test
  void distancesAreThoseOfTheShares() {
    // Shares (1/2, 1/2, 0) and (1/2, 0, 1/2).
    List<Bags.Bag> bags = bags(Streams.of(0, 1), Streams.of(2, 0, 2, 0), Streams.of(1, 0, 1, 0));

    assertThat(bags.get(0).distance(bags.get(1), Metric.cosine)).isCloseTo(0.5, within(1e-12));
    assertThat(bags.get(0).distance(bags.get(1), Metric.euclidean))
        .isCloseTo(Math.sqrt(0.5), within(1e-12));
    assertThat(bags.get(0).distance(bags.get(1), Metric.manhattan)).isEqualTo(1);
    for (Metric metric : Metric.values()) {
      assertThat(bags.get(0).distance(bags.get(2), metric)).isCloseTo(0, within(1e-12));
      assertThat(bags.get(1).distance(bags.get(0), metric))
          .isEqualTo(bags.get(0).distance(bags.get(1), metric));
    }
  }

  @Test
  void bagsThatShareNothingAreAsFarApartAsCanBe() {
    List<Bags.Bag> bags = bags(Streams.of(0), Streams.of(1), Streams.of());

    assertThat(bags.get(0).distance(bags.get(1), Metric.cosine)).isEqualTo(1);
    assertThat(bags.get(0).distance(bags.get(1), Metric.manhattan)).isEqualTo(2);
    assertThat(bags.get(0).distance(bags.get(2), Metric.cosine)).isEqualTo(1);
    assertThat(bags.get(2).distance(bags.get(2), Metric.cosine)).isEqualTo(0);
  }

  @Test
  void theNearestIsTheOneOfTheLeastDistance() {
    Bags normal = new Bags();
    Streams.feed(normal, Streams.of(0), Streams.of(0, 1), Streams.of(1, 0));
    Bags.Bag bag = bags(Streams.of(1, 0, 0, 1)).get(0);

    assertThat(normal.nearest(bag, Metric.manhattan).stream().name()).isEqualTo("s1");
    assertThat(new Bags().nearest(bag, Metric.cosine)).isNull();
  }
}
