package dev.systape.recorder.ptrace;

import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.Linux;
import dev.systape.recorder.seccomp.SockFilter;
import dev.systape.schema.memory.Memory;
import java.util.ArrayList;
import java.util.List;

/**
 * A seccomp filter that a thread has: PTRACE_SECCOMP_GET_FILTER and PTRACE_SECCOMP_GET_METADATA of
 * ptrace(2).
 *
 * @param flags SECCOMP_FILTER_FLAG_* that it was installed with, as far as the kernel keeps them:
 *     SECCOMP_FILTER_FLAG_LOG alone
 * @param program its instructions
 */
public record InstalledFilter(long flags, List<SockFilter> program) {
  /**
   * Offset of flags in struct seccomp_metadata of linux/ptrace.h, behind the index; and its size.
   */
  private static final int FLAGS = 8;

  private static final int METADATA = 16;

  /** Copies the list. */
  public InstalledFilter {
    program = List.copyOf(program);
  }

  /** Those of a stopped thread, the one that was installed first at the front. */
  static List<InstalledFilter> of(Tracee tracee) {
    List<InstalledFilter> filters = new ArrayList<>();
    long buffer = Memory.allocate((long) SockFilter.SIZE * SockFilter.MAX_INSTRUCTIONS + METADATA);
    try {
      while (read(tracee.tid(), filters.size(), buffer, filters)) {
        continue;
      }
    } finally {
      Memory.free(buffer);
    }
    return filters;
  }

  /** Reads one; false where there are not so many. */
  private static boolean read(int tid, int index, long buffer, List<InstalledFilter> into) {
    try {
      long count = Ptrace.request(Ptrace.SECCOMP_GET_FILTER, tid, index, buffer);
      if (count < 0) {
        return false;
      }
      byte[] bytes = Memory.bytes(buffer, (int) count * SockFilter.SIZE);
      Memory.putLong(buffer, index);
      Memory.putLong(buffer + FLAGS, 0);
      if (Ptrace.request(Ptrace.SECCOMP_GET_METADATA, tid, METADATA, buffer) < 0) {
        return false;
      }
      into.add(new InstalledFilter(Memory.getLong(buffer + FLAGS), SockFilter.decode(bytes)));
      return true;
    } catch (ErrnoException e) {
      if (e.errno() == Linux.ENOENT) {
        return false;
      }
      throw e;
    }
  }
}
