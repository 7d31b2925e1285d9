package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.bench.endtoend.Programs.Ended;
import dev.systape.schema.tape.Seccomp;
import dev.systape.schema.tape.TapeEnd;
import dev.systape.schema.tape.TapeHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters of seccomp(2): the recorder's own for -e, and those of programs. */
class SeccompTest {
  @TempDir Path directory;

  private Path tape() {
    return directory.resolve("tape.cq");
  }

  private Ended ptrace(List<String> options, String... command) throws Exception {
    List<String> all = new ArrayList<>(List.of("--backend", "ptrace", "--force", "-q"));
    all.addAll(options);
    return Programs.record(directory, tape(), all, command);
  }

  private static boolean filteredInTheKernel(TapeCalls calls) {
    return header(calls).map(each -> each.options() & TapeHeader.KERNEL_FILTER).orElse(0) != 0;
  }

  private static Optional<TapeHeader> header(TapeCalls calls) {
    return calls.events.stream()
        .filter(TapeHeader.class::isInstance)
        .map(TapeHeader.class::cast)
        .findFirst();
  }

  /** Whether this user has CAP_SYS_ADMIN; in CI it must. */
  private static void requireAdmin() throws IOException {
    String status = Files.readString(Path.of("/proc/self/status"));
    String effective = status.split("CapEff:")[1].strip().split("\\s")[0];
    boolean admin = (Long.parseUnsignedLong(effective, 16) >>> 21 & 1) != 0;
    if (System.getenv("CI") == null) {
      Assumptions.assumeTrue(admin, "needs CAP_SYS_ADMIN");
    } else if (!admin) {
      throw new AssertionError("needs CAP_SYS_ADMIN, and in CI nothing may be skipped");
    }
  }

  @Test
  void aFilterInTheKernelLeavesTheProgramAndTheTapeAsTheyAreWithoutIt() throws Exception {
    String program = Programs.compile(directory, "filtered").toString();
    Ended alone = Programs.run(directory, program);
    List<String> set = List.of("-e", "openat,execve,wait4");
    List<String> without = new ArrayList<>(set);
    without.addAll(List.of("--seccomp", "never"));
    assertThat(ptrace(without, program)).isEqualTo(alone);
    TapeCalls slow = TapeCalls.read(tape());
    List<String> with = new ArrayList<>(set);
    with.addAll(List.of("--seccomp", "always"));
    assertThat(ptrace(with, program)).isEqualTo(alone);
    TapeCalls fast = TapeCalls.read(tape());
    assertThat(filteredInTheKernel(slow)).isFalse();
    assertThat(filteredInTheKernel(fast)).isTrue();
    assertThat(fast.health.whole()).isTrue();
    assertThat(fast.counts).isEqualTo(slow.counts).containsKeys("openat", "execve", "wait4");
    assertThat(fast.events).hasSameSizeAs(slow.events);
  }

  @Test
  void aProgramThatCannotBeExecutedIsToldAsWithoutAFilter() throws Exception {
    Path text = Files.writeString(directory.resolve("text"), "no program\n");
    assertThat(text.toFile().setExecutable(true)).isTrue();
    Ended ended = ptrace(List.of("-e", "openat", "--seccomp", "always"), text.toString());
    assertThat(ended.status()).isEqualTo(126);
    assertThat(ended.err()).contains("Exec format error");
    assertThat(tape()).doesNotExist();
  }

  @Test
  void anotherUserHasTheSamePrivilegesWithAFilterAsWithout() throws Exception {
    requireAdmin();
    String[] program = {"grep", "-E", "^(Uid|Gid|Groups|Cap|NoNewPrivs)", "/proc/self/status"};
    List<String> options = List.of("-u", "nobody", "-e", "openat", "--seccomp");
    List<String> never = new ArrayList<>(options);
    never.add("never");
    Ended without = ptrace(never, program);
    assertThat(without.status()).isZero();
    List<String> auto = new ArrayList<>(options);
    auto.add("auto");
    assertThat(ptrace(auto, program)).isEqualTo(without);
    assertThat(filteredInTheKernel(TapeCalls.read(tape()))).isTrue();
  }

