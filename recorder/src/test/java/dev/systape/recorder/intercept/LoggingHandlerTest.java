package dev.systape.recorder.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.recorder.ptrace.Subject;
import dev.systape.recorder.ptrace.TracerOptions;
import dev.systape.recorder.ptrace.Written;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lines of the logging handler, and that programs notice nothing of it. */
@Timeout(60)
class LoggingHandlerTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  private String logged(LoggingHandler handler, String... command) throws Exception {
    return Written.by(
        out -> Interceptor.run(TracerOptions.defaults(), tracee -> handler, out.of(command)));
  }

  private LoggingHandler handler() {
    return new LoggingHandler(new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  /** The lines without the thread in front. */
  private List<String> lines() {
    return log.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("^\\d+ ", ""))
        .toList();
  }

  @Test
  void aLineTellsNameArgumentsAndResult() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "some \"text\"\n");
    String script = "read line <\"$0\"; cat /no/such/file; exit 3";
    String output = logged(handler(), "sh", "-c", script, file.toString());
    assertThat(output).endsWith("/no/such/file: No such file or directory\n");
    assertThat(lines())
        .contains("openat(AT_FDCWD, \"" + file + "\", O_RDONLY) = 3")
        .contains(
            "openat(AT_FDCWD, \"/no/such/file\", O_RDONLY) = -1 ENOENT (No such file or"
                + " directory)")
        .contains("read(0, \"s\", 1) = 1")
        .anyMatch(line -> line.matches("execve\\(\".*/cat\", \\[\"cat\", \"/no/such/file\"],.*= 0"))
        .anyMatch(
            line -> line.matches("newfstatat\\(.*, \\{st_mode=\\d+, st_size=\\d+}, .*\\) = 0"))
        .contains("exit_group(1) = ?")
        .contains("exit_group(3) = ?");
  }

  @Test
  void theProgramsOutputIsWhatItIsWithoutLogging() throws Exception {
    String[] tree = {"sh", "-c", "ls -d /usr /bin; (exit 5); echo $?; cat </etc/passwd | wc"};
    assertThat(logged(handler(), tree)).isEqualTo(Subject.output(tree));
    for (String mode : List.of("calls", "vectors", "fault", "text", "filtered")) {
      assertThat(logged(handler(), Subject.path(), mode))
          .isEqualTo(Subject.output(Subject.path(), mode));
    }
    assertThat(lines())
        .contains("writev(3, [\"abcde\"]/*2*/, 2) = 5")
        .contains("clock_gettime(CLOCK_MONOTONIC, 0x8) = -1 EFAULT (Bad address)");
  }

  @Test
  void aHandlerThatExtendsItSeesItsOwnResultsInTheLines() throws Exception {
    LoggingHandler clock =
        new LoggingHandler(new PrintStream(log, true, StandardCharsets.UTF_8)) {
          @Override
          public void getppid(Call call) {
            call.suppress(4711);
          }
        };
    assertThat(logged(clock, Subject.path(), "parent")).isEqualTo("4711\n");
    assertThat(lines()).contains("getppid() = 4711");
  }
}
