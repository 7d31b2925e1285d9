package dev.systape.analyzer.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EntryOrderTest {
  private record Line(long timeNs, String text) {}

  @Test
  void aCallThatWaitedComesBeforeThoseThatItOutlived() throws IOException {
    List<Line> lines = List.of(new Line(5, "write"), new Line(6, "close"), new Line(1, "read"));

    assertThat(sorted(lines, 1000))
        .extracting(Line::text)
        .containsExactly("read", "write", "close");
  }

  @Property
  void runsInFilesAreMergedAsIfAllHadBeenInMemory(
      @ForAll @Size(max = 60) List<@IntRange(max = 9) Integer> times,
      @ForAll @IntRange(min = 1, max = 40) int runCharacters)
      throws IOException {
    List<Line> lines = new ArrayList<>();
    for (int time : times) {
      lines.add(new Line(time, "ü-" + lines.size()));
    }
    List<Line> expected = new ArrayList<>(lines);
    expected.sort(Comparator.comparingLong(Line::timeNs));

    assertThat(sorted(lines, runCharacters)).isEqualTo(expected);
  }

  private static List<Line> sorted(List<Line> lines, int runCharacters) throws IOException {
    List<Line> out = new ArrayList<>();
    try (EntryOrder order =
        new EntryOrder(
            (timeNs, line) -> out.add(new Line(timeNs, line.toString())), runCharacters)) {
      for (Line line : lines) {
        order.line(line.timeNs(), line.text());
      }
      order.finish();
    }
    return out;
  }
}
