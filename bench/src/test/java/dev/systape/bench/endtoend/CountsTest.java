package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.systape.bench.endtoend.Programs.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real programs under record: output and status as untraced, and as many calls of each name as
 * strace counts. A program that is not deterministic may differ from one strace run by as much as
 * two strace runs differ.
 */
class CountsTest {
  /** What strace itself counts differs from run to run in programs of several threads. */
  private static final int STRACE_RUNS = 4;

  /** How often threads wait for each other is the scheduler's doing, under strace as well. */
  private static final Set<String> BY_SCHEDULE = Set.of("futex", "sched_yield", "clock_nanosleep");

  /** So is whether two children that end together cost their parent one SIGCHLD or two. */
  private static final String AFTER_A_HANDLER = "rt_sigreturn";

  @TempDir Path directory;

  @Test
  void listsADirectoryTree() throws Exception {
    sameAsStrace("ls", "-lR", "/usr/share/doc");
  }

  @Test
  void pythonImports() throws Exception {
    Programs.require("python3");
    // The system's own: what stands first on PATH may be a script that looks for one.
    sameAsStrace("/usr/bin/python3", "-c", "import json, ssl");
  }

  @Test
  void gccCompiles() throws Exception {
    Programs.require("gcc");
    Files.writeString(directory.resolve("hello.c"), "int main(void) { return 0; }\n");
    Programs.run(directory, "gcc", "-O2", "hello.c");
    // The compiler driver asks for random numbers once or twice.
    nearStrace("gcc", "-O2", "hello.c");
  }

  @Test
  void gitLogs() throws Exception {
    Programs.require("git");
    String id = "-c user.name=t -c user.email=t@example.org";
    sameAsUntraced(
        "sh",
        "-c",
        "git init -q . && git " + id + " commit -q --allow-empty -m one && git log --format=%s");
    sameAsStrace("git", "log", "--format=%s");
  }

  @Test
  void javaPrintsItsVersion() throws Exception {
    // What it knows of its container it reads anew after 20 ms, so how often depends on its speed.
    nearStrace("java", "-XX:-UseContainerSupport", "-version");
  }

  @Test
  void aShellRunsAPipeline() throws Exception {
    sameAsStrace("sh", "-c", "ls / | sort | wc -l; exit 3");
  }

  @Test
  void twoHundredThreads() throws Exception {
    nearStrace(Programs.compile(directory, "threads").toString());
  }

  @Test
  void aThousandForks() throws Exception {
    sameAsStrace(Programs.compile(directory, "forks").toString());
  }

  @Test
  void aStormOfVforks() throws Exception {
    sameAsStrace(Programs.compile(directory, "vforks").toString());
  }

  @Test
  void anExecveByAThreadThatIsNotTheLeader() throws Exception {
    nearStrace(Programs.compile(directory, "thread_exec").toString());
  }

  @Test
  void callsThroughInt80AreOfTheirOwnAbi() throws Exception {
    String program = Programs.compile(directory, "int80").toString();
    assumeThat(Programs.run(directory, program).status())
        .as("this machine has no int 0x80: the program dies of it untraced")
        .isZero();
    TapeCalls calls = sameAsStrace(program);
    assertThat(calls.abis).containsEntry("i386", 11);
  }

  @Test
  void signalsStopsAndASegfault() throws Exception {
    nearStrace(Programs.compile(directory, "signals").toString());
  }

  @Test
  void aProgramThatKillsItself() throws Exception {
    Ended untraced = Programs.run(directory, "sh", "-c", "sh -c 'kill -9 $$'; echo $?");
    Ended traced =
        Programs.record(
            directory,
            directory.resolve("k.cq"),
            List.of(),
            "sh",
            "-c",
            "sh -c 'kill -9 $$'; echo $?");
    assertThat(traced.out()).isEqualTo(untraced.out());
    assertThat(traced.status()).isEqualTo(untraced.status());
  }

  private TapeCalls sameAsUntraced(String... command) throws Exception {
    Ended traced =
        Programs.record(directory, directory.resolve("u.cq"), List.of("--force"), command);
    assertThat(traced.status()).isZero();
    return TapeCalls.read(directory.resolve("u.cq"));
  }

  private TapeCalls sameAsStrace(String... command) throws Exception {
    TapeCalls calls = recorded(command);
    Map<String, Integer> counts = new TreeMap<>(calls.counts);
    Map<String, Integer> expected = strace(command);
    counts.remove(AFTER_A_HANDLER);
    expected.remove(AFTER_A_HANDLER);
    assertThat(counts).isEqualTo(expected);
    return calls;
  }

  /**
   * As close to strace runs as these are to each other, give or take two calls and a twentieth: a
   * few runs do not show all that a program may do. Names that one of them lacks count as 0.
   */
  private TapeCalls nearStrace(String... command) throws Exception {
    TapeCalls calls = recorded(command);
    List<Map<String, Integer>> runs = new ArrayList<>();
    Set<String> names = new TreeSet<>(calls.counts.keySet());
    for (int run = 0; run < STRACE_RUNS; run++) {
      runs.add(strace(command));
      names.addAll(runs.get(run).keySet());
    }
    names.removeAll(BY_SCHEDULE);
    for (String name : names) {
      IntSummaryStatistics range =
          runs.stream().mapToInt(run -> run.getOrDefault(name, 0)).summaryStatistics();
      int slack = range.getMax() - range.getMin() + 2 + range.getMax() / 20;
      assertThat(calls.counts.getOrDefault(name, 0))
          .as(name)
          .isBetween(range.getMin() - slack, range.getMax() + slack);
    }
    return calls;
  }

  private TapeCalls recorded(String... command) throws Exception {
    Ended untraced = Programs.run(directory, command);
    Path tape = directory.resolve("t.cq");
    Ended traced = Programs.record(directory, tape, List.of("--force"), command);
    assertThat(traced).isEqualTo(untraced);
    TapeCalls calls = TapeCalls.read(tape);
    assertThat(calls.health.whole()).isTrue();
    return calls;
  }

  /**
   * Calls by name as {@code strace -f -c} counts them, which leaves out those that never return.
   */
  private Map<String, Integer> strace(String... command) throws IOException, InterruptedException {
    Programs.require("strace");
    Path table = directory.resolve("strace.out");
    String[] line = new String[command.length + 5];
    System.arraycopy(new String[] {"strace", "-f", "-c", "-o", table.toString()}, 0, line, 0, 5);
    System.arraycopy(command, 0, line, 5, command.length);
    Programs.run(directory, line);
    Map<String, Integer> counts = new TreeMap<>();
    for (String row : Files.readAllLines(table)) {
      String[] fields = row.strip().split("\\s+");
      if (fields.length >= 5
          && fields[0].matches("[\\d.]+")
          && !fields[fields.length - 1].equals("total")) {
        counts.merge(fields[fields.length - 1], Integer.parseInt(fields[3]), Integer::sum);
      }
    }
    return counts;
  }
}
