package dev.systape.schema.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.abi.Abi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command on a kernel's source tree. The tree has the form of the kernel's own tables, with the
 * rows that are for others, and the numbers of ours.
 */
final class KernelTreeTest {
  private static final String WIDE = "arch/x86/entry/syscalls/syscall_64.tbl";
  private static final String NARROW = "arch/x86/entry/syscalls/syscall_32.tbl";
  private static final String GENERIC = "scripts/syscall.tbl";

  private static final KernelVersion COMPLETE = NewerCalls.load().upTo();
  private static final KernelVersion NEXT =
      new KernelVersion(COMPLETE.major(), COMPLETE.minor() + 1);

  /** Rows of scripts/syscall.tbl that only some architectures take; arm64 takes these. */
  private static final Map<String, String> ARM64_COLUMNS =
      Map.of(
          "renameat", "renameat",
          "getrlimit", "rlimit",
          "setrlimit", "rlimit",
          "memfd_secret", "memfd_secret",
          "fcntl", "64",
          "newfstatat", "64");

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  @TempDir Path tree;
  @TempDir Path out;

  @BeforeEach
  void makeATreeOfTheKernelThatTheTablesAreCompleteFor() throws IOException {
    version(COMPLETE);
    write(WIDE, wide());
    write(NARROW, narrow());
    write(GENERIC, generic());
    write(
        "arch/arm64/kernel/Makefile.syscalls",
        "syscall_abis_32 +=\nsyscall_abis_64 += renameat rlimit memfd_secret\n");
  }

  private static String wide() {
    StringBuilder rows = new StringBuilder("#\n# <number> <abi> <name> <entry point>\n#\n");
    SyscallNumbers calls = SyscallNumbers.of(Abi.X86_64);
    SyscallNumbers x32 = SyscallNumbers.of(Abi.X32);
    for (int number = 0; number <= x32.max(); number++) {
      String name = calls.name(number);
      if (name != null) {
        String abi = name.equals(x32.name(number)) ? "common" : "64";
        rows.append(number + "\t" + abi + "\t" + name + "\t\t\tsys_" + name + "\t\t-\tnoreturn\n");
      } else if (x32.name(number) != null) {
        rows.append(number + " \tx32  " + x32.name(number) + "\t\tcompat_sys_x\n");
      }
    }
    return rows.append("\n# This is the end of the legacy x32 range.\n").toString();
  }

  private static String narrow() {
    StringBuilder rows = new StringBuilder("# The abi is always \"i386\" for this file.\n#\n");
    SyscallNumbers calls = SyscallNumbers.of(Abi.I386);
    for (int number = 0; number <= calls.max(); number++) {
      if (calls.name(number) == null) {
        rows.append("# " + number + " is unused\n");
      } else {
        rows.append(number + "\ti386\t" + calls.name(number) + "\n");
      }
    }
    return rows.toString();
  }

  private static String generic() {
    StringBuilder rows = new StringBuilder("4\ttime32\tio_getevents\t\tsys_io_getevents_time32\n");
    SyscallNumbers calls = SyscallNumbers.of(Abi.AARCH64);
    for (int number = 0; number <= calls.max(); number++) {
      String name = calls.name(number);
      if (name != null) {
        String abi = ARM64_COLUMNS.getOrDefault(name, "common");
        rows.append(number + "\t" + abi + "\t" + name + "\t\t\tsys_" + name + "\n");
      }
    }
    return rows.append("25\t32\tfcntl64\t\tsys_fcntl64\tcompat_sys_fcntl64\n")
        .append("79\tstat64\tfstatat64\t\tsys_fstatat64\n")
        .append("244\tarc\tcacheflush\t\tsys_cacheflush\n")
        .append("403\t32\tclock_gettime64\t\tsys_clock_gettime\n")
        .toString();
  }

