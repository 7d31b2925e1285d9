package dev.systape.recorder.ebpf;

import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.LibC;
import dev.systape.schema.memory.Memory;
import java.nio.charset.StandardCharsets;

/**
 * Readable pages with an unreadable one behind them: memory of this process, which the program
 * reads as it would a traced one's. It is locked, for a program cannot wait for a page, and lies
 * below 2 GiB, so that it has 32-bit pointers too.
 */
final class UserMemory implements AutoCloseable {
  private static final int PAGE = 4096;
  private static final int SYS_MMAP = 9;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
  private static final int MAP_32BIT = 0x40;
  private static final int MAP_LOCKED = 0x2000;

  private final int readable;
  private final long base;
  private long next;

  UserMemory(int pages) {
    readable = pages * PAGE;
    int flags = MAP_PRIVATE_ANONYMOUS | MAP_32BIT | MAP_LOCKED;
    base = LibC.LIBC.syscall(SYS_MMAP, 0, readable + (long) PAGE, PROT_READ_WRITE, flags, -1, 0);
    if (base == -1 || LibC.LIBC.mprotect(base + readable, PAGE, 0) != 0) {
      throw ErrnoException.last("mmap and mprotect of the test's memory");
    }
    next = base;
  }

  /** The first readable byte. */
  long base() {
    return base;
  }

  /** The first byte that cannot be read. */
  long hole() {
    return base + readable;
  }

  /** A copy of all readable bytes. */
  byte[] snapshot() {
    return Memory.bytes(base, readable);
  }

  /** Puts text at an address, without a NUL. */
  long text(long address, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    Memory.copy(bytes, 0, address, bytes.length);
    return address;
  }

  /** Puts text with its NUL at a free place. */
  long text(String text) {
    long at = take(text.length() + 1);
    Memory.putU8(at + text.length(), 0);
    return text(at, text);
  }

  /** Puts 64-bit words at a free place. */
  long words(long... words) {
    long at = take(8 * words.length);
    Memory.copy(words, 0, at, words.length);
    return at;
  }

  /** Puts 32-bit words at a free place. */
  long words32(int... words) {
    long at = take(4 * words.length);
    for (int i = 0; i < words.length; i++) {
      Memory.putInt(at + 4L * i, words[i]);
    }
    return at;
  }

  private long take(int bytes) {
    long at = next;
    next += (bytes + 7) & ~7;
    return at;
  }

  @Override
  public void close() {
    LibC.LIBC.munmap(base, readable + (long) PAGE);
  }
}
