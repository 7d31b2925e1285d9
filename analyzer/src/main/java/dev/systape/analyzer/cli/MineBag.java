package dev.systape.analyzer.cli;

import dev.systape.analyzer.mine.Bags;
import dev.systape.analyzer.mine.Bags.Bag;
import dev.systape.analyzer.report.ListedRows;
import dev.systape.analyzer.report.Rows;
import dev.systape.analyzer.sequence.Alphabet;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code analyze mine bag}: distances of bags of calls. */
@Command(
    description =
        "Compares streams by how often each call occurs in them, without order: the distance of each"
            + " pair of streams, or with --against, of each stream to the nearest of others.",
    sortOptions = false)
final class MineBag extends MineCommand {
  @Parameters(paramLabel = "TRACE", arity = "1..*", description = PLACES)
  List<String> places;

  @Option(
      names = "--against",
      paramLabel = "PLACE",
      description = "normal behaviour: of each stream of TRACE the nearest one in here")
  List<String> against = new ArrayList<>();

  @Option(
      names = "--metric",
      paramLabel = "METRIC",
      defaultValue = "cosine",
      description = "of the shares of the calls: cosine (default), euclidean or manhattan")
  Bags.Metric metric;

  @Mixin Form form;

  @Override
  void mine(Console console) throws IOException, SQLException {
    Alphabet alphabet = new Alphabet();
    Bags normal = new Bags();
    List<String> known = read(against, alphabet, normal, console).kinds();
    Bags bags = new Bags();
    compare(known, places, alphabet, bags, console);
    if (against.isEmpty()) {
      form.writer(console).write(new Pairs(bags.bags(), metric, form, new int[2]));
      return;
    }
    if (normal.bags().isEmpty()) {
      throw new IOException("--against: no stream there");
    }
    List<Object[]> rows = new ArrayList<>();
    for (Bag bag : bags.bags()) {
      Bag nearest = normal.nearest(bag, metric);
      rows.add(
          new Object[] {
            bag.stream().name(), bag.calls(), nearest.distance(bag, metric), nearest.stream().name()
          });
    }
    form.writer(console)
        .write(new ListedRows(List.of("stream", "calls", "distance", "nearest"), rows));
  }

  /** Each pair of two bags once, made one by one: there are as many as the square of the bags. */
  private record Pairs(List<Bag> bags, Bags.Metric metric, Form form, int[] at) implements Rows {
    @Override
    public int columns() {
      return 3;
    }

    @Override
    public String name(int column) {
      return List.of("stream", "other", "distance").get(column);
    }

    @Override
    public boolean isNumber(int column) {
      return column == 2;
    }

    @Override
    public boolean next() {
      at[1]++;
      if (at[1] >= bags.size()) {
        at[0]++;
        at[1] = at[0] + 1;
      }
      return at[1] < bags.size();
    }

    @Override
    public Object value(int column) {
      Bag bag = bags.get(at[0]);
      Bag other = bags.get(at[1]);
      return switch (column) {
        case 0 -> bag.stream().name();
        case 1 -> other.stream().name();
        default -> form.number(bag.distance(other, metric));
      };
    }
  }
}
