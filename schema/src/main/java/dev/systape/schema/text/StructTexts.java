package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Condition;
import dev.systape.schema.model.Direction;
import dev.systape.schema.model.Length;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Compiles types that lie in memory to their writers, on one ABI. */
final class StructTexts {
  /** Fields that only fill space, by the names that the kernel's headers give them. */
  private static final Pattern FILLER = Pattern.compile("(f_)?(pad|spare|unused|reserved)\\d*");

  private final Abi abi;
  private final TextOptions options;
  private final Strings strings;
  private final List<Forms> forms;
  private final StructForms general;
  private final Map<String, MemoryText> structs = new HashMap<>();

  StructTexts(Abi abi, TextOptions options, Strings strings, List<Forms> forms) {
    this.abi = abi;
    this.options = options;
    this.strings = strings;
    this.forms = forms;
    general = new StructForms(abi, options);
  }

  /** The writer of a type. */
  MemoryText of(Type type) {
    if (type instanceof Type.Struct struct) {
      MemoryText known = structs.get(struct.name());
      if (known == null) {
        MemoryText form = form(struct);
        known = form == null ? fields(struct) : form;
        structs.put(struct.name(), known);
      }
      return known;
    }
    if (type instanceof Type.Chars chars) {
      return new Chars(chars.length());
    }
    if (type instanceof Type.Repeated repeated) {
      return repeated(repeated);
    }
    if (type instanceof Type.Pointer pointer && pointer.count() == null) {
      return pointed(pointer);
    }
    if (type instanceof Type.Word word && word.scalar() == Scalar.IFINDEX) {
      return (call, data, out) -> Interfaces.index(call, Memory.getInt(data), out);
    }
    int width = StructLayout.size(type, abi);
    WordText word = Words.of(type, abi, options.names());
    return (call, data, out) -> word.print(Words.load(data, width), out);
  }

  /** A string in an array, which ends with it where nothing else ends it. */
  final class Chars implements MemoryText {
    private final int length;

    Chars(int length) {
      this.length = length;
    }

    @Override
    public void print(CallView call, long data, StringBuilder out) {
      chars(data, length, out);
    }

    /** Writes as much of it as there is. */
    void part(long data, int bytes, StringBuilder out) {
      chars(data, Math.min(bytes, length), out);
    }
  }

  private MemoryText form(Type.Struct struct) {
    for (Forms each : forms) {
      MemoryText form = each.struct(struct);
      if (form != null) {
        return form;
      }
    }
    return general.of(struct);
  }

  private void chars(long data, int length, StringBuilder out) {
    int end = Quotes.untilNul(data, length);
    int shown = Math.min(end, length - 1);
    Quotes.quote(out, data, shown, options.hexStrings());
    out.append(shown < end ? "..." : "");
  }

