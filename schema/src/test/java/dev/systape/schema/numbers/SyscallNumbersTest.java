package dev.systape.schema.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.systape.schema.abi.Abi;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SyscallNumbersTest {

  @ParameterizedTest
  @CsvSource({
    "X86_64, 0, read",
    "X86_64, 5, fstat",
    "X86_64, 59, execve",
    "X86_64, 166, umount2",
    "X86_64, 262, newfstatat",
    "X86_64, 336, uprobe",
    "X86_64, 435, clone3",
    "X86_64, 469, file_setattr",
    "I386, 3, read",
    "I386, 18, oldstat",
    "I386, 22, umount",
    "I386, 90, mmap",
    "I386, 108, fstat",
    "I386, 192, mmap2",
    "I386, 197, fstat64",
    "I386, 403, clock_gettime64",
    "AARCH64, 25, fcntl",
    "AARCH64, 38, renameat",
    "AARCH64, 62, lseek",
    "AARCH64, 79, newfstatat",
    "AARCH64, 80, fstat",
    "AARCH64, 163, getrlimit",
    "AARCH64, 222, mmap",
    "AARCH64, 223, fadvise64",
    "AARCH64, 435, clone3",
    "AARCH64, 447, memfd_secret",
    "X32, 0, read",
    "X32, 336, uprobe",
    "X32, 512, rt_sigaction",
    "X32, 547, pwritev2",
  })
  void aCallHasTheNumberOfTheKernelsTable(Abi abi, int number, String name) {
    assertThat(SyscallNumbers.of(abi).name(number)).isEqualTo(name);
    assertThat(SyscallNumbers.of(abi).number(name)).isEqualTo(number);
  }

  @ParameterizedTest
  @EnumSource
  void everyNameLeadsBackToItsNumber(Abi abi) {
    SyscallNumbers calls = SyscallNumbers.of(abi);
    Set<String> seen = new HashSet<>();
    for (int number = 0; number <= calls.max(); number++) {
      String name = calls.name(number);
      if (name != null) {
        assertThat(calls.number(name)).isEqualTo(number);
        assertThat(seen.add(name)).as(name).isTrue();
      }
    }
    assertThat(calls.names()).hasSizeGreaterThan(300).containsExactlyInAnyOrderElementsOf(seen);
    assertThat(calls.name(calls.max())).isNotNull();
    assertThat(calls.end()).isEqualTo(calls.max() + 1);
  }

  @ParameterizedTest
  @EnumSource
  void aNumberThatIsNoCallHasNoName(Abi abi) {
    SyscallNumbers calls = SyscallNumbers.of(abi);
    int[] none = {-1, Integer.MIN_VALUE, calls.end(), Abi.X32_SYSCALL_BIT, Integer.MAX_VALUE};
    for (int number : none) {
      assertThat(calls.name(number)).isNull();
      assertThat(calls.since(number)).isNull();
    }
    assertThat(calls.number("no_such_call")).isEqualTo(-1);
  }

  @Test
  void theCallsOf32BitArchitecturesAreNotAarch64s() {
    assertThat(SyscallNumbers.of(Abi.AARCH64).names())
        .noneMatch(name -> name.endsWith("_time64"))
        .doesNotContain("fcntl64", "statfs64", "truncate64", "llseek", "mmap2", "fadvise64_64")
        .doesNotContain("fstatat64", "fstat64", "sendfile64", "clock_gettime64", "syscalls")
        .doesNotContain("sync_file_range2", "arch_specific_syscall", "open", "fork", "uprobe");
  }

  @Test
  void x32HasItsOwnNumbersInPlaceOfThoseThatDiffer() {
    SyscallNumbers x32 = SyscallNumbers.of(Abi.X32);
    SyscallNumbers wide = SyscallNumbers.of(Abi.X86_64);
    for (int number = 0; number < 512; number++) {
      String name = x32.name(number);
      assertThat(name == null ? wide.name(number) : name).isEqualTo(wide.name(number));
    }
    for (int number = 512; number <= x32.max(); number++) {
      assertThat(wide.number(x32.name(number))).isBetween(0, 511);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "X86_64, newfstat, fstat",
    "X86_64, newuname, uname",
    "X86_64, sendfile64, sendfile",
    "X86_64, umount, umount2",
    "X86_64, pread, pread64",
    "X86_64, fstatat, newfstatat",
    "I386, sendfile64, sendfile64",
    "I386, umount, umount",
    "I386, oldumount, umount",
    "I386, fstatat, fstatat64",
    "I386, old_mmap, mmap",
    "I386, mmap_pgoff, mmap2",
    "I386, posix_fadvise, fadvise64_64",
    "AARCH64, newfstat, fstat",
    "AARCH64, fadvise64_64, fadvise64",
    "AARCH64, arm64_personality, personality",
  })
  void anotherNameOfACallFindsIt(Abi abi, String other, String name) {
    SyscallNumbers calls = SyscallNumbers.of(abi);
    assertThat(calls.name(calls.number(other))).isEqualTo(name);
  }

  @Test
  void anotherNameOfOneAbiIsNoneOfAnother() {
    assertThat(SyscallNumbers.of(Abi.X86_64).number("getuid16")).isEqualTo(-1);
    assertThat(SyscallNumbers.of(Abi.X86_64).number("mmap_pgoff")).isEqualTo(-1);
    assertThat(SyscallNumbers.of(Abi.I386).number("getuid16")).isEqualTo(24);
  }

  @Test
  void everyRowOfOtherNamesIsOfUse() {
    for (String[] row : Table.rows("aliases.tbl", 0)) {
      int colon = row[0].indexOf(':');
      List<Abi> abis =
          colon < 0 ? List.of(Abi.values()) : List.of(Abi.ofLabel(row[0].substring(0, colon)));
      String name = row[0].substring(colon + 1);
      for (String other : List.of(row).subList(1, row.length)) {
        assertThat(abis)
            .as("%s %s", row[0], other)
            .anyMatch(abi -> name.equals(nameOf(abi, other)) && !hasOwn(abi, other));
      }
    }
  }

  private static String nameOf(Abi abi, String name) {
    SyscallNumbers calls = SyscallNumbers.of(abi);
    return calls.name(calls.number(name));
  }

  private static boolean hasOwn(Abi abi, String name) {
    return SyscallNumbers.of(abi).names().contains(name);
  }

  @Test
  void aNameIsMadeCanonicalByTheFirstAbiThatKnowsIt() {
    assertThat(SyscallNumbers.canonical("newstat")).isEqualTo("stat");
    assertThat(SyscallNumbers.canonical("openat")).isEqualTo("openat");
    assertThat(SyscallNumbers.canonical("umount")).isEqualTo("umount2");
    assertThat(SyscallNumbers.canonical("oldumount")).isEqualTo("umount");
    assertThat(SyscallNumbers.canonical("no_such_call")).isEqualTo("no_such_call");
  }

  @Test
  void aNewerCallTellsTheKernelThatBroughtIt() {
    assertThat(SyscallNumbers.of(Abi.X86_64).since(462)).isEqualTo("6.10");
    assertThat(SyscallNumbers.of(Abi.I386).since(453)).isEqualTo("6.7");
    assertThat(SyscallNumbers.of(Abi.X86_64).since(0)).isNull();
  }

  @Test
  void anAbiIsFoundByItsLabelOrRefused() {
    assertThat(SyscallNumbers.of("aarch64")).isSameAs(SyscallNumbers.of(Abi.AARCH64));
    assertThatThrownBy(() -> SyscallNumbers.of("mips"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x86_64, i386, aarch64, x32");
  }
}
