package dev.systape.schema.numbers;

import dev.systape.schema.abi.Abi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the syscall tables of a kernel's source tree: {@code
 * arch/x86/entry/syscalls/syscall_64.tbl} and {@code syscall_32.tbl}, and for arm64 {@code
 * scripts/syscall.tbl}, before Linux 6.11 {@code include/uapi/asm-generic/unistd.h}. A row of a
 * table is a number, an ABI column and a name, then entry points that do not matter here.
 */
final class TreeCalls {
  private static final String WHAT_TO_DO = "name the root of a Linux source tree";
  private static final String ARM64_ABIS = "syscall_abis_64 +=";

  private TreeCalls() {}

  /** The calls of a tree. */
  static KernelCalls read(Path tree) throws IOException {
    Path x86 = tree.resolve("arch/x86/entry/syscalls");
    List<String> wide = KernelCalls.lines(x86.resolve("syscall_64.tbl"), WHAT_TO_DO);
    List<String> narrow = KernelCalls.lines(x86.resolve("syscall_32.tbl"), WHAT_TO_DO);
    Map<Abi, SortedMap<Integer, String>> calls = new EnumMap<>(Abi.class);
    calls.put(Abi.X86_64, rows(wide, Set.of("common", "64")));
    calls.put(Abi.X32, rows(wide, Set.of("common", "x32")));
    calls.put(Abi.I386, rows(narrow, Set.of("i386")));
    calls.put(Abi.AARCH64, aarch64(tree));
    return new KernelCalls(version(tree), calls);
  }

  private static SortedMap<Integer, String> aarch64(Path tree) throws IOException {
    Path table = tree.resolve("scripts/syscall.tbl");
    return Files.exists(table)
        ? rows(KernelCalls.lines(table, WHAT_TO_DO), arm64Abis(tree))
        : GenericHeader.calls(tree.resolve("include/uapi/asm-generic/unistd.h"));
  }

  /** The rows that arm64 takes: those of scripts/Makefile.asm-headers and its own. */
  private static Set<String> arm64Abis(Path tree) throws IOException {
    Set<String> abis = new HashSet<>(Set.of("common", "64"));
    Path makefile = tree.resolve("arch/arm64/kernel/Makefile.syscalls");
    for (String line : KernelCalls.lines(makefile, WHAT_TO_DO)) {
      if (line.startsWith(ARM64_ABIS)) {
        abis.addAll(List.of(line.substring(ARM64_ABIS.length()).strip().split("\\s+")));
      }
    }
    return abis;
  }

  private static SortedMap<Integer, String> rows(List<String> lines, Set<String> abis) {
    SortedMap<Integer, String> calls = new TreeMap<>();
    for (String line : lines) {
      String[] fields = line.split("\\s+", 4);
      if (fields.length >= 3 && !line.startsWith("#") && abis.contains(fields[1])) {
        calls.put(Integer.valueOf(fields[0]), fields[2]);
      }
    }
    return calls;
  }

  /** {@code VERSION = 6} and {@code PATCHLEVEL = 18} of the top Makefile. */
  private static KernelVersion version(Path tree) throws IOException {
    Path makefile = tree.resolve("Makefile");
    String major = null;
    String minor = null;
    for (String line : KernelCalls.lines(makefile, WHAT_TO_DO)) {
      if (line.startsWith("VERSION = ")) {
        major = line.substring("VERSION = ".length());
      } else if (line.startsWith("PATCHLEVEL = ")) {
        minor = line.substring("PATCHLEVEL = ".length());
      }
    }
    if (major == null || minor == null) {
      throw new IOException("no VERSION and PATCHLEVEL in " + makefile + ": " + WHAT_TO_DO);
    }
    return KernelVersion.parse(major + "." + minor);
  }
}
