package dev.systape.schema.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.systape.schema.abi.Abi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables against this machine's kernel headers. */
final class InstalledHeadersTest {
  private static final Path INCLUDE = Path.of("/usr/include");

  /** What arm64's own asm/unistd.h defines before it includes the generic one. */
  private static final List<String> ARM64 =
      List.of(
          "-D__ARCH_WANT_RENAMEAT",
          "-D__ARCH_WANT_NEW_STAT",
          "-D__ARCH_WANT_SET_GET_RLIMIT",
          "-D__ARCH_WANT_TIME32_SYSCALLS",
          "-D__ARCH_WANT_SYS_CLONE3",
          "-D__ARCH_WANT_MEMFD_SECRET");

  @TempDir Path scratch;

  @Test
  void theCommandReproducesTheTablesByteForByte() throws IOException {
    KernelVersion version = requireHeaders();
    NewerCalls newer = NewerCalls.load();
    assumeTrue(
        version.compareTo(newer.after()) >= 0 && version.compareTo(newer.upTo()) <= 0,
        () -> "the headers are Linux " + version + ", outside of what newer.tbl completes");
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    String[] command = {"--headers", INCLUDE.toString(), "--out", scratch.toString()};
    int status =
        GenerateNumbers.run(command, new PrintStream(errors, true, StandardCharsets.UTF_8));
    assertThat(errors.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(status).isZero();
    for (Abi abi : Abi.values()) {
      String name = abi.label() + ".tbl";
      assertThat(Files.readString(scratch.resolve(name))).isEqualTo(CheckedIn.text(name));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theHeadersOfAnAbiAreASubsetOfItsTable(Abi abi) throws IOException, InterruptedException {
    KernelVersion version = requireHeaders();
    Map<String, Integer> calls = preprocessed(abi);
    assertThat(calls).hasSizeGreaterThan(300);
    if (version.compareTo(NewerCalls.load().upTo()) > 0) {
      calls.values().removeIf(number -> number > SyscallNumbers.of(abi).max());
    }
    assertThat(calls)
        .allSatisfy(
            (name, number) ->
                assertThat(SyscallNumbers.of(abi).name(number)).as("%d", number).isEqualTo(name));
  }

  /** What the compiler's preprocessor makes of the ABI's header. */
  private Map<String, Integer> preprocessed(Abi abi) throws IOException, InterruptedException {
    Programs.requireInstalled("gcc");
    String header =
        switch (abi) {
          case X86_64 -> "asm/unistd_64.h";
          case I386 -> "asm/unistd_32.h";
          case X32 -> "asm/unistd_x32.h";
          case AARCH64 -> "asm-generic/unistd.h";
        };
    StringBuilder source = new StringBuilder("#include <" + header + ">\n");
    Matcher defined =
        Pattern.compile("#define __NR_(\\w+) ").matcher(gcc(source.toString(), "-dM"));
    while (defined.find()) {
      // A string is not expanded: some names are macros of the compiler's own.
      source.append('"' + defined.group(1) + "\" __NR_" + defined.group(1) + '\n');
    }
    Map<String, Integer> calls = new TreeMap<>();
    Matcher expanded =
        Pattern.compile("\"(\\w+)\" \\(?(?:0 \\+ )?(\\d+)\\)?\n")
            .matcher(gcc(source.toString(), "-P"));
    while (expanded.find()) {
      calls.put(expanded.group(1), Integer.valueOf(expanded.group(2)));
    }
    // Not calls: how many there are, and where an architecture's own begin.
    calls.keySet().removeAll(List.of("syscalls", "arch_specific_syscall"));
    return calls;
  }

  private String gcc(String source, String mode) throws IOException, InterruptedException {
    Path file = scratch.resolve("calls.c");
    Files.writeString(file, source);
    List<String> command = new ArrayList<>(List.of("gcc", "-E", mode));
    command.addAll(ARM64);
    command.addAll(List.of("-D__X32_SYSCALL_BIT=0", file.toString()));
    return Programs.output(scratch, command);
  }

  private static KernelVersion requireHeaders() throws IOException {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "this machine has no x86 headers");
    for (String name : List.of("unistd_64.h", "unistd_32.h", "unistd_x32.h")) {
      Path header = HeaderCalls.x86(INCLUDE, name);
      Programs.require(Files.exists(header), "no x86 kernel headers: " + header + " is missing");
    }
    Path generic = INCLUDE.resolve("asm-generic/unistd.h");
    Programs.require(Files.exists(generic), generic + " is missing");
    return HeaderCalls.version(INCLUDE);
  }
}
