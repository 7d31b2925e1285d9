package dev.systape.recorder.ptrace.backend;

import dev.systape.recorder.linux.LibC;
import dev.systape.recorder.linux.Linux;
import dev.systape.schema.memory.Memory;
import java.nio.charset.StandardCharsets;

/**
 * Two readable pages with an unreadable one behind them: memory of this process, which the
 * interpreter reads as it would a tracee's.
 */
final class TestMemory implements AutoCloseable {
  static final int PAGE = 4096;
  private static final int PAGES = 3;
  private final long base;
  private long next;

  TestMemory() {
    base = Linux.mapCode(new byte[PAGES * PAGE]);
    LibC.LIBC.mprotect(base, 2L * PAGE, 3);
    LibC.LIBC.mprotect(base + 2L * PAGE, PAGE, 0);
    next = base;
  }

  /** The first byte that cannot be read. */
  long hole() {
    return base + 2L * PAGE;
  }

  /** The boundary between the two readable pages. */
  long boundary() {
    return base + PAGE;
  }

  /** Puts text at an address, without a NUL. */
  long text(long address, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Memory.copy(bytes, 0, address, bytes.length);
    return address;
  }

  /** Puts text with its NUL at a free place of the first page. */
  long text(String text) {
    long at = text(next, text);
    Memory.putU8(at + text.length(), 0);
    next += (text.length() + 8) & ~7;
    return at;
  }

  /** Puts 64-bit words at a free place of the first page. */
  long words(long... words) {
    long at = next;
    Memory.copy(words, 0, at, words.length);
    next += 8L * words.length;
    return at;
  }

  @Override
  public void close() {
    LibC.LIBC.munmap(base, (long) PAGES * PAGE);
  }
}
