package dev.systape.schema.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.systape.schema.abi.Abi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables against the kernel that runs the test. */
final class RunningKernelTest {
  /**
   * For each number that it is given: whether the kernel has the call. Every argument is -1, which
   * no newer call accepts; a child of its own makes each, for uretprobe(2) kills its caller.
   */
  private static final String PROBE =
      """
      #include <errno.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <sys/prctl.h>
      #include <sys/wait.h>
      #include <unistd.h>
      int main(int argc, char **argv) {
        for (int i = 1; i < argc; i++) {
          int status;
          pid_t child = fork();
          if (child == 0) {
            prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
            long result = syscall(atol(argv[i]), -1L, -1L, -1L, -1L, -1L, -1L);
            _exit(result == -1 && errno == ENOSYS);
          }
          if (child < 0 || waitpid(child, &status, 0) != child) return 1;
          printf("%s %d\\n", argv[i], !(WIFEXITED(status) && WEXITSTATUS(status)));
        }
        return 0;
      }
      """;

  private static final Path TRACEFS = Path.of("/sys/kernel/tracing/events/syscalls");

  private final SyscallNumbers calls = SyscallNumbers.of(Abi.X86_64);
  @TempDir Path scratch;

  @BeforeEach
  void assumeAKernelThatTheTablesAreCompleteFor() throws IOException {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "this machine is no x86_64");
    KernelVersion running =
        KernelVersion.parse(Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip());
    KernelVersion complete = NewerCalls.load().upTo();
    assumeTrue(
        running.compareTo(complete) <= 0,
        () -> "the tables are complete for Linux " + complete + ", this is " + running);
  }

  @Test
  void everyTracefsEventMapsToANumber() throws IOException, InterruptedException {
    Set<String> events = tracefsEvents();
    assertThat(events).hasSizeGreaterThan(200);
    assertThat(events).allMatch(event -> calls.number(event) >= 0);
    assertThat(events.stream().map(calls::number)).doesNotHaveDuplicates();
  }

  @Test
  void noNumberIsAnsweredThatIsNotListed() throws IOException, InterruptedException {
    Map<Integer, Boolean> answered = probe();
    assertThat(answered).containsEntry(calls.end(), false);
    answered.values().removeIf(yes -> !yes);
    assertThat(answered).allSatisfy((number, yes) -> assertThat(calls.name(number)).isNotNull());
  }

  @Test
  void exactlyTheListedNumbersAreAnsweredThatTheKernelWasBuiltWith()
      throws IOException, InterruptedException {
    Set<Integer> built =
        tracefsEvents().stream().map(calls::number).collect(Collectors.toCollection(TreeSet::new));
    assertThat(probe())
        .allSatisfy(
            (number, yes) -> assertThat(yes).as("%d", number).isEqualTo(built.contains(number)));
  }

  /** Numbers that the oldest headers do not have, with the gaps between, and one past the last. */
  private Map<Integer, Boolean> probe() throws IOException, InterruptedException {
    assumeTrue(
        Files.readString(Path.of("/proc/self/status")).contains("\nSeccomp:\t0\n"),
        "a seccomp filter answers instead of the kernel");
    Path program = Programs.compile(scratch, PROBE);
    List<String> command = new ArrayList<>(List.of(program.toString()));
    int last = calls.number("rseq");
    for (int number = last + 1; number <= calls.end(); number++) {
      if (calls.name(number) == null || calls.since(number) != null) {
        command.add(Integer.toString(number));
      }
    }
    Map<Integer, Boolean> answered = new TreeMap<>();
    for (String line : Programs.output(scratch, command).lines().toList()) {
      String[] fields = line.split(" ");
      answered.put(Integer.valueOf(fields[0]), fields[1].equals("1"));
    }
    assertThat(answered).hasSize(command.size() - 1);
    return answered;
  }

  /** The calls that have an event, by the names of the kernel's functions. */
  private Set<String> tracefsEvents() throws IOException, InterruptedException {
    String listing;
    if (Files.isReadable(TRACEFS)) {
      try (Stream<Path> files = Files.list(TRACEFS)) {
        listing = files.map(file -> file.getFileName() + "\n").collect(Collectors.joining());
      }
    } else {
      // In a mount namespace of its own, which goes with the shell: nothing is left to unmount.
      Path mountPoint = Files.createDirectories(scratch.resolve("tracefs"));
      String script = "mount -t tracefs tracefs \"$0\" && ls \"$0/events/syscalls\"";
      Programs.requireInstalled("unshare");
      Programs.Run run =
          Programs.run(
              scratch, List.of("unshare", "-m", "sh", "-c", script, mountPoint.toString()));
      Programs.require(run.status() == 0, "tracefs cannot be read: " + run.errors());
      listing = run.output();
    }
    return listing
        .lines()
        .filter(name -> name.startsWith("sys_enter_"))
        .map(name -> name.substring("sys_enter_".length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