  @Test
  void afterItsTimeIsOverTheRecorderGoesOnAnswering() throws Exception {
    String script = "cat /dev/null; read line; cat /dev/null && echo works; exit 4";
    List<String> command =
        List.of(
            Programs.ROOT.resolve("bin/record").toString(),
            "--backend",
            "ptrace",
            "-e",
            "openat",
            "--seccomp",
            "always",
            "--timeout",
            "300ms",
            "-o",
            tape().toString(),
            "--",
            "sh",
            "-c",
            script);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream out = process.getInputStream()) {
      String said = "";
      while (!said.contains("record stays until all ends")) {
        int next = out.read();
        assertThat(next).describedAs("the end of: %s", said).isNotNegative();
        said += (char) next;
      }
      process.getOutputStream().write('\n');
      process.getOutputStream().close();
      assertThat(new String(out.readAllBytes(), StandardCharsets.UTF_8)).contains("works\n");
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(4);
    } finally {
      process.destroyForcibly().waitFor();
    }
    TapeCalls calls = TapeCalls.read(tape());
    assertThat(calls.health.whole()).isTrue();
    TapeEnd end = (TapeEnd) calls.events.get(calls.events.size() - 1);
    assertThat(end.reason()).isEqualTo(TapeEnd.TIMEOUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--no-follow", "--backend=ebpf"})
  void whatDoesNotGoWithAFilterIsRefused(String option) throws Exception {
    Ended ended =
        Programs.record(
            directory, tape(), List.of("-e", "openat", "--seccomp", "always", option), "true");
    assertThat(ended.status()).isEqualTo(125);
    assertThat(ended.err()).startsWith("record: --seccomp").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"trace", "errno", "trap", "kill"})
  void aFilterOfTheProgramsOwnWorksAsItDoesUntraced(String action) throws Exception {
    String program = Programs.compile(directory, "seccomp").toString();
    Ended alone = Programs.run(directory, program, action);
    assertThat(ptrace(List.of(), program, action)).isEqualTo(alone);
    List<Seccomp> stops =
        TapeCalls.read(tape()).events.stream()
            .filter(Seccomp.class::isInstance)
            .map(Seccomp.class::cast)
            .toList();
    assertThat(stops).isEqualTo(action.equals("trace") ? List.of(new Seccomp(42, 110)) : List.of());
    List<String> filtered = List.of("-e", "getppid,getpgrp", "--seccomp", "always");
    assertThat(ptrace(filtered, program, action)).isEqualTo(alone);
    assertThat(TapeCalls.read(tape()).counts).containsOnlyKeys("getpgrp");
  }

  @Test
  void theFiltersOfARunningProcessArePrinted() throws Exception {
    requireAdmin();
    String program = Programs.compile(directory, "seccomp").toString();
    Process process = new ProcessBuilder(program, "wait").start();
    try {
      assertThat(process.getInputStream().read()).isEqualTo('x');
      Ended dump = dump(Long.toString(process.pid()));
      assertThat(dump.err()).isEmpty();
      assertThat(dump.status()).isZero();
      assertThat(dump.out())
          .isEqualTo(
              """
              process %d (seccomp): seccomp mode 2 (filter), 2 filters

              filter 0 (installed first): 4 instructions, flags SECCOMP_FILTER_FLAG_LOG
                 0: 0020 00 00 00000000  A = nr
                 1: 0015 00 01 0000006e  if (A != 110 /* x86_64: getppid, i386: iopl */) goto L3
                 2: 0006 00 00 00050007  return SECCOMP_RET_ERRNO|7
              L3:
                 3: 0006 00 00 7fff0000  return SECCOMP_RET_ALLOW

              filter 1: 4 instructions, flags 0
                 0: 0020 00 00 00000000  A = nr
                 1: 0015 00 01 0000006f  if (A != 111 /* x86_64: getpgrp, i386: vhangup */) goto L3
                 2: 0006 00 00 7ff00009  return SECCOMP_RET_TRACE|9
              L3:
                 3: 0006 00 00 7fff0000  return SECCOMP_RET_ALLOW
              """
                  .formatted(process.pid()));
    } finally {
      process.getOutputStream().close();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(process.exitValue()).describedAs("it runs on as it did").isZero();
  }

  @Test
  void aProcessWithoutAFilterAndNoProcessAreToldApart() throws Exception {
    Ended none = dump(Long.toString(ProcessHandle.current().pid()));
    assertThat(none.status()).isEqualTo(125);
    assertThat(none.err()).contains("has no seccomp filter: its mode is 0 (disabled)");
    Ended gone = dump("999999999");
    assertThat(gone.status()).isEqualTo(125);
    assertThat(gone.err()).isEqualTo("record: --seccomp-dump: there is no process 999999999\n");
    assertThat(dump("x").err()).contains("takes a process id, not 'x'");
  }

  private Ended dump(String pid) throws Exception {
    return Programs.run(
        directory, Programs.ROOT.resolve("bin/record").toString(), "--seccomp-dump", pid);
  }
}