  @Test
  void aTreeGivesTheTablesByteForByte() throws IOException {
    assertThat(generate()).as(errors.toString(StandardCharsets.UTF_8)).isZero();
    for (Abi abi : Abi.values()) {
      String name = abi.label() + ".tbl";
      assertThat(Files.readString(out.resolve(name))).isEqualTo(CheckedIn.text(name));
    }
  }

  @Test
  void aTreeBeforeTheGenericTableGivesAarch64ByTheGenericHeader() throws IOException {
    Files.delete(tree.resolve(GENERIC));
    StringBuilder header = new StringBuilder();
    SyscallNumbers calls = SyscallNumbers.of(Abi.AARCH64);
    for (int number = 0; number <= calls.max(); number++) {
      if (calls.name(number) != null) {
        header.append("#define __NR_" + calls.name(number) + " " + number + "\n");
      }
    }
    write("include/uapi/asm-generic/unistd.h", header.toString());
    assertThat(generate()).as(errors.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(Files.readString(out.resolve("aarch64.tbl")))
        .isEqualTo(CheckedIn.text("aarch64.tbl"));
  }

  @Test
  void aCallThatNewerTblLacksIsAskedFor() throws IOException {
    int number = SyscallNumbers.of(Abi.I386).end();
    version(NEXT);
    write(NARROW, narrow() + number + "\ti386\tbrand_new\t\t\tsys_brand_new\n");
    assertThat(generate()).isEqualTo(1);
    assertOneLine("Linux " + NEXT + " has " + number + " brand_new on i386", "add a row");
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void aCallThatNewerTblHasWithAnotherNameIsAContradiction() throws IOException {
    write(NARROW, narrow().replace("462\ti386\tmseal", "462\ti386\tmunseal"));
    assertThat(generate()).isEqualTo(1);
    assertOneLine("number 462 of i386", "munseal", "mseal in newer.tbl");
  }

  @Test
  void aNewerTreeWithoutNewCallsIsCompleteForItsOwnVersion() throws IOException {
    version(NEXT);
    assertThat(generate()).isZero();
    assertThat(Files.readString(out.resolve("i386.tbl")))
        .contains("complete for Linux " + NEXT + ":");
  }

  @Test
  void aTreeOlderThanNewerTblReachesIsRefused() throws IOException {
    version(new KernelVersion(5, 15));
    assertThat(generate()).isEqualTo(1);
    assertOneLine("Linux 5.15", "after 6.1", "newer source");
  }

  @Test
  void aDirectoryThatIsNoTreeIsSaidToBeNone() throws IOException {
    Files.delete(tree.resolve(NARROW));
    assertThat(generate()).isEqualTo(1);
    assertOneLine("cannot read " + tree.resolve(NARROW), "root of a Linux source tree");
  }

  @Test
  void aWrongCommandLineIsAnsweredWithUsage() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("--headers", "/usr/include")).isEqualTo(2);
    assertThat(run("--out")).isEqualTo(2);
    assertThat(run("--headers", "a", "--kernel-tree", "b", "--out", "c")).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8).lines())
        .hasSize(4)
        .allMatch(line -> line.startsWith("usage: GenerateNumbers"));
  }

  private void version(KernelVersion version) throws IOException {
    String line = "VERSION = " + version.major() + "\nPATCHLEVEL = " + version.minor();
    write("Makefile", "# SPDX-License-Identifier: GPL-2.0\n" + line + "\nSUBLEVEL = 0\n");
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(tree.resolve(path).getParent());
    Files.writeString(tree.resolve(path), text);
  }

  private int generate() {
    return run("--kernel-tree", tree.toString(), "--out", out.toString());
  }

  private int run(String... args) {
    return GenerateNumbers.run(args, new PrintStream(errors, true, StandardCharsets.UTF_8));
  }

  private void assertOneLine(String... parts) {
    String message = errors.toString(StandardCharsets.UTF_8);
    assertThat(message).startsWith("GenerateNumbers: ").contains(parts).endsWith("\n");
    assertThat(message.lines()).hasSize(1);
  }
}
