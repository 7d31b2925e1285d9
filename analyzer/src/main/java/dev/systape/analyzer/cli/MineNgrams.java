package dev.systape.analyzer.cli;

import dev.systape.analyzer.mine.NgramCounter;
import dev.systape.analyzer.report.Rows;
import dev.systape.analyzer.sequence.Alphabet;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code analyze mine ngrams}: counts of calls in a row. */
@Command(
    description =
        "Counts n-grams: N calls in a row within a stream. Of each its count, its share of all, its"
            + " support (in how many streams it occurs), and the calls by number and by name; most"
            + " frequent first, of equals that which came first.",
    sortOptions = false)
final class MineNgrams extends MineCommand {
  private static final List<String> COLUMNS =
      List.of("count", "support", "share", "numbers", "calls");
  private static final int SCREEN = 40;
  private static final int MAX_N = 1000;

  @Parameters(paramLabel = "TRACE", arity = "1..*", description = PLACES)
  List<String> places;

  @Option(
      names = {"-n", "--length"},
      paramLabel = "N",
      defaultValue = "3",
      description = "calls in an n-gram (default 3)")
  int length;

  @Option(
      names = "--min-support",
      paramLabel = "N",
      defaultValue = "1",
      description = "only those that occur in at least N streams (default 1)")
  long minSupport;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "at most N, 0 for all (default: all; 40 as a table for people)")
  Integer limit;

  @Mixin Form form;

  @Override
  void mine(Console console) throws IOException, SQLException {
    if (length < 1 || length > MAX_N) {
      throw new UsageException("-n " + length + ": not from 1 to " + MAX_N);
    }
    if (limit != null && limit < 0) {
      throw new UsageException("--limit " + limit + ": is negative");
    }
    Alphabet alphabet = new Alphabet();
    NgramCounter counter = new NgramCounter(length);
    read(places, alphabet, counter, console);
    int wanted = limit != null ? limit : form.isText() ? SCREEN : 0;
    int[] top = counter.top(minSupport, wanted == 0 ? Integer.MAX_VALUE : wanted);
    form.writer(console).write(new Ngrams(counter, alphabet, top, form));
    int all = counter.supported(minSupport);
    if (form.isText()) {
      console.println(
          "%d n-grams of %d calls, %d different, in %d streams"
              .formatted(counter.total(), length, counter.distinct(), counter.streams()));
    }
    if (all > top.length && limit == null) {
      console.err().println("analyze: " + (all - top.length) + " more: --limit 0 shows all");
    }
  }

  /** The rows, made one by one: there may be millions. */
  private record Ngrams(NgramCounter counter, Alphabet alphabet, int[] order, Form form, int[] at)
      implements Rows {
    private Ngrams(NgramCounter counter, Alphabet alphabet, int[] order, Form form) {
      this(counter, alphabet, order, form, new int[] {-1});
    }

    @Override
    public int columns() {
      return COLUMNS.size();
    }

    @Override
    public String name(int column) {
      return COLUMNS.get(column);
    }

    @Override
    public boolean isNumber(int column) {
      return column < 3;
    }

    @Override
    public boolean next() {
      return ++at[0] < order.length;
    }

    @Override
    public Object value(int column) {
      int ngram = order[at[0]];
      return switch (column) {
        case 0 -> counter.count(ngram);
        case 1 -> counter.support(ngram);
        case 2 -> form.number((double) counter.count(ngram) / counter.total());
        case 3 -> CallLists.numbers(alphabet, counter.symbols(ngram), form.isJson());
        default -> CallLists.names(alphabet, counter.symbols(ngram), form.isJson());
      };
    }
  }
}
