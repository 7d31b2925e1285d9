package dev.systape.recorder.ebpf;

import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.LibC;
import dev.systape.schema.memory.Memory;
import java.nio.charset.StandardCharsets;

/**
 * bpf(2): one command, on one {@code union bpf_attr} of linux/bpf.h, whose fields are set by their
 * offsets. Used in a try block; closing frees the union and all that {@link #copy} placed.
 */
final class Bpf implements AutoCloseable {
  /** Commands. */
  static final int MAP_CREATE = 0;

  static final int MAP_LOOKUP_ELEM = 1;
  static final int MAP_UPDATE_ELEM = 2;
  static final int PROG_LOAD = 5;
  static final int PROG_TEST_RUN = 10;
  static final int OBJ_GET_INFO_BY_FD = 15;
  static final int RAW_TRACEPOINT_OPEN = 17;
  static final int BTF_LOAD = 18;
  static final int MAP_UPDATE_BATCH = 26;

  /** Bytes of the name of a map or program, its NUL included. */
  static final int NAME_SIZE = 16;

  private static final int SYS_BPF = 321;
  private static final int ATTR_SIZE = 144;
  private static final int MAX_COPIES = 4;

  private final long attr = Memory.allocate(ATTR_SIZE);
  private final long[] copies = new long[MAX_COPIES];
  private int copied;

  /** Sets a 32-bit field. */
  Bpf u32(int offset, int value) {
    Memory.putInt(attr + offset, value);
    return this;
  }

  /** Sets a 64-bit field. */
  Bpf u64(int offset, long value) {
    Memory.putLong(attr + offset, value);
    return this;
  }

  /** Sets the name of a map or program, cut to what the kernel takes. */
  Bpf name(int offset, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    Memory.copy(bytes, 0, attr + offset, Math.min(bytes.length, NAME_SIZE - 1));
    return this;
  }

  /** Sets a pointer field to a copy of bytes that lives until this is closed. */
  Bpf copy(int offset, byte[] bytes) {
    long copy = Memory.allocate(bytes.length);
    copies[copied++] = copy;
    Memory.copy(bytes, 0, copy, bytes.length);
    return u64(offset, copy);
  }

  /** A 32-bit field that the kernel has set. */
  int u32(int offset) {
    return Memory.getInt(attr + offset);
  }

  /**
   * Runs a command; the result is not negative.
   *
   * @param what the command and what it is run on, for the message
   * @throws ErrnoException where the kernel refuses
   */
  int run(int command, String what) {
    int result = tryRun(command);
    if (result < 0) {
      throw new ErrnoException("bpf(" + what + ")", -result);
    }
    return result;
  }

  /** Runs a command; returns the negated errno where the kernel refuses. */
  int tryRun(int command) {
    long result = LibC.LIBC.syscall(SYS_BPF, command, attr, ATTR_SIZE, 0, 0, 0);
    return result < 0 ? -LibC.errno() : (int) result;
  }

  @Override
  public void close() {
    for (int i = 0; i < copied; i++) {
      Memory.free(copies[i]);
    }
    Memory.free(attr);
  }
}
