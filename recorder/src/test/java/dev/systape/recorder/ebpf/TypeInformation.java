package dev.systape.recorder.ebpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The smallest BTF (Documentation/bpf/btf.rst) that lets a program pass a function to bpf_loop: two
 * functions without a story.
 */
final class TypeInformation {
  /** Type of the entry function. */
  static final int ENTRY = 3;

  /** Type of the static function. */
  static final int STEP = 4;

  private static final int KIND_INT = 1;
  private static final int KIND_FUNC = 12;
  private static final int KIND_FUNC_PROTO = 13;
  private static final int MAGIC = 0xeb9f;
  private static final int HEADER = 24;

  private TypeInformation() {}

  static byte[] blob() {
    byte[] names = "\0int\0entry\0step\0".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer types = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    types.putInt(1).putInt(KIND_INT << 24).putInt(4).putInt(1 << 24 | 32);
    types.putInt(0).putInt(KIND_FUNC_PROTO << 24).putInt(1);
    types.putInt(5).putInt(KIND_FUNC << 24 | 1).putInt(2);
    types.putInt(11).putInt(KIND_FUNC << 24).putInt(2);
    int length = types.position();
    ByteBuffer blob =
        ByteBuffer.allocate(HEADER + length + names.length).order(ByteOrder.LITTLE_ENDIAN);
    blob.putShort((short) MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putInt(HEADER)
        .putInt(0)
        .putInt(length)
        .putInt(length)
        .putInt(names.length);
    blob.put(types.array(), 0, length).put(names);
    return blob.array();
  }
}
