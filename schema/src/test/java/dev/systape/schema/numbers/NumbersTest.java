package dev.systape.schema.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.systape.schema.abi.Abi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tables against what nobody here wrote: the installed headers, the running kernel, the C
 * library.
 */
class NumbersTest {
  private static final Path INCLUDE = Path.of("/usr/include");

  @Test
  void theTablesAreThoseThatTheHeadersGive() throws IOException {
    require(
        Files.exists(INCLUDE.resolve("asm-generic/unistd.h")),
        "kernel headers (linux-libc-dev) are missing");
    for (var table : GenerateNumbers.tables(HeaderCalls.read(INCLUDE)).entrySet()) {
      try (var in = SyscallNumbers.class.getResourceAsStream(table.getKey().label() + ".tbl")) {
        assertThat(table.getValue())
            .isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void numbersThatEverybodyKnows() {
    assertThat(SyscallNumbers.of(Abi.X86_64).name(257)).isEqualTo("openat");
    assertThat(SyscallNumbers.of(Abi.I386).name(90)).isEqualTo("mmap");
    assertThat(SyscallNumbers.of(Abi.I386).name(192)).isEqualTo("mmap2");
    assertThat(SyscallNumbers.of(Abi.AARCH64).name(222)).isEqualTo("mmap");
    assertThat(SyscallNumbers.of(Abi.AARCH64).name(79)).isEqualTo("newfstatat");
    assertThat(SyscallNumbers.of(Abi.AARCH64).number("renameat")).isEqualTo(38);
    assertThat(SyscallNumbers.of(Abi.X32).name(520)).isEqualTo("execve");
    assertThat(SyscallNumbers.of(Abi.X86_64).number("newfstat")).isEqualTo(5);
    assertThat(SyscallNumbers.of(Abi.X86_64).name(-1)).isNull();
    assertThat(SyscallNumbers.of(Abi.X86_64).number("no_such_call")).isEqualTo(-1);
  }

  @Test
  void everyEventOfTheRunningKernelMapsToANumber(@TempDir Path directory) throws Exception {
    Path events = Path.of("/sys/kernel/tracing/events/syscalls");
    boolean mounted =
        !Files.exists(events)
            && run("mount", "-t", "tracefs", "tracefs", "/sys/kernel/tracing") == 0;
    try {
      require(
          Files.exists(events),
          "tracefs is not mounted and may not be (root, CONFIG_FTRACE_SYSCALLS)");
      List<String> unknown = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(events, "sys_enter_*")) {
        for (Path event : entries) {
          String name = event.getFileName().toString().substring("sys_enter_".length());
          if (SyscallNumbers.of(Abi.X86_64).number(name) < 0) {
            unknown.add(name);
          }
        }
      }
      assertThat(unknown).isEmpty();
    } finally {
      if (mounted) {
        run("umount", "/sys/kernel/tracing");
      }
    }
  }

  @Test
  void errorsAreThoseOfTheCLibrary() throws Exception {
    require(
        Files.isExecutable(Path.of("/usr/bin/python3")) || run("python3", "-c", "") == 0,
        "python3 is missing");
    Process python =
        new ProcessBuilder(
                "python3",
                "-c",
                "import errno,os\nfor n in sorted(errno.errorcode): print(n, os.strerror(n))")
            .start();
    String text = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(text.lines().toList()).isNotEmpty();
    for (String line : text.lines().toList()) {
      String[] fields = line.split(" ", 2);
      assertThat(ErrnoNames.describe(Integer.parseInt(fields[0]))).isEqualTo(fields[1]);
      assertThat(ErrnoNames.name(Integer.parseInt(fields[0]))).startsWith("E");
    }
    assertThat(ErrnoNames.name(512)).isEqualTo("ERESTARTSYS");
    assertThat(ErrnoNames.describe(9999)).isEqualTo("Unknown error 9999");
    assertThat(SignalNames.name(17)).isEqualTo("SIGCHLD");
    assertThat(SignalNames.name(34)).isEqualTo("SIGRT_2");
    assertThat(SignalNames.name(65)).isNull();
  }

  private static void require(boolean there, String missing) {
    if (System.getenv("CI") == null) {
      assumeTrue(there, missing);
    }
    assertThat(there).as(missing).isTrue();
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }
}
