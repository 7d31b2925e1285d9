package dev.systape.recorder.ptrace;

import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.LibC;
import dev.systape.recorder.linux.Linux;
import dev.systape.recorder.linux.ProcessVm;
import dev.systape.schema.memory.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The memory of a traced process, through one of its threads. Reads and writes go by
 * process_vm_readv(2) and process_vm_writev(2), as far as they can: a range whose end is not mapped
 * gives the count of bytes up to the hole. {@link #patch} alone goes by PTRACE_POKEDATA, which is
 * not held by page protections.
 */
public final class TraceeMemory {
  private static final int PAGE = 4096;
  private static final int WORD = 8;

  /** Bytes of a string that are read at once. */
  private static final int CHUNK = 256;

  private final Tracee tracee;

  TraceeMemory(Tracee tracee) {
    this.tracee = tracee;
  }

  /**
   * A string of a program.
   *
   * @param bytes its bytes, without the NUL
   * @param complete whether a NUL ended it; otherwise the limit or the end of mapped memory did
   */
  public record Text(byte[] bytes, boolean complete) {
    /** The bytes as UTF-8, as file names mostly are. */
    @Override
    public String toString() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /**
   * Reads to native memory.
   *
   * @return how many bytes could be read, from the first on: less than {@code length} where memory
   *     behind is not mapped, 0 where not even the first is
   * @throws ErrnoException for any failure but EFAULT, e.g. ESRCH where the process is gone
   */
  public long read(long address, long destination, long length) {
    return transfer(false, address, destination, length);
  }

  /**
   * Reads.
   *
   * @return the bytes from {@code address} on up to {@code length} or the first that is not mapped
   */
  public byte[] read(long address, int length) {
    long buffer = Memory.allocate(Math.max(length, 1));
    try {
      return Memory.bytes(buffer, (int) read(address, buffer, length));
    } finally {
      Memory.free(buffer);
    }
  }

  /**
   * Reads a NUL-terminated string.
   *
   * @param limit bytes after which to give up
   */
  public Text readString(long address, int limit) {
    byte[] text = new byte[Math.min(limit, CHUNK)];
    long buffer = Memory.allocate(CHUNK);
    int have = 0;
    try {
      while (have < limit) {
        long at = address + have;
        int wanted = (int) Math.min(Math.min(limit - have, CHUNK), PAGE - (at & (PAGE - 1)));
        int got = (int) read(at, buffer, wanted);
        text = text.length < have + got ? Arrays.copyOf(text, 2 * (have + got)) : text;
        Memory.copy(buffer, text, have, got);
        int end = indexOfNul(text, have, have + got);
        have += got;
        if (end >= 0 || got < wanted) {
          return new Text(Arrays.copyOf(text, end >= 0 ? end : have), end >= 0);
        }
      }
      return new Text(Arrays.copyOf(text, have), false);
    } finally {
      Memory.free(buffer);
    }
  }

  private static int indexOfNul(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  /**
   * A 64-bit word.
   *
   * @throws ErrnoException with EFAULT where it cannot be read whole
   */
  public long readLong(long address) {
    if (read(address, tracee.scratch(), WORD) != WORD) {
      throw fault("read", address);
    }
    return Memory.getLong(tracee.scratch());
  }

  /**
   * Writes from native memory, as the program itself could: a page that it may not write ends it.
   *
   * @return how many bytes could be written, from the first on
   * @throws ErrnoException for any failure but EFAULT
   */
  public long write(long address, long source, long length) {
    return transfer(true, address, source, length);
  }

  /**
   * Writes, as the program itself could.
   *
   * @return how many bytes could be written, from the first on
   */
  public int write(long address, byte[] bytes) {
    long buffer = Memory.allocate(Math.max(bytes.length, 1));
    try {
      Memory.copy(bytes, 0, buffer, bytes.length);
      return (int) write(address, buffer, bytes.length);
    } finally {
      Memory.free(buffer);
    }
  }

  /**
   * Writes whatever the page's protection, as a debugger does to put a breakpoint into a program's
   * text; a private page is copied first, so that no file and no other process changes. ptrace(2),
   * PTRACE_POKEDATA. The tracee must be stopped.
   *
   * @throws ErrnoException with EFAULT or EIO where the address is not mapped
   */
  public void patch(long address, byte[] bytes) {
    for (int i = 0; i < bytes.length; ) {
      long word = address + i & -WORD;
      int from = (int) (address + i - word);
      int count = Math.min(bytes.length - i, WORD - from);
      if (read(word, tracee.scratch(), WORD) != WORD) {
        throw fault("write", address + i);
      }
      Memory.copy(bytes, i, tracee.scratch() + from, count);
      Ptrace.request(Ptrace.POKEDATA, tracee.tid(), word, Memory.getLong(tracee.scratch()));
      i += count;
    }
  }

  private ErrnoException fault(String what, long address) {
    return new ErrnoException(
        what + " of process " + tracee.pid() + " at 0x" + Long.toHexString(address), Linux.EFAULT);
  }

  /** The kernel moves what it can of a range and says how much. */
  private long transfer(boolean write, long address, long local, long length) {
    if (length == 0) {
      return 0;
    }
    long vectors = tracee.vectors();
    Memory.putLong(vectors, local);
    Memory.putLong(vectors + 8, length);
    Memory.putLong(vectors + 16, address);
    Memory.putLong(vectors + 24, length);
    int tid = tracee.tid();
    long count =
        write
            ? ProcessVm.writev(tid, vectors, 1, vectors + 16, 1)
            : ProcessVm.readv(tid, vectors, 1, vectors + 16, 1);
    if (count < 0) {
      if (LibC.errno() == Linux.EFAULT) {
        return 0;
      }
      throw ErrnoException.last("memory of process " + tracee.pid());
    }
    return count;
  }
}
