package dev.systape.recorder.ebpf;

import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.LibC;
import dev.systape.schema.memory.Memory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * bpf(2): maps, programs, and running a program on request. Everything that it made is closed with
 * it. Attribute offsets: union bpf_attr of linux/bpf.h.
 */
final class Bpf implements AutoCloseable {
  static final int MAP_TYPE_ARRAY = 2;
  static final int PROG_TYPE_RAW_TRACEPOINT = 17;

  /** Helpers, by their numbers in linux/bpf.h. */
  static final int MAP_LOOKUP_ELEM = 1;

  static final int PROBE_READ_USER = 112;
  static final int PROBE_READ_USER_STR = 114;
  static final int LOOP = 181;

  private static final int SYS_BPF = 321;
  private static final int MAP_CREATE = 0;
  private static final int MAP_LOOKUP = 1;
  private static final int MAP_UPDATE = 2;
  private static final int PROG_LOAD = 5;
  private static final int PROG_TEST_RUN = 10;
  private static final int BTF_LOAD = 18;
  private static final int ATTRIBUTES = 152;
  private static final int LOG_SIZE = 16 << 20;
  private static final int LOG_TAIL = 4000;

  private final List<Integer> descriptors = new ArrayList<>();
  private final List<Long> allocations = new ArrayList<>();

  /** Makes a map. */
  int map(int type, int keySize, int valueSize, int entries) {
    long a = attributes();
    Memory.putInt(a, type);
    Memory.putInt(a + 4, keySize);
    Memory.putInt(a + 8, valueSize);
    Memory.putInt(a + 12, entries);
    return descriptor(call(MAP_CREATE, a), "BPF_MAP_CREATE");
  }

  /** Sets an element of an array map. */
  void update(int map, int key, long value) {
    element(MAP_UPDATE, map, key, value, "BPF_MAP_UPDATE_ELEM");
  }

  /** Copies an element of an array map. */
  void lookup(int map, int key, long value) {
    element(MAP_LOOKUP, map, key, value, "BPF_MAP_LOOKUP_ELEM");
  }

  private void element(int command, int map, int key, long value, String name) {
    long a = attributes();
    long k = allocate(8);
    Memory.putInt(k, key);
    Memory.putInt(a, map);
    Memory.putLong(a + 8, k);
    Memory.putLong(a + 16, value);
    if (call(command, a) != 0) {
      throw ErrnoException.last(name);
    }
  }

  /** Loads type information. */
  int btf(byte[] blob) {
    long a = attributes();
    Memory.putLong(a, copy(blob));
    Memory.putInt(a + 16, blob.length);
    return descriptor(call(BTF_LOAD, a), "BPF_BTF_LOAD");
  }

  /**
   * Loads a program.
   *
   * @param functions for each function of the program, the first its entry: the first instruction
   *     and the BTF type, in turn
   * @throws IllegalStateException where the verifier refuses it, with the end of its log
   */
  int program(int type, long[] instructions, int btf, int[] functions) {
    long a = programAttributes(type, instructions, btf, functions);
    long fd = call(PROG_LOAD, a);
    if (fd >= 0) {
      return descriptor(fd, "BPF_PROG_LOAD");
    }
    ErrnoException refused = ErrnoException.last("BPF_PROG_LOAD");
    long log = allocate(LOG_SIZE);
    Memory.putInt(a + 24, 1);
    Memory.putInt(a + 28, LOG_SIZE);
    Memory.putLong(a + 32, log);
    call(PROG_LOAD, a);
    throw new IllegalStateException(refused.getMessage() + "\n" + tail(log));
  }

  private long programAttributes(int type, long[] instructions, int btf, int[] functions) {
    long code = allocate(8L * instructions.length);
    Memory.copy(instructions, 0, code, instructions.length);
    long a = attributes();
    Memory.putInt(a, type);
    Memory.putInt(a + 4, instructions.length);
    Memory.putLong(a + 8, code);
    Memory.putLong(a + 16, copy("GPL\0".getBytes(StandardCharsets.US_ASCII)));
    Memory.putInt(a + 72, btf);
    Memory.putInt(a + 76, 8);
    long info = allocate(4L * functions.length);
    for (int i = 0; i < functions.length; i++) {
      Memory.putInt(info + 4L * i, functions[i]);
    }
    Memory.putLong(a + 80, info);
    Memory.putInt(a + 88, functions.length / 2);
    return a;
  }

  private static String tail(long log) {
    int length = 0;
    while (length < LOG_SIZE && Memory.getByte(log + length) != 0) {
      length++;
    }
    int from = Math.max(0, length - LOG_TAIL);
    return new String(Memory.bytes(log + from, length - from), StandardCharsets.US_ASCII);
  }

  /** Runs a program once, in the context of the calling thread. */
  int run(int program) {
    long a = attributes();
    long context = allocate(96);
    Memory.putInt(a, program);
    Memory.putInt(a + 40, 96);
    Memory.putLong(a + 48, context);
    if (call(PROG_TEST_RUN, a) != 0) {
      throw ErrnoException.last("BPF_PROG_TEST_RUN");
    }
    return Memory.getInt(a + 4);
  }

  private static long call(int command, long attributes) {
    return LibC.LIBC.syscall(SYS_BPF, command, attributes, ATTRIBUTES, 0, 0, 0);
  }

  private int descriptor(long fd, String what) {
    if (fd < 0) {
      throw ErrnoException.last(what);
    }
    descriptors.add((int) fd);
    return (int) fd;
  }

  private long attributes() {
    return allocate(ATTRIBUTES);
  }

  private long copy(byte[] bytes) {
    long address = allocate(bytes.length);
    Memory.copy(bytes, 0, address, bytes.length);
    return address;
  }

  private long allocate(long bytes) {
    long address = Memory.allocate(bytes);
    allocations.add(address);
    return address;
  }

  @Override
  public void close() {
    descriptors.forEach(LibC.LIBC::close);
    allocations.forEach(Memory::free);
    descriptors.clear();
    allocations.clear();
  }
}
