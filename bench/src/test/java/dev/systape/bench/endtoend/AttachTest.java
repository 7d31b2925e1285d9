package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.tape.TapeHeader;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code record -p} on processes that run already, and {@code --no-vdso}. */
@Timeout(120)
class AttachTest {
  @TempDir Path directory;

  private Process start(String script) throws Exception {
    return new ProcessBuilder("sh", "-c", script)
        .directory(directory.toFile())
        .redirectError(directory.resolve("err").toFile())
        .start();
  }

  /** Records processes; returns once the recorder says that it does. */
  private Process attach(Path tape, Process... targets) throws Exception {
    StringBuilder pids = new StringBuilder();
    for (Process target : targets) {
      pids.append(pids.isEmpty() ? "" : ",").append(target.pid());
    }
    String record = Programs.ROOT.resolve("bin/record").toString();
    Process recorder =
        new ProcessBuilder(
                record, "--backend", "ptrace", "-o", tape.toString(), "-p", pids.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader said = recorder.inputReader();
    for (Process target : targets) {
      assertThat(said.readLine()).contains("attached to process " + target.pid());
    }
    return recorder;
  }

  @Test
  void severalProcessesAreRecordedToTheirEnds() throws Exception {
    Process one = start("read word; cat /etc/hostname; exit 3");
    Process two = start("read word; exit 4");
    Path tape = directory.resolve("a.cq");
    Process record = attach(tape, one, two);
    one.getOutputStream().close();
    two.getOutputStream().close();
    assertThat(record.waitFor()).isZero();
    assertThat(one.waitFor()).isEqualTo(3);
    assertThat(two.waitFor()).isEqualTo(4);
    try (TapeReader reader = TapeReader.open(tape)) {
      assertThat(reader.header().options() & TapeHeader.ATTACHED).isNotZero();
    }
    assertThat(analyze("sql", tape, "SELECT count(*) FROM process WHERE origin = 'attached'"))
        .contains("2");
    String print = analyze("print", tape, "-y");
    assertThat(print).contains("\"/etc/hostname\"", "exited with 3", "exited with 4");
    assertThat(print).containsPattern("read\\(0<pipe:\\[\\d+]>");
  }

  @Test
  void interruptedRecordDetachesAndTheProcessRunsOn() throws Exception {
    Process target = start("while read word; do echo $word; done; exit 5");
    BufferedReader out = target.inputReader();
    Process record = attach(directory.resolve("a.cq"), target);
    target.outputWriter().append("one\n").flush();
    assertThat(out.readLine()).isEqualTo("one");
    Programs.run(directory, "kill", "-INT", String.valueOf(record.pid()));
    assertThat(record.waitFor()).isZero();
    assertThat(Files.readAllLines(Path.of("/proc/" + target.pid() + "/status")))
        .contains("TracerPid:\t0");
    target.outputWriter().append("two\n").flush();
    assertThat(out.readLine()).isEqualTo("two");
    target.getOutputStream().close();
    assertThat(target.waitFor()).isEqualTo(5);
    assertThat(analyze("print", directory.resolve("a.cq"), "-e", "write")).contains("one");
  }

  @Test
  void aProcessWithAnotherTracerIsRefusedAndThatOneNamed() throws Exception {
    Process target = start("read word; exit 5");
    Process record = attach(directory.resolve("a.cq"), target);
    var second =
        Programs.run(
            directory,
            Programs.ROOT.resolve("bin/record").toString(),
            "--backend",
            "ptrace",
            "-p",
            String.valueOf(target.pid()));
    assertThat(second.status()).isEqualTo(125);
    assertThat(second.err())
        .isEqualTo(
            "record: cannot attach to process "
                + target.pid()
                + ": process "
                + record.pid()
                + " (java) traces it already; end that one first, a process has one tracer\n");
    target.getOutputStream().close();
    assertThat(target.waitFor()).isEqualTo(5);
    assertThat(record.waitFor()).isZero();
  }

  @Test
  void clockCallsAreSeenWithoutTheVdso() throws Exception {
    Programs.require("python3");
    Path tape = directory.resolve("v.cq");
    String clocks = "import time\nfor i in range(50): time.clock_gettime(7)";
    Programs.record(directory, tape, List.of("--no-vdso", "-q"), "python3", "-c", clocks);
    assertThat(
            analyze(
                "sql",
                tape,
                "SELECT count(*) >= 50 FROM syscall WHERE arg0 = 7 AND name = 'clock_gettime'"))
        .contains("true");
    var refused =
        Programs.record(directory, tape, List.of("--no-vdso", "--backend", "ebpf"), "true");
    assertThat(refused.status()).isEqualTo(125);
    assertThat(refused.err()).startsWith("record: --no-vdso needs ptrace");
  }

  private String analyze(String subcommand, Path tape, String... more) throws Exception {
    String[] line = new String[more.length + 3];
    line[0] = Programs.ROOT.resolve("bin/analyze").toString();
    line[1] = subcommand;
    line[2] = tape.toString();
    System.arraycopy(more, 0, line, 3, more.length);
    return Programs.run(directory, line).out();
  }
}
