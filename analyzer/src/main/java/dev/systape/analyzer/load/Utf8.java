package dev.systape.analyzer.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.systape.schema.memory.Memory;
import java.io.ByteArrayOutputStream;

/**
 * Bytes as text: a VARCHAR must be UTF-8, a path or an argument need not be. Bytes that are no
 * UTF-8 (RFC 3629) become {@code \xNN}; nothing else is changed, so text that holds a backslash and
 * hex digits itself looks the same, and the raw bytes are in table {@code capture}.
 */
final class Utf8 {
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private Utf8() {}

  /** Whether all bytes are UTF-8. Hot for ASCII. */
  static boolean isValid(long address, long length) {
    long at = address;
    long end = address + length;
    while (end - at >= Long.BYTES && (Memory.getLong(at) & HIGH_BITS) == 0) {
      at += Long.BYTES;
    }
    while (at < end) {
      int sequence = sequence(at, end);
      if (sequence == 0) {
        return false;
      }
      at += sequence;
    }
    return true;
  }

  /** The bytes as UTF-8. */
  static byte[] escaped(long address, long length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream((int) length);
    long end = address + length;
    for (long at = address; at < end; ) {
      int sequence = sequence(at, end);
      if (sequence == 0) {
        out.writeBytes("\\x%02x".formatted(Memory.getU8(at)).getBytes(ISO_8859_1));
        at++;
      }
      for (; sequence > 0; sequence--) {
        out.write(Memory.getByte(at++));
      }
    }
    return out.toByteArray();
  }

  /** As {@link #escaped(long, long)}, of an array, which is returned itself where it is UTF-8. */
  static byte[] escaped(byte[] bytes) {
    long copy = Memory.allocate(Math.max(1, bytes.length));
    try {
      Memory.copy(bytes, 0, copy, bytes.length);
      return isValid(copy, bytes.length) ? bytes : escaped(copy, bytes.length);
    } finally {
      Memory.free(copy);
    }
  }

  /** Bytes of the character at an address, 0 where there is none. */
  private static int sequence(long at, long end) {
    int first = Memory.getU8(at);
    if (first < 0x80) {
      return 1;
    }
    int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length == 0 || end - at < length || !isSecond(first, Memory.getU8(at + 1))) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if (!isContinuation(Memory.getU8(at + i))) {
        return 0;
      }
    }
    return length;
  }

  /** Overlong forms, surrogates and what is beyond U+10FFFF are told by the second byte. */
  private static boolean isSecond(int first, int second) {
    return switch (first) {
      case 0xe0 -> second >= 0xa0 && second <= 0xbf;
      case 0xed -> second >= 0x80 && second <= 0x9f;
      case 0xf0 -> second >= 0x90 && second <= 0xbf;
      case 0xf4 -> second >= 0x80 && second <= 0x8f;
      default -> isContinuation(second);
    };
  }

  private static boolean isContinuation(int value) {
    return (value & 0xc0) == 0x80;
  }
}
