package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Compiles types that lie in memory to their writers, on one ABI. */
final class StructTexts {
  /** Fields that only fill space, by the names that the kernel's headers give them. */
  private static final Pattern FILLER = Pattern.compile("(f_)?(pad|spare|unused|reserved)\\d*");

  private final Abi abi;
  private final TextOptions options;
  private final StructForms forms;
  private final Map<String, MemoryText> structs = new HashMap<>();

  StructTexts(Abi abi, TextOptions options) {
    this.abi = abi;
    this.options = options;
    forms = new StructForms(abi, options);
  }

  /** The writer of a type. */
  MemoryText of(Type type) {
    if (type instanceof Type.Struct struct) {
      MemoryText known = structs.get(struct.name());
      if (known == null) {
        MemoryText form = forms.of(struct);
        known = form == null ? fields(struct) : form;
        structs.put(struct.name(), known);
      }
      return known;
    }
    if (type instanceof Type.Chars chars) {
      return (call, data, out) -> chars(data, chars.length(), out);
    }
    if (type instanceof Type.Repeated repeated) {
      return repeated(repeated);
    }
    if (type instanceof Type.Pointer pointer && pointer.count() == null) {
      return pointed(pointer);
    }
    int width = StructLayout.size(type, abi);
    WordText word = Words.of(type, abi);
    return (call, data, out) -> word.print(Words.load(data, width), out);
  }

  private void chars(long data, int length, StringBuilder out) {
    int end = Quotes.untilNul(data, length);
    int shown = options.verbose() ? end : Math.min(end, options.stringLimit());
    Quotes.quote(out, data, shown, options.hexStrings());
    out.append(shown < end ? "..." : "");
  }

  /** What a field points to, as it was at entry; its address where that is not known. */
  private MemoryText pointed(Type.Pointer pointer) {
    MemoryText element = of(pointer.element());
    int size = StructLayout.size(pointer.element(), abi);
    return (call, data, out) -> {
      long address = Words.load(data, abi.pointerWidth());
      int capture = -1;
      for (int i = 0; i < Abi.ARGUMENTS && capture < 0 && address != 0; i++) {
        capture = call.find(i, Capture.ENTRY, address);
      }
      if (capture < 0 || call.length(capture) < size) {
        Digits.address(out, address);
      } else {
        element.print(call, call.data(capture), out);
      }
    };
  }

  private MemoryText repeated(Type.Repeated repeated) {
    MemoryText element = of(repeated.element());
    int size = StructLayout.size(repeated.element(), abi);
    return (call, data, out) -> {
      out.append('[');
      for (int i = 0; i < repeated.count(); i++) {
        element.print(call, data + (long) i * size, out.append(i == 0 ? "" : ", "));
      }
      out.append(']');
    };
  }

  private MemoryText fields(Type.Struct struct) {
    int count = struct.fields().size();
    String[] labels = new String[count];
    int[] offsets = new int[count];
    MemoryText[] texts = new MemoryText[count];
    int shown = 0;
    boolean abbreviated = false;
    for (int i = 0; i < count; i++) {
      Type.Field field = struct.fields().get(i);
      boolean filler = FILLER.matcher(field.name()).matches();
      if (!filler && (options.verbose() || !field.verbose())) {
        labels[shown] = (shown == 0 ? "{" : ", ") + field.name() + "=";
        offsets[shown] = StructLayout.offset(struct, i, abi);
        texts[shown++] = of(field.type());
      } else {
        abbreviated |= !filler;
      }
    }
    int end = shown;
    String close = abbreviated ? ", ...}" : "}";
    return (call, data, out) -> {
      for (int i = 0; i < end; i++) {
        texts[i].print(call, data + offsets[i], out.append(labels[i]));
      }
      out.append(close);
    };
  }
}
