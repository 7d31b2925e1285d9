package dev.systape.schema.tape;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/** Puts the fields of a rare record's body one behind the other, little-endian. */
public final class BodyWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  BodyWriter u32(int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(value >>> shift);
    }
    return this;
  }

  BodyWriter u64(long value) {
    return u32((int) value).u32((int) (value >>> 32));
  }

  BodyWriter bytes(byte[] value) {
    u32(value.length);
    out.writeBytes(value);
    for (long pad = TapeFormat.align(value.length) - value.length; pad > 0; pad--) {
      out.write(0);
    }
    return this;
  }

  BodyWriter text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  <T> BodyWriter list(List<T> values, BiConsumer<BodyWriter, T> element) {
    u32(values.size());
    values.forEach(value -> element.accept(this, value));
    return this;
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
