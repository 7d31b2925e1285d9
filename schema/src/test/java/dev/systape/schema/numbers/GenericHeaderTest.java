package dev.systape.schema.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GenericHeaderTest {
  @TempDir Path scratch;

  @Test
  void conditionsAreThoseOfArm64AndNamesThoseOfA64BitArchitecture() throws IOException {
    Map<Integer, String> calls =
        calls(
            """
            #define __NR_io_setup 0
            __SYSCALL(__NR_io_setup, sys_io_setup)
            #define __NR3264_fcntl 25
            #ifdef __ARCH_WANT_RENAMEAT
            #define __NR_renameat 38
            #endif
            #ifdef __ARCH_WANT_SYNC_FILE_RANGE2
            #define __NR_sync_file_range2 84
            #else
            #define __NR_sync_file_range 84
            #endif
            #if defined(__ARCH_WANT_TIME32_SYSCALLS) || __BITS_PER_LONG != 32
            #define __NR_futex 98
            #endif
            #define __NR_arch_specific_syscall 244
            #if defined(__SYSCALL_COMPAT) || __BITS_PER_LONG == 32
            #define __NR_futex_time64 422
            #ifndef __ARCH_NOMMU
            #define __NR_swapon_time64 423
            #endif
            #endif
            #define __NR_syscalls 451
            #if __BITS_PER_LONG == 64 && !defined(__SYSCALL_COMPAT)
            #define __NR_fcntl __NR3264_fcntl
            #else
            #define __NR_fcntl64 __NR3264_fcntl
            #endif
            """);
    assertThat(calls)
        .isEqualTo(
            Map.of(0, "io_setup", 25, "fcntl", 38, "renameat", 84, "sync_file_range", 98, "futex"));
  }

  @Test
  void aDirectiveThatItDoesNotKnowIsNotGuessedAt() {
    assertThatThrownBy(() -> calls("#ifdef A\n#elif defined(B)\n#endif\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("#elif");
  }

  private Map<Integer, String> calls(String header) throws IOException {
    Path file = scratch.resolve("unistd.h");
    Files.writeString(file, header);
    return GenericHeader.calls(file);
  }
}
