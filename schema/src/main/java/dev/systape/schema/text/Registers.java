package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;

/** A set of registers of which a program may ask for a part: whole words of it. */
final class Registers {
  private final Abi abi;
  private final TextOptions options;
  private final Type.Struct struct;
  private final WordText[] words;
  private final int size;

  Registers(ArgumentTexts types, Type.Struct struct) {
    abi = types.abi();
    options = types.options();
    this.struct = struct;
    size = StructLayout.size(struct, abi);
    words = new WordText[struct.fields().size()];
    for (int i = 0; i < words.length; i++) {
      Type type = struct.fields().get(i).type();
      words[i] =
          Words.of(
              type instanceof Type.Repeated array ? array.element() : type, abi, options.names());
    }
  }

  /**
   * Writes as many as there are.
   *
   * @param length bytes that the call speaks of
   * @return false, with nothing written, where they are no whole words or could not be read
   */
  boolean print(CallView call, int capture, long length, StringBuilder out) {
    int unit = abi == Abi.X32 ? Long.BYTES : abi.pointerWidth();
    int there = (int) Math.min(Long.compareUnsigned(length, size) < 0 ? length : size, size);
    if (length == 0 || length % unit != 0 || call.length(capture) < there) {
      return false;
    }
    out.append('{');
    for (int i = 0; i < words.length; i++) {
      Type.Field field = struct.fields().get(i);
      int offset = StructLayout.offset(struct, i, abi);
      if (offset >= there) {
        break;
      }
      out.append(i == 0 ? "" : ", ").append(field.name()).append('=');
      value(field.type(), words[i], call.data(capture) + offset, there - offset, out);
    }
    out.append(Long.compareUnsigned(length, size) > 0 ? ", ...}" : "}");
    return true;
  }

  private void value(Type type, WordText word, long data, int rest, StringBuilder out) {
    if (!(type instanceof Type.Repeated array)) {
      word.print(Words.load(data, StructLayout.size(type, abi)), out);
      return;
    }
    int width = StructLayout.size(array.element(), abi);
    int count = Math.min(array.count(), rest / width);
    int shown = options.verbose() ? count : Math.min(count, options.stringLimit());
    out.append('[');
    for (int i = 0; i < shown; i++) {
      word.print(Words.load(data + (long) i * width, width), out.append(i == 0 ? "" : ", "));
    }
    out.append(shown < count ? ", ...]" : "]");
  }
}
