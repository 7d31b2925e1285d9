package dev.systape.analyzer.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes protobuf messages as the encoding of protobuf.dev says. The length of a message takes four
 * bytes, whatever it is, so that it can be put in when the message is complete: a varint may have
 * leading zeros.
 */
final class ProtoWriter {
  private static final int VARINT = 0;
  private static final int DELIMITED = 2;
  private static final int LENGTH_BYTES = 4;
  private static final int SEVEN = 7;
  private static final int LOW = 0x7f;
  private static final int MORE = 0x80;

  private byte[] bytes = new byte[1 << 12];
  private int size;

  /** Forgets all. */
  void clear() {
    size = 0;
  }

  /** How many bytes there are. */
  int size() {
    return size;
  }

  /** Begins a message that is a field; returns what {@link #end} takes. */
  int begin(int field) {
    tag(field, DELIMITED);
    room(LENGTH_BYTES);
    size += LENGTH_BYTES;
    return size;
  }

  /** Ends it. */
  void end(int begin) {
    int length = size - begin;
    for (int i = 0; i < LENGTH_BYTES; i++) {
      int more = i == LENGTH_BYTES - 1 ? 0 : MORE;
      bytes[begin - LENGTH_BYTES + i] = (byte) (length >>> SEVEN * i & LOW | more);
    }
  }

  /** A number; negative ones take ten bytes, as int32 and int64 do. */
  void number(int field, long value) {
    tag(field, VARINT);
    varint(value);
  }

  /** A string, or bytes in a field of that type. */
  void bytes(int field, byte[] value) {
    tag(field, DELIMITED);
    varint(value.length);
    raw(value, value.length);
  }

  /** A string. */
  void text(int field, String value) {
    bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** The fields that another writer holds. */
  void fields(ProtoWriter other) {
    raw(other.bytes, other.size);
  }

  /** Writes all. */
  void to(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  private void tag(int field, int type) {
    varint((long) field << 3 | type);
  }

  private void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~LOW) != 0) {
      bytes[size++] = (byte) (rest & LOW | MORE);
      rest >>>= SEVEN;
    }
    bytes[size++] = (byte) rest;
  }

  private void raw(byte[] value, int length) {
    room(length);
    System.arraycopy(value, 0, bytes, size, length);
    size += length;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
