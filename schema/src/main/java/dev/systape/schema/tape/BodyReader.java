package dev.systape.schema.tape;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Takes the fields of a rare record's body one behind the other; throws BufferUnderflowException
 * past its end.
 */
final class BodyReader {
  private final ByteBuffer in;

  BodyReader(byte[] body) {
    in = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether the body goes on: what later versions of the format write stands behind the rest. */
  boolean hasMore() {
    return in.remaining() >= Integer.BYTES;
  }

  int u32() {
    return in.getInt();
  }

  long u64() {
    return in.getLong();
  }

  byte[] bytes() {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] value = new byte[length];
    in.get(value);
    in.position(Math.min(in.limit(), in.position() + (int) TapeFormat.align(length) - length));
    return value;
  }

  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  <T> List<T> list(Function<BodyReader, T> element) {
    int size = in.getInt();
    if (size < 0 || size > in.remaining()) {
      throw new BufferUnderflowException();
    }
    List<T> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(element.apply(this));
    }
    return List.copyOf(values);
  }
}
