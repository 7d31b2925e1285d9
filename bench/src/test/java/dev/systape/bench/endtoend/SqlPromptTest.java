package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.bench.endtoend.Programs.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The prompt of {@code analyze sql}, on a terminal of ten lines. */
class SqlPromptTest {
  /** Writes each second argument when the one before it was seen, then prints all that came. */
  private static final String PTY =
      """
      import fcntl, os, pty, struct, sys, termios
      steps, command = sys.argv[1].split('|'), sys.argv[2:]
      pid, terminal = pty.fork()
      if pid == 0:
          fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 10, 100, 0, 0))
          os.execvp(command[0], command)
      seen = b''
      def until(expected):
          got = b''
          while expected not in got:
              got += os.read(terminal, 1000)
          return got
      for expected, keys in zip(steps[::2], steps[1::2]):
          seen += until(expected.encode())
          os.write(terminal, keys.encode().decode('unicode_escape').encode())
      try:
          while True:
              more = os.read(terminal, 1000)
              if not more: break
              seen += more
      except OSError:
          pass
      status = os.waitpid(pid, 0)[1]
      sys.stdout.write(seen.decode(errors='replace').replace('\\r', ''))
      print('status', os.waitstatus_to_exitcode(status))
      """;

  @TempDir Path directory;

  @Test
  void aPromptCompletesPagesSurvivesAnInterruptAndRemembers() throws Exception {
    Programs.require("python3");
    Path tape = directory.resolve("t.cq");
    Programs.record(directory, tape, List.of(), "true");
    List<String> steps =
        List.of(
            "sql> ",
                "SELECT 40 + count(*) AS n FROM syscall_d\\t WHERE name = 'renameat2\\t' LIMIT 1;\\r",
            "n", "",
            "sql> ", "SELECT count(*) FROM range(10000000000) a, range(1000) b;\\r",
            // What the line reader writes last: from then on the query is what Ctrl-C ends.
            "[?2004l", "\\x03",
            "interrupted", "",
            "sql> ", "SELECT 1000 + i AS i FROM range(100) t(i);\\r",
            "-- more", " ",
            "-- more", "q",
            "sql> ", "health/tap\\t;\\r",
            "-- more", "q",
            "sql> ", "\\x04");
    Path script = Files.writeString(directory.resolve("terminal.py"), PTY);
    Path state = directory.resolve("state");
    Ended ended =
        Programs.run(
            directory,
            "env",
            "XDG_STATE_HOME=" + state,
            "python3",
            script.toString(),
            String.join("|", steps),
            Programs.ROOT.resolve("bin/analyze").toString(),
            "sql",
            tape.toString());

    assertThat(ended.out())
        .contains("\n1000\n", "\n1010\n", "interrupted", "records lost", "status 0")
        .doesNotContain("\n1040\n");
    Path history = state.resolve("systape/sql_history");
    // A completed word has a blank behind it.
    assertThat(history).content().containsPattern("FROM syscall_def +WHERE name = 'renameat2'");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
        .isEqualTo("rw-------");
  }
}
