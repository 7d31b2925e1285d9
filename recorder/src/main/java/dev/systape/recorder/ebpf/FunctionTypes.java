package dev.systape.recorder.ebpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The type information (BTF) that the verifier asks for where a program hands one of its functions
 * to the kernel as a callback: each function, static, returning int. It does not look at the
 * parameters of static functions, so none are described.
 *
 * <p>The format is that of Documentation/bpf/btf.rst and linux/btf.h.
 */
final class FunctionTypes {
  /** Bytes of a {@code struct bpf_func_info}: the first instruction, the function's type. */
  static final int INFO_SIZE = 8;

  private static final short MAGIC = (short) 0xeb9f;
  private static final int HEADER_SIZE = 24;
  private static final int TYPE_SIZE = 12;
  private static final int KIND_INT = 1;
  private static final int KIND_FUNC = 12;
  private static final int KIND_FUNC_PROTO = 13;
  private static final int INT_SIGNED_32_BITS = 1 << 24 | 32;
  private static final int INT = 1;
  private static final int PROTOTYPE = 2;
  private static final int FIRST_FUNCTION = 3;
  private static final String INT_NAME = "int";

  private FunctionTypes() {}

  /** The types, as BPF_BTF_LOAD takes them. */
  static byte[] btf(Code code) {
    StringBuilder names = new StringBuilder("\0" + INT_NAME + "\0");
    int functions = code.functions().size();
    int types = TYPE_SIZE + 4 + TYPE_SIZE + TYPE_SIZE * functions;
    ByteBuffer body = ByteBuffer.allocate(types).order(ByteOrder.LITTLE_ENDIAN);
    type(body, 1, KIND_INT, 4).putInt(INT_SIGNED_32_BITS);
    type(body, 0, KIND_FUNC_PROTO, INT);
    for (Code.Function function : code.functions()) {
      type(body, names.length(), KIND_FUNC, PROTOTYPE);
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

  private static ByteBuffer type(ByteBuffer body, int name, int kind, int sizeOrType) {
    return body.putInt(name).putInt(kind << 24).putInt(sizeOrType);
  }
}
