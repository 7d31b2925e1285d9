package dev.systape.schema.value;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Condition;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Length;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Symbols;
import dev.systape.schema.model.Type;
import dev.systape.schema.text.CallView;
import dev.systape.schema.text.FieldLengths;
import dev.systape.schema.text.SocketAddresses;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Types that lie in memory, on one ABI. Only the bytes that are there are read: fields and elements
 * behind them are left out.
 */
final class MemoryValues {
  private static final int IN6_ADDR = 16;

  private final Abi abi;
  private final Descriptions descriptions;
  private final PointerValues pointers = new PointerValues(this);
  private final Map<Type.Struct, int[]> layouts = new IdentityHashMap<>();
  private final Map<Type, Integer> sizes = new IdentityHashMap<>();

  MemoryValues(Abi abi, Descriptions descriptions) {
    this.abi = abi;
    this.descriptions = descriptions;
  }

  Abi abi() {
    return abi;
  }

  PointerValues pointers() {
    return pointers;
  }

  /** A set of names that the descriptions define. */
  Symbols symbols(String name) {
    return descriptions.definitions(abi).symbols().get(name);
  }

  /** A union that the descriptions define, or null. */
  Type.Selected union(String name) {
    return descriptions.definitions(abi).unions().get(name);
  }

  /** Bytes of a type. */
  int size(Type type) {
    return sizes.computeIfAbsent(type, each -> StructLayout.size(each, abi));
  }

  /** The case of a union. */
  Type choose(Type.Selected union, long selector) {
    Type chosen = union.cases().get(selector & union.mask());
    return chosen == null ? union.otherwise() : chosen;
  }

  /** Bytes of ours. */
  void text(byte[] bytes, ValueSink sink) {
    long copy = Memory.allocate(Math.max(1, bytes.length));
    try {
      Memory.copy(bytes, 0, copy, bytes.length);
      sink.bytes(copy, bytes.length);
    } finally {
      Memory.free(copy);
    }
  }

  /** A value of a type that needs no struct around it. */
  void value(CallView call, Type type, long data, int length, ValueSink sink) {
    if (type instanceof Type.Struct struct) {
      struct(call, struct, data, length, sink);
    } else if (type instanceof Type.Chars) {
      sink.bytes(data, untilNul(data, Math.min(length, size(type))));
    } else if (type instanceof Type.Repeated repeated) {
      array(call, repeated.element(), data, length, repeated.count(), sink);
    } else if (size(type) > length) {
      // A word of which not all bytes are there is none.
      sink.bytes(data, length);
    } else if (type instanceof Type.Word || type instanceof Type.Named) {
      WordValues.value(type, WordValues.load(data, size(type)), size(type), sink);
    } else {
      pointer(call, PointerValues.Place.NOWHERE, type, data, sink);
    }
  }

  private static int untilNul(long data, int length) {
    int end = 0;
    while (end < length && Memory.getByte(data + end) != 0) {
      end++;
    }
    return end;
  }

  /** As many elements as are there, of those that count. */
  void array(CallView call, Type element, long data, int length, long count, ValueSink sink) {
    int size = Math.max(1, size(element));
    int there = length / size;
    int shown = count < 0 || there < count ? there : (int) count;
    sink.beginArray();
    for (int i = 0; i < shown; i++) {
      value(call, element, data + (long) i * size, size, sink);
    }
    sink.endArray();
  }

  private void pointer(
      CallView call, PointerValues.Place place, Type type, long data, ValueSink sink) {
    long address = WordValues.load(data, abi.pointerWidth());
    sink.beginObject();
    sink.name("raw");
    sink.unsigned(address);
    if (address != 0) {
      pointers.sides(call, place, address, type, sink);
    }
    sink.endObject();
  }

