package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.FdSnapshot;
import dev.systape.schema.tape.MapsSnapshot;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.Taken;
import dev.systape.schema.tape.TapeEnd;
import dev.systape.schema.tape.TapeRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code record -p}: processes that run already, by eBPF. */
class EbpfAttachTest {
  private static final int THREADS = 9;

  /** That thread_chains makes once it has been attached to. */
  private static final int MORE_THREADS = 200;

  @TempDir Path directory;
  private String waiting;

  @BeforeEach
  void compile() throws Exception {
    Programs.requireEbpf(directory);
    waiting = Programs.compile(directory, "waiting").toString();
  }

  @Test
  void allThreadsAndWhatTheyStartAreRecordedUntilTheEnd() throws Exception {
    long pid;
    try (Started program = new Started(directory, waiting)) {
      assertThat(program.line()).isEqualTo("ready");
      pid = program.process.pid();
      try (Started recorder = attach(String.valueOf(pid))) {
        assertThat(recorder.message())
            .startsWith("record: attached to process " + pid + ", 9 threads");
        program.tell("go");
        assertThat(program.line()).isEqualTo("child 0");
        assertThat(program.status()).isEqualTo(7);
        assertThat(recorder.status()).isZero();
        assertThat(recorder.message()).isNull();
      }
    }
    TapeCalls tape = TapeCalls.read(directory.resolve("t.cq"));
    assertThat(tape.health.whole()).isTrue();
    assertThat(births(tape, ProcessNew.ATTACHED)).hasSize(THREADS);
    assertThat(births(tape, ProcessNew.CREATED)).hasSize(2);
    assertThat(tape.events).filteredOn(Exec.class::isInstance).hasSize(1);
    assertThat(tape.counts).containsEntry("getppid", 850).containsEntry("wait4", 1);
    // Those that waited when it was attached to: main's and each thread's read.
    assertThat(tape.withoutEntry).containsOnlyKeys("read").containsEntry("read", THREADS);
    snapshots(tape);
    TapeEnd end = (TapeEnd) tape.events.get(tape.events.size() - 1);
    assertThat(end.reason()).isEqualTo(TapeEnd.ENDED);
  }

  /** What was open and mapped when it was attached to, while the program could run. */
  private static void snapshots(TapeCalls tape) {
    List<FdSnapshot> open = events(tape, FdSnapshot.class);
    assertThat(open).hasSize(1);
    assertThat(open.get(0).taken().running()).isEqualTo(1);
    assertThat(open.get(0).taken().reason()).isEqualTo(Taken.ATTACH);
    assertThat(open.get(0).taken().endNs()).isGreaterThanOrEqualTo(open.get(0).taken().beginNs());
    assertThat(open.get(0).descriptors())
        .extracting(each -> each.fd() + " " + text(each.target()).replaceAll("\\d+", "N"))
        .contains("0 pipe:[N]", "3 pipe:[N]", "4 pipe:[N]");
    List<MapsSnapshot> maps = events(tape, MapsSnapshot.class);
    assertThat(maps).hasSize(1);
    assertThat(text(maps.get(0).maps())).contains("/waiting\n").contains("[stack]");
  }

  @Test
  void aSignalDetachesAndTheProgramsGoOn() throws Exception {
    try (Started one = new Started(directory, waiting);
        Started two = new Started(directory, waiting)) {
      assertThat(List.of(one.line(), two.line())).containsOnly("ready");
      try (Started recorder = attach(one.process.pid() + "," + two.process.pid())) {
        assertThat(recorder.message())
            .startsWith("record: attached to process " + one.process.pid());
        assertThat(recorder.message())
            .startsWith("record: attached to process " + two.process.pid());
        Programs.run(directory, "kill", "-INT", String.valueOf(recorder.process.pid()));
        assertThat(recorder.status()).isZero();
      }
      for (Started program : List.of(one, two)) {
        program.tell("go");
        assertThat(program.line()).isEqualTo("child 0");
        assertThat(program.status()).isEqualTo(7);
      }
    }
    TapeCalls tape = TapeCalls.read(directory.resolve("t.cq"));
    TapeEnd end = (TapeEnd) tape.events.get(tape.events.size() - 1);
    assertThat(end.reason()).isEqualTo(TapeEnd.DETACHED);
    assertThat(births(tape, ProcessNew.ATTACHED)).hasSize(2 * THREADS);
    assertThat(tape.health.whole()).isTrue();
  }

  /** Threads that come and go while they are attached to: none is missed, none counted twice. */
  @Test
  void aStormOfThreadsIsRecordedToItsEnd() throws Exception {
    String chains = Programs.compile(directory, "thread_chains").toString();
    try (Started program = new Started(directory, chains)) {
      assertThat(program.line()).isEqualTo("ready");
      try (Started recorder = attach(String.valueOf(program.process.pid()))) {
        assertThat(recorder.message()).startsWith("record: attached to process");
        program.tell("go");
        assertThat(program.status()).isEqualTo(7);
        assertThat(recorder.status()).isZero();
      }
    }
    TapeCalls tape = TapeCalls.read(directory.resolve("t.cq"));
    assertThat(tape.health.whole()).isTrue();
    assertThat(tape.births).hasSizeGreaterThan(MORE_THREADS);
    assertThat(tape.ends).containsExactlyInAnyOrderElementsOf(tape.births);
  }

  private Started attach(String pids) throws Exception {
    return new Started(
        directory,
        Programs.ROOT.resolve("bin/record").toString(),
        "--backend",
        "ebpf",
        "-o",
        directory.resolve("t.cq").toString(),
        "-p",
        pids);
  }

  private static List<ProcessNew> births(TapeCalls tape, int origin) {
    return events(tape, ProcessNew.class).stream().filter(b -> b.origin() == origin).toList();
  }

  private static <T extends TapeRecord> List<T> events(TapeCalls tape, Class<T> type) {
    Stream<T> all = tape.events.stream().filter(type::isInstance).map(type::cast);
    return new ArrayList<>(all.toList());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
