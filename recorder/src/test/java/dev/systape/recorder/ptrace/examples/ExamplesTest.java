package dev.systape.recorder.ptrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.recorder.ptrace.Subject;
import dev.systape.recorder.ptrace.Written;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each example, on a real program. */
@Timeout(60)
class ExamplesTest {
  @Test
  void theSmallStraceWritesTheCalls() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SmallStrace.run(new PrintStream(out), "true");
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .anyMatch(line -> line.matches("\\[\\d+] execve\\(.*\\) = 0"))
        .anyMatch(line -> line.matches("\\[\\d+] openat\\(0xffffff.*\\) = \\d+"));
  }

  @Test
  void theCounterCountsEachProcessByItself() {
    var counts = new SyscallCounter().run("sh", "-c", "true & wait; exit 0");
    assertThat(counts).hasSize(2);
    assertThat(counts.values()).filteredOn(each -> each.containsKey("execve")).hasSize(1);
  }

  @Test
  void theFilesAProgramOpensAreToldAndThoseItDoesNotFind() {
    assertThat(FileAccess.run("sh", "-c", "cat /no/such/file /dev/null || :"))
        .contains(new FileAccess.Access("/no/such/file", 2))
        .contains(new FileAccess.Access("/dev/null", 0));
  }

  @Test
  void aTextIsFoundInTheMemoryOfARunningProcess() throws Exception {
    try (Subject.Running running = new Subject.Running("threads")) {
      assertThat(running.line()).isEqualTo("ready");
      byte[] text = "a text in memory".getBytes(StandardCharsets.UTF_8);
      assertThat(MemoryReader.find(running.pid, text)).isPositive();
      assertThat(MemoryReader.find(running.pid, "none such \1\2\3".getBytes())).isEqualTo(-1);
      running.endInput();
      assertThat(running.line()).isEqualTo("end");
      assertThat(running.line()).isEqualTo("0");
    }
  }

  @Test
  void aFunctionsCallsAreCounted() throws Exception {
    long offset = Subject.offset("counted");
    assertThat(BreakpointCounter.run(offset, Subject.path(), "calls")).isEqualTo(400);
    assertThat(BreakpointCounter.run(offset, Subject.path(), "text")).isZero();
  }

  @Test
  void aProgramIsToldAnotherTimeByEveryClock() throws Exception {
    assertThat(Written.by(out -> OtherTime.run(1_000_000_000, out.of("/bin/date", "-u", "+%s %F"))))
        .isEqualTo("1000000000 2001-09-09\n");
    assertThat(Written.by(out -> OtherTime.run(86_400, out.of(Subject.path(), "times"))))
        .isEqualTo("86400 86400 86400\n");
  }

  @Test
  void aFileIsReadThatIsNotThere() throws Exception {
    byte[] content = "a line\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    String path = "/no/such/directory/file";
    assertThat(Written.by(out -> MadeUpFile.run(path, content, out.of("/bin/cat", path, path))))
        .isEqualTo("a line\n".repeat(200_000));
  }
}
