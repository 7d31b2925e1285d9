package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.bench.endtoend.Programs.Ended;
import dev.systape.schema.tape.Signal;
import dev.systape.schema.tape.TapeEnd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Signals of a terminal go to the program, which decides; SIGTERM is passed on; a killed recorder
 * leaves a readable tape and an unharmed program.
 */
class TerminalTest {
  /**
   * Runs a command on a terminal of its own, waits for a word, acts, and prints what came and how
   * it ended.
   */
  private static final String PTY =
      """
      import os, pty, signal, sys
      signal.pthread_sigmask(signal.SIG_SETMASK, [])  # a JVM's children start with SIGQUIT blocked
      word, action, command = sys.argv[1].encode(), sys.argv[2], sys.argv[3:]
      pid, terminal = pty.fork()
      if pid == 0:
          os.execvp(command[0], command)
      seen = b''
      def until(expected):
          global seen
          while expected not in seen:
              seen += os.read(terminal, 1000)
      until(word)
      for step in action.split(','):
          if step == 'int': os.write(terminal, b'\\x03')
          elif step == 'quit': os.write(terminal, b'\\x1c')
          elif step == 'stop': os.write(terminal, b'\\x1a')
          elif step == 'line': os.write(terminal, b'line\\n')
          elif step == 'term': os.kill(pid, signal.SIGTERM)
          elif step == 'kill': os.kill(pid, signal.SIGKILL)
          else: until(step.encode())
      try:
          while True:
              more = os.read(terminal, 1000)
              if not more: break
              seen += more
      except OSError:
          pass
      status = os.waitpid(pid, 0)[1]
      sys.stdout.write(seen.decode().replace('\\r\\n', '\\n'))
      print('status', os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status))
      """;

  private static final String PROGRAM =
      "trap 'echo caught' INT; trap 'echo ending; exit 9' TERM; echo ready; while :; do :; done";

  private static final int SIGCONT = 18;
  private static final int SIGTSTP = 20;

  @TempDir Path directory;

  @Test
  void aProgramThatHandlesInterruptsGoesOnBeingRecorded() throws Exception {
    assertThat(onTerminal("int,caught,term", PROGRAM).out())
        .contains("caught", "ending", "status 9");
    assertWhole();
  }

  @Test
  void terminationIsPassedOn() throws Exception {
    assertThat(onTerminal("term", PROGRAM).out()).contains("ending\nstatus 9");
    assertWhole();
  }

  @Test
  void aProgramThatAQuitKillsEndsTheTape() throws Exception {
    assertThat(onTerminal("quit", "echo ready; exec cat").out())
        .contains("status 131")
        .doesNotContain("Full thread dump");
    assertWhole();
  }

  @Test
  void aJobThatIsStoppedAtTheTerminalComesBackToTheForeground() throws Exception {
    String program = "echo ready; read line; echo \"got $line\"; exit 9";
    Path tape = directory.resolve("t.cq");
    String job =
        "%s -o %s -- sh -c '%s'".formatted(Programs.ROOT.resolve("bin/record"), tape, program);
    // -m: a shell with jobs. The shell goes on when its job stops, with 128 + SIGTSTP.
    Ended ended =
        onTerminal(
            "stop,shell has 148,line",
            List.of("bash", "-m", "-c", job + "; echo shell has $?; fg; exit $?"));
    assertThat(ended.out()).contains("shell has 148\n", "got line\nstatus 9\n");
    assertWhole();
    // SIGTSTP is missing where the recorder stopped before it saw it; strace misses it likewise.
    List<Signal> signals =
        TapeCalls.read(tape).events.stream()
            .filter(Signal.class::isInstance)
            .map(Signal.class::cast)
            .toList();
    assertThat(signals).extracting(Signal::signo).isSubsetOf(SIGTSTP, SIGCONT).endsWith(SIGCONT);
  }

  @Test
  void aKilledRecorderLeavesATapeUpToItsLastCommit() throws Exception {
    Programs.require("python3");
    Path tape = directory.resolve("t.cq");
    Path marker = directory.resolve("went-on");
    String program =
        "i=0; while [ $i -lt 2000 ]; do i=$((i+1)); : < /dev/null; done; echo > ready; read line; echo on > went-on";
    String script =
        "mkfifo gate; %s -o %s -- sh -c '%s' < gate & exec 9> gate; while [ ! -e ready ]; do :; done; kill -9 $!; wait $! 2>/dev/null; echo go >&9; while [ ! -e went-on ]; do :; done"
            .formatted(Programs.ROOT.resolve("bin/record"), tape, program);
    Programs.run(directory, "bash", "-c", script);
    assertThat(marker).exists();
    TapeCalls calls = TapeCalls.read(tape);
    assertThat(calls.health.ended()).isFalse();
    assertThat(calls.health.damagedBatches()).isZero();
    assertThat(calls.counts.get("openat")).isGreaterThan(100);
  }

  private Ended onTerminal(String action, String program) throws Exception {
    String record = Programs.ROOT.resolve("bin/record").toString();
    String tape = directory.resolve("t.cq").toString();
    return onTerminal(action, List.of(record, "-o", tape, "--", "sh", "-c", program));
  }

  private Ended onTerminal(String action, List<String> command) throws Exception {
    Programs.require("python3");
    Path script = Files.writeString(directory.resolve("terminal.py"), PTY);
    List<String> line = new ArrayList<>(List.of("python3", script.toString(), "ready", action));
    line.addAll(command);
    return Programs.run(directory, line.toArray(String[]::new));
  }

  private void assertWhole() throws Exception {
    TapeCalls calls = TapeCalls.read(directory.resolve("t.cq"));
    assertThat(calls.health.whole()).isTrue();
    assertThat(calls.events).last().isInstanceOf(TapeEnd.class);
  }
}
