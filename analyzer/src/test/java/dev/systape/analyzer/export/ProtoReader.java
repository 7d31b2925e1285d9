package dev.systape.analyzer.export;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Reads protobuf messages, knowing nothing of who wrote them: fields with numbers and bytes. */
final class ProtoReader {
  private final byte[] bytes;
  private int at;

  private ProtoReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A field: a number, or bytes that may be a message. */
  record Field(int number, long value, byte[] content) {
    List<Field> message() {
      return fields(content);
    }

    String text() {
      return new String(content, StandardCharsets.UTF_8);
    }
  }

  /** The fields of a message, in order; one that is none is an error. */
  static List<Field> fields(byte[] message) {
    ProtoReader reader = new ProtoReader(message);
    List<Field> fields = new ArrayList<>();
    while (reader.at < message.length) {
      long tag = reader.varint();
      int number = (int) (tag >>> 3);
      switch ((int) tag & 7) {
        case 0 -> fields.add(new Field(number, reader.varint(), null));
        case 2 -> {
          int length = Math.toIntExact(reader.varint());
          if (length > message.length - reader.at) {
            throw new AssertionError("field " + number + " is longer than its message");
          }
          fields.add(
              new Field(number, 0, Arrays.copyOfRange(message, reader.at, reader.at + length)));
          reader.at += length;
        }
        default -> throw new AssertionError("wire type " + (tag & 7) + " is not used");
      }
    }
    return fields;
  }

  /** The fields with a number. */
  static Stream<Field> all(List<Field> fields, int number) {
    return fields.stream().filter(field -> field.number == number);
  }

  /** The field with a number, or null. */
  static Field one(List<Field> fields, int number) {
    return all(fields, number).findFirst().orElse(null);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
