package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which thread was sent what signal, by whom, in what order, and how it ended is the same by both
 * backends and by strace; also where the kernel kills a process without delivering anything.
 */
class DeathsTest {
  private static final int PROCESSES_AND_THREADS = 33;

  private static final Pattern LINE = Pattern.compile("(?:\\[pid +(\\d+)]|(\\d+)) +(.*)");
  private static final Pattern CALL = Pattern.compile("\\w+\\(.*");
  private static final Pattern SENDER = Pattern.compile("si_pid=(\\d+)");
  private static final String TIMES = ", si_utime=\\d+, si_stime=\\d+";
  private static final String CALLS = "calls";

  @TempDir Path directory;
  private String program;

  @BeforeEach
  void compile() throws Exception {
    Programs.require("strace");
    Programs.requireEbpf(directory);
    program = Programs.compile(directory, "deaths").toString();
  }

  @Test
  void signalsAndEndsAreThoseOfStrace() throws Exception {
    List<List<String>> straced = strace(program);
    assertThat(straced).hasSize(PROCESSES_AND_THREADS);
    assertThat(print("ptrace", program)).isEqualTo(straced);
    assertThat(print("ebpf", program)).isEqualTo(straced);
  }

  /** To a tracer, a first thread ends with its process; in the kernel, when it does. */
  @Test
  void aSignalKillsTheThreadsThatAreLeft() throws Exception {
    List<String> second = strace(program, "first").get(1);
    assertThat(second)
        .containsExactly(
            CALLS,
            "--- SIGUSR1 {si_signo=SIGUSR1, si_code=SI_USER, si_pid=0, si_uid=" + uid() + "} ---",
            "+++ killed by SIGUSR1 +++");
    assertThat(print("ptrace", program, "first").get(1)).isEqualTo(second);
    assertThat(print("ebpf", program, "first").get(1)).isEqualTo(second);
  }

  /** No tracer is told of it. */
  @Test
  void whoSentASigkillIsOnTheTapeByEbpf() throws Exception {
    print("ebpf", program);
    List<String> kills =
        Programs.sql(
            directory,
            tape("ebpf"),
            "SELECT count(*), count(DISTINCT tid), count(*) FILTER (code = 0) FROM signal"
                + " WHERE signo = 9");
    assertThat(kills).containsExactly("3,3,3");
  }

  private static String uid() throws Exception {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
  }

  private Path tape(String backend) {
    return directory.resolve(backend + ".cq");
  }

  private List<List<String>> strace(String... command) throws Exception {
    Path out = directory.resolve("strace");
    List<String> line = new ArrayList<>(List.of("strace", "-f", "-o", out.toString()));
    line.addAll(List.of(command));
    Programs.run(directory, line.toArray(String[]::new));
    return threads(Files.readAllLines(out));
  }

  private List<List<String>> print(String backend, String... command) throws Exception {
    Path tape = tape(backend);
    List<String> options = List.of("-q", "--force", "--backend", backend);
    assertThat(Programs.record(directory, tape, options, command).err()).isEmpty();
    String analyze = Programs.ROOT.resolve("bin/analyze").toString();
    return threads(
        Programs.run(directory, analyze, "print", "-f", tape.toString()).out().lines().toList());
  }

  /**
   * The signals and the end of each thread, in the order in which they first did something; that
   * there are calls before, between or after; senders by their place in that order.
   */
  private static List<List<String>> threads(List<String> lines) {
    Map<String, Integer> numbers = new HashMap<>();
    List<List<String>> threads = new ArrayList<>();
    for (String each : lines) {
      Matcher line = LINE.matcher(each);
      if (!line.matches()) {
        continue;
      }
      String tid = line.group(1) == null ? line.group(2) : line.group(1);
      int number = numbers.computeIfAbsent(tid, unused -> threads.size());
      if (number == threads.size()) {
        threads.add(new ArrayList<>());
      }
      List<String> thread = threads.get(number);
      String what = line.group(3);
      if (what.startsWith("--- ") || what.startsWith("+++ ")) {
        String sent = what.replaceFirst(TIMES, "");
        thread.add(SENDER.matcher(sent).replaceAll(pid -> "si_pid=" + numbers.get(pid.group(1))));
      } else if (CALL.matcher(what).matches()
          && (thread.isEmpty() || !thread.get(thread.size() - 1).equals(CALLS))) {
        thread.add(CALLS);
      }
    }
    return threads;
  }
}
