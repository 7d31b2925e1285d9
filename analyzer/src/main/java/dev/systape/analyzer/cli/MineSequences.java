package dev.systape.analyzer.cli;

import dev.systape.analyzer.mine.PatternMiner;
import dev.systape.analyzer.mine.PatternMiner.Options;
import dev.systape.analyzer.mine.PatternMiner.Pattern;
import dev.systape.analyzer.mine.SequenceStore;
import dev.systape.analyzer.report.ListedRows;
import dev.systape.analyzer.sequence.Alphabet;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code analyze mine sequences}: frequent patterns with gaps. */
@Command(
    description =
        "Finds sequential patterns: calls that occur in an order, with others between them, in many"
            + " streams (PrefixSpan; closed patterns as BIDE finds them). Those with the largest"
            + " support first, of equals the longest. Where there is one stream, pieces of "
            + MineSequences.PIECE
            + " calls are taken for streams unless --cut says otherwise. Time grows fast with"
            + " --all, --max-length and a small --min-support.",
    sortOptions = false)
final class MineSequences extends MineCommand {
  /** Calls of a piece of the one stream that there is: a few lines of a program's text. */
  static final int PIECE = 20;

  private static final int SCREEN = 40;
  private static final int MAX_LENGTH = 64;
  private static final double PERCENT = 100;

  @Parameters(paramLabel = "TRACE", arity = "1..*", description = PLACES)
  List<String> places;

  @Option(
      names = "--min-support",
      paramLabel = "N",
      description =
          "streams that a pattern occurs in at the least: N, or N%% of all (default 50%%, and two)")
  String minSupport;

  @Option(
      names = "--max-gap",
      paramLabel = "N",
      description = "other calls between two neighbours at the most; 0: none (default: any number)")
  Integer maxGap;

  @Option(
      names = "--min-length",
      paramLabel = "N",
      defaultValue = "2",
      description = "calls of a pattern at the least (default 2)")
  int minLength;

  @Option(
      names = "--max-length",
      paramLabel = "N",
      defaultValue = "5",
      description = "calls of a pattern at the most (default 5)")
  int maxLength;

  @Option(
      names = "--closed",
      description =
          "only closed patterns (default): none that a call can be put into, in front, behind or"
              + " between, such that the longer one is in all streams that have it, even if that is"
              + " longer than --max-length")
  boolean closed;

  @Option(names = "--all", description = "all patterns, also the parts of longer ones")
  boolean all;

  @Option(
      names = "--cut",
      paramLabel = "N",
      description =
          "cuts each stream every N calls and takes the pieces for streams: finds what repeats in one"
              + " long stream; 0: not")
  Integer cut;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "at most N, 0 for all (default: all; 40 as a table for people)")
  Integer limit;

  @Mixin Form form;

  @Override
  void mine(Console console) throws IOException, SQLException {
    check();
    Alphabet alphabet = new Alphabet();
    SequenceStore store = new SequenceStore(cut == null ? 0 : cut);
    read(places, alphabet, store, console);
    if (cut == null && store.sequences() == 1) {
      store = store.cutEvery(PIECE);
      console
          .err()
          .println(
              "analyze: one stream, cut into pieces of %d calls, which support counts (--cut)"
                  .formatted(PIECE));
    }
    int support = support(store.sequences());
    int gap = maxGap == null ? Options.ANY_GAP : maxGap;
    List<Pattern> found = new ArrayList<>();
    PatternMiner.mine(store, new Options(support, minLength, maxLength, gap, !all), found::add);
    found.sort(
        Comparator.comparingInt((Pattern pattern) -> -pattern.support())
            .thenComparingInt(pattern -> -pattern.symbols().length));
    int wanted = limit != null ? limit : form.isText() ? SCREEN : 0;
    int shown = wanted == 0 ? found.size() : Math.min(wanted, found.size());
    List<Object[]> rows = new ArrayList<>();
    for (Pattern pattern : found.subList(0, shown)) {
      rows.add(
          new Object[] {
            pattern.support(),
            form.number((double) pattern.support() / store.sequences()),
            pattern.symbols().length,
            CallLists.numbers(alphabet, pattern.symbols(), form.isJson()),
            CallLists.names(alphabet, pattern.symbols(), form.isJson())
          });
    }
    form.writer(console)
        .write(new ListedRows(List.of("support", "share", "length", "numbers", "calls"), rows));
    if (form.isText()) {
      console.println(
          "%d %s of %d to %d calls, in %d of %d streams or more"
              .formatted(
                  found.size(),
                  all ? "patterns" : "closed patterns (--all: all)",
                  minLength,
                  maxLength,
                  support,
                  store.sequences()));
    }
    if (shown < found.size() && limit == null) {
      console.err().println("analyze: " + (found.size() - shown) + " more: --limit 0 shows all");
    }
  }

  private void check() {
    if (minLength < 1 || maxLength < minLength || maxLength > MAX_LENGTH) {
      throw new UsageException(
          "--min-length %d, --max-length %d: not from 1 to %d, the shorter first"
              .formatted(minLength, maxLength, MAX_LENGTH));
    }
    if (closed && all) {
      throw new UsageException("--closed and --all contradict each other");
    }
    boolean negative =
        cut != null && cut < 0 || limit != null && limit < 0 || maxGap != null && maxGap < 0;
    if (negative) {
      throw new UsageException("--cut, --limit and --max-gap are 0 or more");
    }
    support(0);
  }

  /** The least support, at least 1. */
  private int support(int sequences) {
    if (minSupport == null) {
      return Math.max(2, (sequences + 1) / 2);
    }
    boolean percent = minSupport.endsWith("%");
    try {
      double number = Double.parseDouble(percent ? minSupport.replace("%", "") : minSupport);
      boolean sane = percent ? number > 0 && number <= PERCENT : number == Math.rint(number);
      if (number > 0 && number <= Integer.MAX_VALUE && sane) {
        return (int) Math.max(1, percent ? Math.ceil(sequences * number / PERCENT) : number);
      }
    } catch (NumberFormatException e) {
      throw new UsageException("--min-support " + minSupport + ": no number of streams");
    }
    throw new UsageException(
        "--min-support " + minSupport + ": neither 1 or more, nor a share up to 100%");
  }
}
