package dev.systape.recorder.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.memory.Memory;
import org.junit.jupiter.api.Test;

class LibCTest {
  private static final int SYS_PREAD64 = 17;
  private static final int SYS_MMAP = 9;
  private static final int EINVAL = 22;

  @Test
  void theSixthArgumentOfACallArrives() {
    // mmap's sixth argument is the offset: one that is no multiple of a page is EINVAL, and garbage
    // almost never is one.
    long refused = LibC.LIBC.syscall(SYS_MMAP, 0, 4096, 1, 0x22, -1, 1);
    assertThat(refused).isEqualTo(-1);
    assertThat(LibC.errno()).isEqualTo(EINVAL);
    for (int i = 0; i < 100; i++) {
      long mapped = LibC.LIBC.syscall(SYS_MMAP, 0, 4096, 1, 0x22, -1, 0);
      assertThat(mapped).isNotEqualTo(-1);
      LibC.LIBC.munmap(mapped, 4096);
    }
  }

  @Test
  void errnoIsThatOfTheLastCall() {
    assertThat(LibC.LIBC.close(-1)).isEqualTo(-1);
    assertThat(ErrnoException.last("close(-1)"))
        .hasMessage("close(-1): Bad file descriptor (EBADF)");
    long buffer = Memory.allocate(8);
    assertThat(LibC.LIBC.syscall(SYS_PREAD64, -1, buffer, 8, 0, 0, 0)).isEqualTo(-1);
    Memory.free(buffer);
  }

  @Test
  void clocksAdvanceTogether() {
    long before = Linux.clockNs(Linux.CLOCK_MONOTONIC);
    long java = System.nanoTime();
    long after = Linux.clockNs(Linux.CLOCK_MONOTONIC);
    assertThat(java).isBetween(before, after);
  }
}
