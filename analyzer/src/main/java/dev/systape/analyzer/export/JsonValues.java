package dev.systape.analyzer.export;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.value.ValueSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Values as JSON. Numbers are JSON numbers where a double holds them exactly, up to 2^53 - 1 on
 * either side of zero, and decimal strings beyond: no reader changes them. Bytes are strings where
 * they are UTF-8, else {@code {"base64": ...}}.
 */
final class JsonValues implements ValueSink {
  /** The largest number below which all are exact in a double: ECMAScript's MAX_SAFE_INTEGER. */
  private static final long SAFE = (1L << 53) - 1;

  private final JsonGenerator json;
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private byte[] bytes = new byte[512];
  private CharBuffer characters = CharBuffer.allocate(512);

  JsonValues(JsonGenerator json) {
    this.json = json;
  }

  /** A call of the generator. */
  private interface Step {
    void run() throws IOException;
  }

  private static void run(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void beginObject() {
    run(json::writeStartObject);
  }

  @Override
  public void endObject() {
    run(json::writeEndObject);
  }

  @Override
  public void beginArray() {
    run(json::writeStartArray);
  }

  @Override
  public void endArray() {
    run(json::writeEndArray);
  }

  @Override
  public void name(String name) {
    run(() -> json.writeFieldName(name));
  }

  @Override
  public void signed(long value) {
    if (value >= -SAFE && value <= SAFE) {
      run(() -> json.writeNumber(value));
    } else {
      text(Long.toString(value));
    }
  }

  @Override
  public void unsigned(long value) {
    if (value < 0) {
      text(Long.toUnsignedString(value));
    } else {
      signed(value);
    }
  }

  @Override
  public void truth(boolean value) {
    run(() -> json.writeBoolean(value));
  }

  @Override
  public void text(String value) {
    run(() -> json.writeString(value));
  }

  @Override
  public void bytes(long address, int length) {
    if (length > bytes.length) {
      bytes = new byte[length];
    }
    Memory.copy(address, bytes, 0, length);
    bytes(bytes, length);
  }

  /** Bytes of ours. */
  void bytes(byte[] value) {
    bytes(value, value.length);
  }

  private void bytes(byte[] value, int length) {
    if (characters.capacity() < length) {
      characters = CharBuffer.allocate(length);
    }
    characters.clear();
    boolean failed =
        utf8.reset().decode(ByteBuffer.wrap(value, 0, length), characters, true).isError();
    if (failed) {
      beginObject();
      run(
          () ->
              json.writeBinaryField(
                  "base64", value.length == length ? value : Arrays.copyOf(value, length)));
      endObject();
    } else {
      run(() -> json.writeString(characters.array(), 0, characters.position()));
    }
  }
}
