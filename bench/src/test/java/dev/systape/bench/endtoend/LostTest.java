package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.tape.Lost;
import dev.systape.schema.tape.TapeEnd;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ring that is too small: what is lost is counted to the record, by the kernel and by gaps. */
class LostTest {
  private static final int CALLS = 300_000;
  private static final int PROCESSES = 2;

  @TempDir Path directory;
  private String storm;

  @BeforeEach
  void compile() throws Exception {
    Programs.requireEbpf(directory);
    storm = Programs.compile(directory, "threads_storm").toString();
  }

  @Test
  void whatIsRecordedAndWhatIsLostAreWhatWasMade() throws Exception {
    // The same program with no call in its loop, and room for all: what it makes besides.
    record("64M", "0");
    TapeCalls quiet = TapeCalls.read(tape());
    assertThat(quiet.health.whole()).isTrue();
    Map<Integer, Integer> made = new TreeMap<>();
    quiet.sequences.forEach((tid, numbers) -> made.put(order(quiet, tid), numbers.size()));
    assertThat(made).hasSize(1 + PROCESSES);

    record("64K", String.valueOf(CALLS));
    TapeCalls tape = TapeCalls.read(tape());
    long madeInAll = made.values().stream().mapToLong(Integer::longValue).sum();
    madeInAll += (long) PROCESSES * CALLS;
    long recorded = tape.sequences.values().stream().mapToLong(List::size).sum();
    long lost = tape.events.stream().filter(Lost.class::isInstance).mapToLong(this::count).sum();
    assertThat(lost).isPositive();
    assertThat(recorded + lost).isEqualTo(madeInAll);
    gapsAreWhatIsMissing(tape, made);

    TapeEnd end = (TapeEnd) tape.events.get(tape.events.size() - 1);
    assertThat(end.lost()).isEqualTo(lost);
    assertThat(end.largestRingFill()).isBetween(60L << 10, 64L << 10);
    assertThat(tape.health.lostRecords()).isEqualTo(lost);
    summarySays(lost);
  }

  private long count(Object record) {
    assertThat(((Lost) record).reason()).isEqualTo(Lost.RING_FULL);
    assertThat(((Lost) record).toNs()).isGreaterThan(((Lost) record).fromNs());
    return ((Lost) record).count();
  }

  /** By thread: numbers rise, and none is beyond what the thread made. */
  private static void gapsAreWhatIsMissing(TapeCalls tape, Map<Integer, Integer> made) {
    tape.sequences.forEach(
        (tid, numbers) -> {
          int order = order(tape, tid);
          // A process whose birth is lost is one of those that storm.
          int most = order == 0 ? made.get(0) : made.get(PROCESSES) + CALLS;
          assertThat(numbers).doesNotHaveDuplicates().isSorted();
          assertThat(numbers.get(numbers.size() - 1)).isLessThan(most);
        });
  }

  /** 0 for the first process, 1 and 2 for those that it makes. */
  private static int order(TapeCalls tape, int tid) {
    int order = tape.births.indexOf(tid);
    return order < 0 ? PROCESSES : order;
  }

  private void summarySays(long lost) throws Exception {
    String summary =
        Programs.run(directory, Programs.ROOT.resolve("bin/analyze").toString(), tape().toString())
            .out();
    assertThat(summary).contains("the tape is NOT whole").contains("  " + lost + " records lost");
  }

  private void record(String buffer, String calls) throws Exception {
    Programs.Ended ended =
        Programs.record(
            directory,
            tape(),
            List.of("--force", "--backend", "ebpf", "--buffer", buffer),
            storm,
            calls);
    assertThat(ended.status()).isZero();
    if (buffer.equals("64K")) {
      assertThat(ended.err()).contains("records are lost").contains("--buffer");
    } else {
      assertThat(ended.err()).isEmpty();
    }
  }

  private Path tape() {
    return directory.resolve("t.cq");
  }
}
