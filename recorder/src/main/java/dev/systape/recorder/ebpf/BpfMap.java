package dev.systape.recorder.ebpf;

import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.LibC;

/**
 * An array map: elements of one size, zeroed at first, numbered from 0. The owner closes it; the
 * kernel keeps it while a loaded program uses it.
 */
final class BpfMap implements AutoCloseable {
  private static final int BPF_MAP_TYPE_ARRAY = 2;
  private static final int BPF_F_MMAPABLE = 1 << 10;
  private static final int SYS_MMAP = 9;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_SHARED = 1;

  // union bpf_attr for BPF_MAP_CREATE
  private static final int MAP_TYPE = 0;
  private static final int KEY_SIZE = MAP_TYPE + 4;
  private static final int VALUE_SIZE = KEY_SIZE + 4;
  private static final int MAX_ENTRIES = VALUE_SIZE + 4;
  private static final int MAP_FLAGS = MAX_ENTRIES + 4;
  private static final int MAP_NAME = MAP_FLAGS + 12;

  private final int fd;
  private final long address;
  private final long length;

  private BpfMap(int fd, long address, long length) {
    this.fd = fd;
    this.address = address;
    this.length = length;
  }

  /**
   * Creates an array whose elements lie in this process's memory as well, so that no call is needed
   * to read or write them.
   *
   * @param name shown by bpftool
   * @param valueSize bytes of an element, a multiple of 8
   * @param entries how many elements
   * @throws ErrnoException EPERM without CAP_BPF; ENOSYS where the kernel has no bpf(2)
   */
  static BpfMap sharedArray(String name, int valueSize, int entries) {
    if (valueSize % 8 != 0) {
      throw new IllegalArgumentException(
          "elements of " + valueSize + " bytes are not back to back");
    }
    try (Bpf bpf = new Bpf()) {
      bpf.u32(MAP_TYPE, BPF_MAP_TYPE_ARRAY).u32(KEY_SIZE, 4).u32(VALUE_SIZE, valueSize);
      bpf.u32(MAX_ENTRIES, entries).u32(MAP_FLAGS, BPF_F_MMAPABLE).name(MAP_NAME, name);
      int fd = bpf.run(Bpf.MAP_CREATE, "BPF_MAP_CREATE, '" + name + "'");
      long length = (long) valueSize * entries;
      long address = LibC.LIBC.syscall(SYS_MMAP, 0, length, PROT_READ_WRITE, MAP_SHARED, fd, 0);
      if (address == -1) {
        ErrnoException failure = ErrnoException.last("mmap of map '" + name + "'");
        LibC.LIBC.close(fd);
        throw failure;
      }
      return new BpfMap(fd, address, length);
    }
  }

  /** The descriptor, for {@link Assembler#ldMap}. */
  int fd() {
    return fd;
  }

  /** Where the elements lie in this process, back to back. */
  long address() {
    return address;
  }

  @Override
  public void close() {
    LibC.LIBC.munmap(address, length);
    LibC.LIBC.close(fd);
  }
}