  /** What a field points to; its address where that is not known. */
  private MemoryText pointed(Type.Pointer pointer) {
    int phase = pointer.direction().readsAtExit() ? Capture.EXIT : Capture.ENTRY;
    MemoryText element = of(pointer.element());
    int size = StructLayout.size(pointer.element(), abi);
    return (call, data, out) -> {
      long address = Words.load(data, abi.pointerWidth());
      int capture = address == 0 ? -1 : call.findAny(phase, address);
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
    return (call, data, out) -> array(call, element, data, size, repeated.count(), out);
  }

  /** The writer of a struct by its fields. */
  StructFields fields(Type.Struct struct) {
    List<StructFields.Field> shown = new ArrayList<>();
    boolean abbreviated = false;
    for (int i = 0; i < struct.fields().size(); i++) {
      Type.Field field = struct.fields().get(i);
      boolean filler = field.shown() == Type.Shown.HIDDEN || FILLER.matcher(field.name()).matches();
      if (field.shown() == Type.Shown.NONZERO
          || !filler && (options.verbose() || !field.verbose())) {
        shown.add(field(struct, i));
      } else {
        abbreviated |= !filler;
      }
    }
    return new StructFields(
        shown.toArray(StructFields.Field[]::new), StructLayout.size(struct, abi), abbreviated);
  }

  private StructFields.Field field(Type.Struct struct, int place) {
    Type.Field field = struct.fields().get(place);
    int index = field.type() instanceof Type.Same same ? same.field() : place;
    Type type = struct.fields().get(index).type();
    boolean address = type instanceof Type.Struct inner && inner.name().equals("in6_addr");
    boolean inline = field.name().equals("_");
    StructFields.Field text =
        new StructFields.Field(
            field.name(),
            StructLayout.offset(struct, index, abi),
            StructLayout.size(type, abi),
            address ? internet6(field.name()) : fieldText(struct, index, inline),
            inline || address,
            field.shown());
    Condition condition = field.condition();
    return condition == null
        ? text
        : text.when(
            StructLayout.offset(struct, condition.argument(), abi),
            StructLayout.size(struct.fields().get(condition.argument()).type(), abi),
            condition.mask(),
            condition.value());
  }

  /** An IPv6 address, told by what writes it. */
  private static MemoryText internet6(String name) {
    return (call, data, out) -> {
      SocketAddresses.colons(data, out.append("inet_pton(AF_INET6, \""));
      out.append("\", &").append(name).append(')');
    };
  }

  private MemoryText fieldText(Type.Struct struct, int index, boolean inline) {
    return fieldText(struct, index, struct.fields().get(index).type(), inline);
  }

  /** A field, or a case of the union that it is. */
  private MemoryText fieldText(Type.Struct struct, int index, Type type, boolean inline) {
    if (type instanceof Type.Selected union) {
      return union(struct, index, union, inline);
    }
    if (type instanceof Type.Trailing trailing) {
      return trailing(struct, index, trailing);
    }
    if (type instanceof Type.Counted counted) {
      return counted(struct, index, counted);
    }
    if (type instanceof Type.Quoted quoted) {
      return quoted(struct, index, quoted);
    }
    if (type instanceof Type.Pointer pointer && pointer.count() != null) {
      return pointedArray(struct, index, pointer);
    }
    if (type instanceof Type.Bytes || type instanceof Type.Opaque || isText(type)) {
      return data(struct, index, type);
    }
    return inline && type instanceof Type.Struct inner ? inline(inner) : of(type);
  }

  private MemoryText counted(Type.Struct struct, int index, Type.Counted counted) {
    MemoryText element = of(counted.element());
    int size = StructLayout.size(counted.element(), abi);
    int start = StructLayout.offset(struct, index, abi);
    return (call, data, out) -> {
      long count = FieldLengths.of(counted.count(), struct, data - start, call);
      array(call, element, data, size, (int) Math.min(count & 0xffff_ffffL, counted.room()), out);
    };
  }

  private void array(
      CallView call, MemoryText element, long data, int size, int count, StringBuilder out) {
    int shown = options.verbose() ? count : Math.min(count, options.stringLimit());
    out.append('[');
    for (int i = 0; i < shown; i++) {
      element.print(call, data + (long) i * size, out.append(i == 0 ? "" : ", "));
    }
    out.append(shown < count ? ", ...]" : "]");
  }

  private MemoryText quoted(Type.Struct struct, int index, Type.Quoted quoted) {
    int start = StructLayout.offset(struct, index, abi);
    int size = quoted.size();
    return (call, data, out) -> {
      long length = FieldLengths.of(quoted.length(), struct, data - start, call);
      if (quoted.hex()) {
        int shown = (int) Math.min(length & 0xffff_ffffL, size);
        Quotes.quote(out, data, shown, Quotes.HEX_ALWAYS);
        return;
      }
      if (!quoted.ended()) {
        int shown = length < 0 || length > size ? size : (int) length;
        Quotes.quote(out, data, shown, options.hexStrings());
        return;
      }
      // The lengths of such strings are shorts; the byte behind them should be their end.
      int shown = Math.max(0, Math.min((short) length, size - 1));
      int end = Quotes.untilNul(data, shown + 1);
      Quotes.quote(out, data, Math.min(end, shown), options.hexStrings());
      out.append(end > shown ? "..." : "");
    };
  }

  /** A string or bytes that a field points to. */
  private MemoryText data(Type.Struct struct, int index, Type type) {
    int width = abi.pointerWidth();
    if (isText(type)) {
      int limit = type instanceof Type.Path ? Integer.MAX_VALUE : options.stringLimit();
      return (call, data, out) -> {
        long address = Words.load(data, width);
        int capture = address == 0 ? -1 : call.findAny(Capture.ENTRY, address);
        strings.string(call, capture, address, limit, out);
      };
    }
    Direction direction =
        type instanceof Type.Bytes bytes ? bytes.direction() : ((Type.Opaque) type).direction();
    Length length =
        type instanceof Type.Bytes bytes ? bytes.length() : ((Type.Opaque) type).length();
    int phase = direction.readsAtExit() ? Capture.EXIT : Capture.ENTRY;
    int start = StructLayout.offset(struct, index, abi);
    return (call, data, out) -> {
      long address = Words.load(data, width);
      int capture = address == 0 ? -1 : call.findAny(phase, address);
      long bytes = FieldLengths.of(length, struct, data - start, call);
      strings.data(call, capture, address, bytes, options.hexStrings(), out);
    };
  }

  private static boolean isText(Type type) {
    return type instanceof Type.Path || type instanceof Type.Text;
  }

  private MemoryText inline(Type type) {
    if (!(type instanceof Type.Struct struct)) {
      return type instanceof Type.Word word && word.scalar() == Scalar.VOID
          ? (call, data, out) -> {}
          : of(type);
    }
    StructFields fields = fields(struct);
    return (call, data, out) -> fields.printFields(call, data, fields.size(), out);
  }

  /** A union, whose selector lies before it in the struct. */
  private MemoryText union(Type.Struct struct, int index, Type.Selected union, boolean inline) {
    int back =
        StructLayout.offset(struct, index, abi)
            - StructLayout.offset(struct, union.selector(), abi);
    int width = StructLayout.size(struct.fields().get(union.selector()).type(), abi);
    long[] values = union.cases().keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    MemoryText[] texts = new MemoryText[values.length + 1];
    int[] extents = new int[texts.length];
    for (Map.Entry<Long, Type> each : union.cases().entrySet()) {
      int place = Arrays.binarySearch(values, each.getKey());
      texts[place] =
          inline ? inline(each.getValue()) : fieldText(struct, index, each.getValue(), false);
      extents[place] = extent(each.getValue());
    }
    texts[values.length] =
        inline ? inline(union.otherwise()) : fieldText(struct, index, union.otherwise(), false);
    extents[values.length] = extent(union.otherwise());
    return new MemoryText() {
      @Override
      public void print(CallView call, long data, StringBuilder out) {
        texts[place(data)].print(call, data, out);
      }

      @Override
      public int extent(long data) {
        return extents[place(data)];
      }

      private int place(long data) {
        int found = Arrays.binarySearch(values, Words.load(data - back, width) & union.mask());
        return found < 0 ? values.length : found;
      }
    };
  }

  private int extent(Type type) {
    if (type instanceof Type.Struct struct) {
      return fields(struct).extent();
    }
    return type instanceof Type.Word word && word.scalar() == Scalar.VOID
        ? 0
        : StructLayout.size(type, abi);
  }

  /**
   * What follows the struct in memory; found by the address of the capture that holds the struct.
   */
  private MemoryText trailing(Type.Struct struct, int index, Type.Trailing trailing) {
    MemoryText element = of(trailing.element());
    int size = StructLayout.size(trailing.element(), abi);
    int start = StructLayout.offset(struct, index, abi);
    return (call, data, out) -> {
      int holder = call.holding(data - start);
      long address = holder < 0 ? 0 : call.address(holder) + (data - call.data(holder));
      long wanted = FieldLengths.of(trailing.count(), struct, data - start, call);
      int capture = holder < 0 ? -1 : call.findAny(call.phase(holder), address);
      Elements.print(call, element, size, capture, address, wanted, options, out);
    };
  }

  private MemoryText pointedArray(Type.Struct struct, int index, Type.Pointer pointer) {
    MemoryText element = of(pointer.element());
    int size = StructLayout.size(pointer.element(), abi);
    int start = StructLayout.offset(struct, index, abi);
    int phase = pointer.direction().readsAtExit() ? Capture.EXIT : Capture.ENTRY;
    return (call, data, out) -> {
      long address = Words.load(data, abi.pointerWidth());
      long wanted = FieldLengths.of(pointer.count(), struct, data - start, call);
      int capture = address == 0 ? -1 : call.findAny(phase, address);
      if (address == 0) {
        out.append("NULL");
      } else if (wanted == 0) {
        out.append("[]");
      } else if (capture < 0 || call.length(capture) < size) {
        Digits.hex(out, address);
      } else {
        Elements.print(call, element, size, capture, address, wanted, options, out);
      }
    };
  }
}
