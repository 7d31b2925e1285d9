package dev.systape.recorder.ebpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The type information (BTF) that the verifier asks for where a program hands one of its functions
 * to the kernel as a callback, or has it verified by itself. Functions are static and return int;
 * the verifier does not look at their parameters, so none are described. Those that are {@linkplain
 * Code.Function#separate() separate} are global: {@code long (struct area *, long, long, long)}.
 *
 * <p>The format is that of Documentation/bpf/btf.rst and linux/btf.h.
 */
final class FunctionTypes {
  /** Bytes of a {@code struct bpf_func_info}: the first instruction, the function's type. */
  static final int INFO_SIZE = 8;

  private static final short MAGIC = (short) 0xeb9f;
  private static final int HEADER_SIZE = 24;
  private static final int TYPE_SIZE = 12;
  private static final int PARAMETER_SIZE = 8;
  private static final int KIND_INT = 1;
  private static final int KIND_POINTER = 2;
  private static final int KIND_STRUCT = 4;
  private static final int KIND_FUNC = 12;
  private static final int KIND_FUNC_PROTO = 13;
  private static final int GLOBAL = 1;
  private static final int SIGNED = 1 << 24;

  // Ids: types are numbered as they come.
  private static final int INT = 1;
  private static final int LONG = INT + 1;
  private static final int AREA = LONG + 1;
  private static final int AREA_POINTER = AREA + 1;
  private static final int PROTOTYPE = AREA_POINTER + 1;
  private static final int SEPARATE_PROTOTYPE = PROTOTYPE + 1;
  private static final int FIRST_FUNCTION = SEPARATE_PROTOTYPE + 1;

  private static final int[] PARAMETERS = {AREA_POINTER, LONG, LONG, LONG};
  private static final String FIXED_NAMES = "\0int\0long\0area\0";
  private static final int INT_NAME = FIXED_NAMES.indexOf("int");
  private static final int LONG_NAME = FIXED_NAMES.indexOf("long");
  private static final int AREA_NAME = FIXED_NAMES.indexOf("area");

  private FunctionTypes() {}

  /** The types, as BPF_BTF_LOAD takes them. */
  static byte[] btf(Code code) {
    StringBuilder names = new StringBuilder(FIXED_NAMES);
    int types =
        TYPE_SIZE * (FIRST_FUNCTION - 1 + code.functions().size())
            + 2 * Integer.BYTES
            + PARAMETER_SIZE * PARAMETERS.length;
    ByteBuffer body = ByteBuffer.allocate(types).order(ByteOrder.LITTLE_ENDIAN);
    type(body, INT_NAME, KIND_INT, 0, Integer.BYTES).putInt(SIGNED | Integer.SIZE);
    type(body, LONG_NAME, KIND_INT, 0, Long.BYTES).putInt(SIGNED | Long.SIZE);
    type(body, AREA_NAME, KIND_STRUCT, 0, CallArea.SIZE);
    type(body, 0, KIND_POINTER, 0, AREA);
    type(body, 0, KIND_FUNC_PROTO, 0, INT);
    type(body, 0, KIND_FUNC_PROTO, PARAMETERS.length, LONG);
    for (int parameter : PARAMETERS) {
      body.putInt(AREA_NAME).putInt(parameter);
    }
    for (Code.Function function : code.functions()) {
      if (function.separate()) {
        type(body, names.length(), KIND_FUNC, GLOBAL, SEPARATE_PROTOTYPE);
      } else {
        type(body, names.length(), KIND_FUNC, 0, PROTOTYPE);
      }
      names.append(function.name()).append('\0');
    }
    byte[] strings = names.toString().getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(HEADER_SIZE + types + strings.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putInt(HEADER_SIZE)
        .putInt(0)
        .putInt(types)
        .putInt(types)
        .putInt(strings.length)
        .put(body.array())
        .put(strings)
        .array();
  }

  /** Which function begins where, as BPF_PROG_LOAD takes it. */
  static byte[] info(Code code) {
    ByteBuffer info =
        ByteBuffer.allocate(INFO_SIZE * code.functions().size()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < code.functions().size(); i++) {
      info.putInt(code.functions().get(i).first()).putInt(FIRST_FUNCTION + i);
    }
    return info.array();
  }

  private static ByteBuffer type(ByteBuffer body, int name, int kind, int more, int sizeOrType) {
    return body.putInt(name).putInt(kind << 24 | more).putInt(sizeOrType);
  }
}
