package dev.systape.recorder.ebpf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the running kernel keeps what programs read: offsets of members of its structs, ids of the
 * tracepoints' types. Read from its own type information, {@code /sys/kernel/btf/vmlinux}, whose
 * format is that of Documentation/bpf/btf.rst.
 */
final class KernelTypes {
  private static final Path VMLINUX = Path.of("/sys/kernel/btf/vmlinux");
  private static final int MAGIC = 0xeb9f;
  private static final int TYPE_SIZE = 12;
  private static final int MEMBER_SIZE = 12;
  private static final int BITS_OFFSET_MASK = 0xff_ffff;

  private static final int INT = 1;
  private static final int ARRAY = 3;
  private static final int STRUCT = 4;
  private static final int UNION = 5;
  private static final int ENUM = 6;
  private static final int TYPEDEF = 8;
  private static final int FUNC_PROTO = 13;
  private static final int VAR = 14;
  private static final int DATASEC = 15;
  private static final int DECL_TAG = 17;
  private static final int ENUM64 = 19;

  private final ByteBuffer data;
  private final int types;
  private final int typesEnd;
  private final int strings;
  private final Map<String, Integer> structs = new HashMap<>();
  private final Map<String, Integer> typedefs = new HashMap<>();
  private int[] places = new int[1 << 17];

  private KernelTypes(ByteBuffer data) {
    this.data = data;
    if (data.remaining() < 24 || (data.getShort(0) & 0xffff) != MAGIC) {
      throw new IllegalArgumentException("no BTF");
    }
    int header = data.getInt(4);
    types = header + data.getInt(8);
    typesEnd = types + data.getInt(12);
    strings = header + data.getInt(16);
    index();
  }

  /**
   * Those of the running kernel.
   *
   * @throws IOException where it was built without (CONFIG_DEBUG_INFO_BTF), or hides them
   */
  static KernelTypes running() throws IOException {
    return of(Files.readAllBytes(VMLINUX));
  }

  /**
   * Those of an image.
   *
   * @throws IllegalArgumentException where it is none
   */
  static KernelTypes of(byte[] image) {
    return new KernelTypes(ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN));
  }

  private void index() {
    int id = 1;
    for (int at = types; at < typesEnd; id++) {
      if (id == places.length) {
        places = java.util.Arrays.copyOf(places, 2 * id);
      }
      places[id] = at;
      int kind = kind(at);
      if (kind == STRUCT) {
        structs.putIfAbsent(name(data.getInt(at)), id);
      } else if (kind == TYPEDEF) {
        typedefs.putIfAbsent(name(data.getInt(at)), id);
      }
      at += TYPE_SIZE + more(kind, count(at));
    }
  }

  /** Bytes behind a type's common part. */
  private static int more(int kind, int count) {
    return switch (kind) {
      case INT, VAR, DECL_TAG -> 4;
      case ARRAY -> 12;
      case STRUCT, UNION, DATASEC, ENUM64 -> 12 * count;
      case ENUM, FUNC_PROTO -> 8 * count;
      default -> 0;
    };
  }

  private int kind(int at) {
    return data.getInt(at + 4) >>> 24 & 0x1f;
  }

  private int count(int at) {
    return data.getInt(at + 4) & 0xffff;
  }

  private String name(int offset) {
    int end = strings + offset;
    while (data.get(end) != 0) {
      end++;
    }
    return new String(
        data.array(), strings + offset, end - strings - offset, StandardCharsets.US_ASCII);
  }

  /**
   * Id of a typedef, as bpf(2) takes it to attach to a tracepoint: {@code btf_trace_} and the
   * tracepoint's name.
   *
   * @throws IllegalArgumentException where the kernel has none
   */
  int typedef(String name) {
    Integer id = typedefs.get(name);
    if (id == null) {
      throw new IllegalArgumentException("the kernel has no type " + name);
    }
    return id;
  }

  /** Whether the kernel has a typedef. */
  boolean hasTypedef(String name) {
    return typedefs.containsKey(name);
  }

  /**
   * Offset in bytes of a member of a struct, also of one in an anonymous struct or union in it.
   *
   * @throws IllegalArgumentException where the kernel has none
   */
  int offset(String struct, String member) {
    Integer id = structs.get(struct);
    int bits = id == null ? -1 : bits(places[id], member);
    if (bits < 0) {
      throw new IllegalArgumentException("the kernel has no member " + member + " of " + struct);
    }
    return bits / 8;
  }

  /** Whether the kernel has a member of a struct. */
  boolean has(String struct, String member) {
    Integer id = structs.get(struct);
    return id != null && bits(places[id], member) >= 0;
  }

  private int bits(int at, String member) {
    boolean packed = data.getInt(at + 4) < 0;
    for (int i = 0; i < count(at); i++) {
      int each = at + TYPE_SIZE + MEMBER_SIZE * i;
      int offset = data.getInt(each + 8) & (packed ? BITS_OFFSET_MASK : -1);
      int name = data.getInt(each);
      if (name != 0 && name(name).equals(member)) {
        return offset;
      }
      int inner = places[data.getInt(each + 4)];
      if (name == 0 && inner != 0 && (kind(inner) == STRUCT || kind(inner) == UNION)) {
        int found = bits(inner, member);
        if (found >= 0) {
          return offset + found;
        }
      }
    }
    return -1;
  }
}
