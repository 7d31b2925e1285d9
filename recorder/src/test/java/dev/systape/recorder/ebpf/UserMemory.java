package dev.systape.recorder.ebpf;

import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.LibC;
import dev.systape.schema.memory.Memory;
import java.nio.charset.StandardCharsets;

/**
 * Pages with an unreadable one behind them: memory of this process, which the program reads as it
 * would a traced one's. It is locked, for a program cannot wait for a page, and lies below 2 GiB,
 * so that it has 32-bit pointers too. Before and behind the pages that are locked there may be some
 * that nobody touches, this class neither.
 */
final class UserMemory implements AutoCloseable {
  private static final int PAGE = 4096;
  private static final int SYS_MMAP = 9;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
  private static final int MAP_32BIT = 0x40;
  private static final int SYS_MLOCK = 149;

  private final long start;
  private final long base;
  private final long end;
  private final long hole;
  private long next;

  UserMemory(int pages) {
    this(pages, 0);
  }

  /** Locked pages, with so many untouched ones before and behind them. */
  UserMemory(int pages, int untouched) {
    long length = (pages + 2L * untouched + 1) * PAGE;
    int flags = MAP_PRIVATE_ANONYMOUS | MAP_32BIT;
    start = LibC.LIBC.syscall(SYS_MMAP, 0, length, PROT_READ_WRITE, flags, -1, 0);
    base = start + (long) untouched * PAGE;
    end = base + (long) pages * PAGE;
    hole = start + length - PAGE;
    if (start == -1
        || LibC.LIBC.mprotect(hole, PAGE, 0) != 0
        || LibC.LIBC.syscall(SYS_MLOCK, base, end - base, 0, 0, 0, 0) != 0) {
      throw ErrnoException.last("mmap, mprotect and mlock of the test's memory");
    }
    next = base;
  }

  /** The first byte, in an untouched page where there are some. */
  long start() {
    return start;
  }

  /** The first byte that is locked. */
  long base() {
    return base;
  }

  /** The first byte behind those that are locked. */
  long end() {
    return end;
  }

  /** The first byte that cannot be read. */
  long hole() {
    return hole;
  }

  /** A copy of all bytes up to the hole, from {@link #start} on. */
  byte[] snapshot() {
    byte[] all = new byte[(int) (hole - start)];
    Memory.copy(base, all, (int) (base - start), (int) (end - base));
    return all;
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
    LibC.LIBC.munmap(start, hole + PAGE - start);
  }
}