  private void struct(CallView call, Type.Struct struct, long data, int length, ValueSink sink) {
    if (struct.name().equals("in6_addr") && length >= IN6_ADDR) {
      StringBuilder text = new StringBuilder();
      SocketAddresses.colons(data, text);
      sink.text(text.toString());
      return;
    }
    sink.beginObject();
    fields(call, struct, data, length, sink);
    sink.endObject();
  }

  /** The fields of a struct as members of an object. */
  void fields(CallView call, Type.Struct struct, long data, int length, ValueSink sink) {
    for (int i = 0; i < struct.fields().size(); i++) {
      Type.Field field = struct.fields().get(i);
      if (!(field.type() instanceof Type.Same) && holds(struct, field.condition(), data, length)) {
        field(call, struct, i, data, length, sink);
      }
    }
  }

  private boolean holds(Type.Struct struct, Condition condition, long data, int length) {
    return condition == null
        || isThere(struct, condition.argument(), length)
            && condition.holds(word(struct, condition.argument(), data));
  }

  private long word(Type.Struct struct, int index, long data) {
    return WordValues.load(data + offset(struct, index), size(struct.fields().get(index).type()));
  }

  private int offset(Type.Struct struct, int index) {
    int[] offsets = layouts.get(struct);
    if (offsets == null) {
      offsets = new int[struct.fields().size()];
      for (int i = 0; i < offsets.length; i++) {
        offsets[i] = StructLayout.offset(struct, i, abi);
      }
      layouts.put(struct, offsets);
    }
    return offsets[index];
  }

  private boolean isThere(Type.Struct struct, int index, int length) {
    return offset(struct, index) + size(struct.fields().get(index).type()) <= length;
  }

  private void field(
      CallView call, Type.Struct struct, int index, long data, int length, ValueSink sink) {
    Type.Field field = struct.fields().get(index);
    Type type = field.type();
    int start = offset(struct, index);
    while (type instanceof Type.Selected union) {
      if (!isThere(struct, union.selector(), length)) {
        return;
      }
      type = choose(union, word(struct, union.selector(), data));
    }
    boolean none = type instanceof Type.Word word && word.scalar() == Scalar.VOID;
    if (none || start + size(type) > length) {
      return;
    }
    if (field.name().equals("_") && type instanceof Type.Struct inner) {
      fields(call, inner, data + start, size(inner), sink);
      return;
    }
    sink.name(field.name().equals("_") ? "value" : field.name());
    PointerValues.Place place = new PointerValues.Place(-1, struct, data, length);
    if (type instanceof Type.Counted counted) {
      long count = length(counted.count(), place, call);
      long shown = Math.min(count & 0xffff_ffffL, counted.room());
      array(call, counted.element(), data + start, size(counted), shown, sink);
    } else if (type instanceof Type.Quoted quoted) {
      long count = length(quoted.length(), place, call);
      sink.bytes(data + start, count < 0 || count > quoted.size() ? quoted.size() : (int) count);
    } else if (type instanceof Type.Trailing trailing) {
      pointers.trailing(call, place, data + start, trailing, sink);
    } else if (PointerValues.isPointer(type)) {
      pointer(call, place, type, data + start, sink);
    } else {
      value(call, type, data + start, size(type), sink);
    }
  }

  /** A length that a struct's fields or the call's arguments state; 0 where it is not there. */
  long length(Length length, PointerValues.Place place, CallView call) {
    return isKnown(length, place)
        ? FieldLengths.of(length, place.struct(), place.start(), call)
        : 0;
  }

  private boolean isKnown(Length length, PointerValues.Place place) {
    if (length instanceof Length.Argument field) {
      return place.struct() != null && isThere(place.struct(), field.index(), place.length());
    }
    if (length instanceof Length.Pointee pointee) {
      return place.struct() != null && isThere(place.struct(), pointee.index(), place.length());
    }
    if (length instanceof Length.Min min) {
      return isKnown(min.a(), place) && isKnown(min.b(), place);
    }
    return true;
  }
}
