package dev.systape.recorder.intercept;

import dev.systape.schema.handler.JavaType;
import dev.systape.schema.model.Type;
import dev.systape.schema.reference.TypeText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** A call's arguments as short text: long buffers, strings and arrays are cut. */
final class CallText {
  private static final int BYTES = 32;
  private static final int ELEMENTS = 4;
  private static final int STRINGS = 16;

  private CallText() {}

  /** The arguments that are there; of what the kernel will fill, the addresses. */
  static String[] atEntry(Call call) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < call.shape().arguments(); i++) {
      if (call.has(i)) {
        texts.add(filled(call, i) ? address(call.longArgument(i)) : text(call, i));
      }
    }
    return texts.toArray(String[]::new);
  }

  /** Writes what the kernel has filled in place of its addresses. */
  static void atExit(Call call, String[] texts) {
    int next = 0;
    for (int i = 0; i < call.shape().arguments(); i++) {
      if (call.has(i)) {
        if (filled(call, i) && !call.failed()) {
          texts[next] = text(call, i);
        }
        next++;
      }
    }
  }

  private static boolean filled(Call call, int position) {
    return TypeText.direction(call.shape().type(position)).equals("out");
  }

  /** The result of a call that succeeded. */
  static String result(Call call) {
    var definition = call.shape().definition();
    return definition == null
        ? Long.toString(call.result())
        : NumberText.of(
            CallShape.narrowed(call.result(), definition.result(), call.abi()),
            definition.result());
  }

  private static String text(Call call, int position) {
    Type type = call.shape().type(position);
    long word = call.longArgument(position);
    try {
      return switch (JavaType.of(type)) {
        case INT, LONG -> NumberText.of(word, type);
        case POINTER -> address(word);
        case STRING ->
            word == 0 ? "NULL" : quoted(call.string(position).bytes(), Integer.MAX_VALUE);
        case STRINGS -> strings(call.strings(position));
        case BUFFER -> word == 0 ? "NULL" : buffer(call.buffer(position));
        case NUMBERS -> word == 0 ? "NULL" : numbers(call.numbers(position), type);
        case STRUCT -> word == 0 ? "NULL" : structs(call.struct(position));
        case VECTOR -> word == 0 ? "NULL" : vector(call, call.vector(position));
      };
    } catch (UserFaultException e) {
      return address(word);
    }
  }

  static String address(long word) {
    return word == 0 ? "NULL" : "0x" + Long.toHexString(word);
  }

  private static String strings(UserStrings strings) {
    StringJoiner all = new StringJoiner(", ", "[", "]");
    List<String> texts = strings.texts();
    for (String each : texts.subList(0, Math.min(texts.size(), STRINGS))) {
      all.add(quoted(each.getBytes(StandardCharsets.UTF_8), BYTES));
    }
    return (texts.size() > STRINGS ? all.add("...") : all).toString();
  }

  private static String buffer(UserBuffer buffer) {
    long size = buffer.size();
    byte[] bytes = buffer.read((int) Math.min(size, BYTES));
    return quoted(bytes, BYTES) + (size > BYTES ? "..." : "");
  }

  private static String vector(Call call, UserVector vector) {
    int limit = call.atExit() && !call.failed() ? (int) Math.min(call.result(), BYTES) : BYTES;
    return "[" + quoted(vector.bytes(limit), BYTES) + "]/*" + vector.count() + "*/";
  }

  private static String numbers(UserNumbers numbers, Type type) {
    Type element =
        ((Type.Pointer) (type instanceof Type.Answered answered ? answered.question() : type))
            .element();
    StringJoiner all = new StringJoiner(", ", "[", "]");
    long count = numbers.count();
    for (int i = 0; i < Math.min(count, ELEMENTS); i++) {
      all.add(NumberText.of(numbers.get(i), element));
    }
    return (count > ELEMENTS ? all.add("...") : all).toString();
  }

  private static String structs(UserStruct structs) {
    long count = structs.count();
    if (count == 1) {
      return struct(structs);
    }
    StringJoiner all = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < Math.min(count, ELEMENTS); i++) {
      all.add(struct(structs.at(i)));
    }
    return (count > ELEMENTS ? all.add("...") : all).toString();
  }

  private static String struct(UserStruct struct) {
    StringJoiner all = new StringJoiner(", ", "{", "}");
    for (String name : struct.fields()) {
      StructFields.Field field = struct.field(name);
      if (!field.verbose()) {
        all.add(
            name
                + "="
                + (field.text()
                    ? quoted(struct.text(name).getBytes(StandardCharsets.UTF_8), BYTES)
                    : NumberText.of(struct.get(name), field.type())));
      }
    }
    return all.toString();
  }

  /** Bytes as C writes them in double quotes. */
  private static String quoted(byte[] bytes, int limit) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < Math.min(bytes.length, limit); i++) {
      int each = bytes[i] & 0xff;
      switch (each) {
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        case '"', '\\' -> out.append('\\').append((char) each);
        default -> {
          if (each >= ' ' && each < 0x7f) {
            out.append((char) each);
          } else {
            out.append(String.format("\\%03o", each));
          }
        }
      }
    }
    return out.append(bytes.length > limit ? "\"..." : "\"").toString();
  }
}
