package dev.systape.recorder.ebpf;

import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.LibC;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A map, which programs and the recorder share. The owner closes it; the kernel keeps it while a
 * loaded program uses it.
 */
final class BpfMap implements AutoCloseable {
  private static final int BPF_MAP_TYPE_HASH = 1;
  private static final int BPF_MAP_TYPE_ARRAY = 2;
  private static final int BPF_MAP_TYPE_RINGBUF = 27;
  private static final int BPF_MAP_TYPE_TASK_STORAGE = 29;
  private static final int BPF_F_NO_PREALLOC = 1;
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
  private static final int BTF_FD = MAP_NAME + Bpf.NAME_SIZE + 4;
  private static final int BTF_KEY_TYPE_ID = BTF_FD + 4;
  private static final int BTF_VALUE_TYPE_ID = BTF_KEY_TYPE_ID + 4;

  // union bpf_attr for BPF_MAP_UPDATE_BATCH
  private static final int BATCH_KEYS = 16;
  private static final int BATCH_VALUES = BATCH_KEYS + 8;
  private static final int BATCH_COUNT = BATCH_VALUES + 8;
  private static final int BATCH_MAP_FD = BATCH_COUNT + 4;

  // union bpf_attr for BPF_MAP_LOOKUP_ELEM and BPF_MAP_UPDATE_ELEM
  private static final int ELEM_MAP_FD = 0;
  private static final int ELEM_KEY = ELEM_MAP_FD + 8;
  private static final int ELEM_VALUE = ELEM_KEY + 8;
  private static final int ELEM_FLAGS = ELEM_VALUE + 8;
  private static final int BPF_NOEXIST = 1;

  private final int fd;
  private final long address;
  private final long length;

  private BpfMap(int fd, long address, long length) {
    this.fd = fd;
    this.address = address;
    this.length = length;
  }

  /**
   * Creates an array, zeroed at first, whose elements lie in this process's memory as well, so that
   * no call is needed to read or write them.
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
    int fd = create(BPF_MAP_TYPE_ARRAY, name, 4, valueSize, entries, BPF_F_MMAPABLE, 0);
    long length = (long) valueSize * entries;
    long address = LibC.LIBC.syscall(SYS_MMAP, 0, length, PROT_READ_WRITE, MAP_SHARED, fd, 0);
    if (address == -1) {
      ErrnoException failure = ErrnoException.last("mmap of map '" + name + "'");
      LibC.LIBC.close(fd);
      throw failure;
    }
    return new BpfMap(fd, address, length);
  }

  /** Creates a hash table of at most so many entries. */
  static BpfMap hash(String name, int keySize, int valueSize, int entries) {
    return new BpfMap(
        create(BPF_MAP_TYPE_HASH, name, keySize, valueSize, entries, BPF_F_NO_PREALLOC, 0), 0, 0);
  }

  /**
   * Creates a ring of records.
   *
   * @param size bytes, a power of two and of pages
   */
  static BpfMap ring(String name, int size) {
    return new BpfMap(create(BPF_MAP_TYPE_RINGBUF, name, 0, 0, size, 0, 0), 0, 0);
  }

  /** Creates a map with an element for each thread that is given one, which ends with it. */
  static BpfMap taskStorage(String name, int valueSize) {
    int btf = BpfProgram.loadTypes(elementTypes(valueSize), "a value of " + valueSize + " bytes");
    try {
      return new BpfMap(
          create(BPF_MAP_TYPE_TASK_STORAGE, name, 4, valueSize, 0, BPF_F_NO_PREALLOC, btf), 0, 0);
    } finally {
      LibC.LIBC.close(btf);
    }
  }

  private static int create(
      int type, String name, int keySize, int valueSize, int entries, int flags, int btf) {
    try (Bpf bpf = new Bpf()) {
      bpf.u32(MAP_TYPE, type).u32(KEY_SIZE, keySize).u32(VALUE_SIZE, valueSize);
      bpf.u32(MAX_ENTRIES, entries).u32(MAP_FLAGS, flags).name(MAP_NAME, name);
      if (btf != 0) {
        bpf.u32(BTF_FD, btf).u32(BTF_KEY_TYPE_ID, 1).u32(BTF_VALUE_TYPE_ID, 3);
      }
      return bpf.run(Bpf.MAP_CREATE, "BPF_MAP_CREATE, '" + name + "'");
    }
  }

  /** BTF of an int (1), a byte (2), and an array of these (3), which task storage asks for. */
  private static byte[] elementTypes(int size) {
    byte[] names = "\0int\0char\0".getBytes(StandardCharsets.US_ASCII);
    int types = 16 + 16 + 24;
    ByteBuffer out = ByteBuffer.allocate(24 + types + names.length).order(ByteOrder.LITTLE_ENDIAN);
    out.putShort((short) 0xeb9f).put((byte) 1).put((byte) 0).putInt(24);
    out.putInt(0).putInt(types).putInt(types).putInt(names.length);
    out.putInt(1).putInt(1 << 24).putInt(4).putInt(1 << 24 | 32);
    out.putInt(5).putInt(1 << 24).putInt(1).putInt(8);
    out.putInt(0).putInt(3 << 24).putInt(0).putInt(2).putInt(1).putInt(size);
    return out.put(names).array();
  }

  /** Puts entries into a hash table: keys and values back to back. */
  void fill(long keys, long values, int count) {
    if (count == 0) {
      return;
    }
    try (Bpf bpf = new Bpf()) {
      bpf.u64(BATCH_KEYS, keys).u64(BATCH_VALUES, values).u32(BATCH_COUNT, count);
      bpf.u32(BATCH_MAP_FD, fd).run(Bpf.MAP_UPDATE_BATCH, "BPF_MAP_UPDATE_BATCH, " + count);
    }
  }

  /** Copies the element of a key; false where there is none. */
  boolean lookup(long key, long value) {
    try (Bpf bpf = new Bpf()) {
      return bpf.u32(ELEM_MAP_FD, fd)
              .u64(ELEM_KEY, key)
              .u64(ELEM_VALUE, value)
              .tryRun(Bpf.MAP_LOOKUP_ELEM)
          == 0;
    }
  }

  /**
   * Adds the element of a key; the negated errno where the kernel refuses, EEXIST where there is
   * one.
   */
  int add(long key, long value) {
    try (Bpf bpf = new Bpf()) {
      return bpf.u32(ELEM_MAP_FD, fd)
          .u64(ELEM_KEY, key)
          .u64(ELEM_VALUE, value)
          .u64(ELEM_FLAGS, BPF_NOEXIST)
          .tryRun(Bpf.MAP_UPDATE_ELEM);
    }
  }

  /** The descriptor, for {@link Assembler#ldMap}. */
  int fd() {
    return fd;
  }

  /** Where the elements of an array lie in this process, back to back. */
  long address() {
    return address;
  }

  @Override
  public void close() {
    if (length != 0) {
      LibC.LIBC.munmap(address, length);
    }
    LibC.LIBC.close(fd);
  }
}
