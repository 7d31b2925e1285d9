package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.bench.endtoend.Programs.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code record --inject} beside strace's {@code -e inject}. */
class InjectTest {
  @TempDir Path directory;

  private Path tape() {
    return directory.resolve("t.cq");
  }

  /** The program behaves as under strace, and both print the same calls with the same marks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openat      | openat:error=ENOENT:when=3            | cat /etc/hostname",
        "openat      | openat:error=13:when=1..2             | cat /etc/hostname",
        "close       | close:error=EIO:delay_enter=10:when=4+| cat /etc/hostname",
        "close       | close:error=EIO:when=2..9+3           | cat /etc/hostname; cat /etc/passwd",
        "close       | close:retval=77:delay_exit=1ms        | cat /etc/hostname",
        "read        | read:signal=USR1:when=3               | cat /etc/hostname",
        "write       | write:signal=SIGUSR1:when=2           | trap 'echo got' USR1; echo a; echo b",
        "unlinkat    | unlinkat,unlink:error=EACCES          | rm nowhere",
        "%process    | fork,vfork,clone:error=EAGAIN         | ls; echo",
        "clock_nanosleep | clock_nanosleep:retval=0x0        | sleep 1000; sleep 500",
      })
  void aCallIsChangedAsStraceDoes(String calls, String inject, String script) throws Exception {
    Programs.require("strace");
    String trace = "trace=" + calls;
    Path text = directory.resolve("s");
    Ended strace =
        Programs.run(
            directory,
            "strace",
            "-f",
            "-o",
            text.toString(),
            "-e",
            trace,
            "-e",
            "inject=" + inject,
            "sh",
            "-c",
            script);
    Ended record =
        Programs.record(directory, tape(), List.of("-q", "--inject", inject), "sh", "-c", script);
    assertThat(record).isEqualTo(strace);
    Ended print =
        Programs.run(
            directory,
            Programs.ROOT.resolve("bin/analyze").toString(),
            "print",
            "-f",
            "-e",
            trace,
            tape().toString());
    List<String> expected = marked(Files.readString(text));
    assertThat(marked(print.out())).isEqualTo(expected);
    assertThat(inject.contains("signal") || !expected.isEmpty()).isTrue();
  }

  /** Lines of calls that were changed, without what differs from run to run. */
  private static List<String> marked(String text) {
    return text.lines()
        .filter(line -> line.endsWith("(INJECTED)") || line.endsWith("(DELAYED)"))
        .map(
            line ->
                line.replaceFirst("^(\\[pid +)?[0-9]+]? +", "")
                    .replaceAll(" += ", " = ")
                    .replaceAll("0x[0-9a-f]{9,}", "ADDRESS"))
        .toList();
  }

  @Test
  void aThreadIsHeldAndTheOthersGoOn() throws Exception {
    String inject = "clock_nanosleep:delay=200ms:delay_exit=300ms";
    Ended ended =
        Programs.record(
            directory,
            tape(),
            List.of("-q", "--inject", inject),
            "sh",
            "-c",
            "sleep 0.1 & echo at once; wait; echo done");
    assertThat(ended).isEqualTo(new Ended(0, "at once\ndone\n", ""));
    String sql =
        "SELECT s.duration_ns >= 300000000, e.entry_ns - s.exit_ns >= 300000000, s.flags,"
            + " w.entry_ns < s.exit_ns FROM syscall s JOIN syscall e ON e.tid = s.tid"
            + " AND e.name = 'close' AND e.seq > s.seq, syscall w WHERE s.name = 'clock_nanosleep'"
            + " AND w.name = 'write' ORDER BY e.seq, w.seq LIMIT 1";
    assertThat(Programs.sql(directory, tape(), sql)).containsExactly("true,true,16,true");
  }

  @Test
  void recordingEndsInTimeWhileAThreadIsHeld() throws Exception {
    List<String> options =
        List.of("-q", "--timeout", "200ms", "--inject", "clock_nanosleep:delay=1000s");
    assertThat(Programs.record(directory, tape(), options, "sleep", "0.1").status()).isZero();
    assertThat(TapeCalls.read(tape()).health.whole()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "close                      | name what to do",
        "close:error=FOO            | 'FOO' is no errno from 1 to 4095",
        "close:error=4096           | '4096' is no errno from 1 to 4095",
        "close:error=EIO:retval=4   | error and retval contradict each other",
        "close:retval=5:when=0      | calls are counted from 1",
        "close:retval=x             | 'x' is no number",
        "close:signal=NOPE          | 'NOPE' is no signal",
        "close:delay=1h             | '1h' is no time",
        "close:poke=1               | 'poke' is none of error",
        "close:error                | 'error' is no ACTION=VALUE",
        "nope:error=EIO             | there is no system call 'nope'",
        ":error=EIO                 | name calls before the first ':'",
      })
  void aWrongWordIsNamed(String inject, String message) throws Exception {
    Ended ended = Programs.record(directory, tape(), List.of("--inject", inject), "touch", "made");
    assertThat(ended.status()).isEqualTo(125);
    assertThat(ended.err()).startsWith("record: --inject " + inject + ": ").contains(message);
    assertThat(directory.resolve("made")).doesNotExist();
    assertThat(tape()).doesNotExist();
  }
}
