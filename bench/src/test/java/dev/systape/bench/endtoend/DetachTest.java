package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the eBPF backend leaves behind, however it ends: nothing in the kernel, and a program that
 * runs on. The kernel's own lists are asked, through bpf(2), for what the recorder held; others may
 * record at the same time.
 */
class DetachTest {
  private static final long LIMIT_NS = 30_000_000_000L;
  private static final long LOOK_NS = 5_000_000;

  @TempDir Path directory;
  private String waiting;

  @BeforeEach
  void compile() throws Exception {
    Programs.requireEbpf(directory);
    waiting = Programs.compile(directory, "waiting").toString();
  }

  @Test
  void nothingIsLeftAfterTheProgramsEnd() throws Exception {
    try (Started recorder = record()) {
      assertThat(recorder.line()).isEqualTo("ready");
      SortedSet<String> held = held(recorder);
      recorder.tell("go");
      assertThat(recorder.line()).isEqualTo("child 0");
      assertThat(recorder.status()).isEqualTo(7);
      gone(held);
    }
    assertThat(TapeCalls.read(directory.resolve("t.cq")).health.whole()).isTrue();
  }

  @Test
  void nothingIsLeftOfAKilledRecorderAndTheProgramRunsOn() throws Exception {
    Programs.run(directory, "mkfifo", "in", "out");
    String command = String.join(" ", command("--", waiting));
    // Pipes that outlive the recorder: those of Process do not.
    try (Started recorder = new Started(directory, "sh", "-c", "exec " + command + " <in >out");
        OutputStream in = Files.newOutputStream(directory.resolve("in"));
        BufferedReader out = Files.newBufferedReader(directory.resolve("out"))) {
      assertThat(out.readLine()).isEqualTo("ready");
      SortedSet<String> held = held(recorder);
      recorder.process.destroyForcibly();
      assertThat(recorder.status()).isEqualTo(137);
      gone(held);
      in.write('\n');
      in.flush();
      assertThat(out.readLine()).isEqualTo("child 0");
      assertThat(out.readLine()).isNull();
    }
  }

  @Test
  void nothingIsLeftOfAKilledRecorderThatHadAttached() throws Exception {
    try (Started program = new Started(directory, waiting)) {
      assertThat(program.line()).isEqualTo("ready");
      try (Started recorder = record("-p", String.valueOf(program.process.pid()))) {
        assertThat(recorder.message()).startsWith("record: attached to process");
        SortedSet<String> held = held(recorder);
        recorder.process.destroyForcibly();
        assertThat(recorder.status()).isEqualTo(137);
        gone(held);
      }
      program.tell("go");
      assertThat(program.line()).isEqualTo("child 0");
      assertThat(program.status()).isEqualTo(7);
    }
  }

  private Started record() throws Exception {
    return record("--", waiting);
  }

  private Started record(String... what) throws Exception {
    return new Started(directory, command(what).toArray(String[]::new));
  }

  private List<String> command(String... what) {
    String record = Programs.ROOT.resolve("bin/record").toString();
    String tape = directory.resolve("t.cq").toString();
    List<String> line = new ArrayList<>(List.of(record, "--backend", "ebpf", "-o", tape));
    line.addAll(List.of(what));
    return line;
  }

  /** What a recorder that records holds, all of which the kernel lists. */
  private static SortedSet<String> held(Started recorder) throws Exception {
    SortedSet<String> held = KernelObjects.of(recorder.process.pid());
    for (String kind : new String[] {"prog_id", "map_id", "link_id"}) {
      assertThat(held).anyMatch(each -> each.startsWith(kind));
    }
    assertThat(KernelObjects.all()).containsAll(held);
    return held;
  }

  /**
   * The kernel takes objects out once no processor uses them any more, a moment after the close.
   */
  private static void gone(SortedSet<String> held) {
    SortedSet<String> left = new TreeSet<>(held);
    long end = System.nanoTime() + LIMIT_NS;
    while (!left.isEmpty() && System.nanoTime() < end) {
      left.retainAll(KernelObjects.all());
      LockSupport.parkNanos(LOOK_NS);
    }
    assertThat(left).isEmpty();
  }
}
