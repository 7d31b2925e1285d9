package dev.systape.schema.model;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.DescriptionsWriter.LengthTag;
import dev.systape.schema.model.DescriptionsWriter.Tag;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what {@link DescriptionsWriter} wrote. */
final class DescriptionsReader {
  private static final Tag[] TAGS = Tag.values();
  private static final LengthTag[] LENGTHS = LengthTag.values();
  private static final Scalar[] SCALARS = Scalar.values();
  private static final Type.Shown[] SHOWN = Type.Shown.values();
  private static final Direction[] DIRECTIONS = Direction.values();

  private final DataInputStream in;
  private final Map<Integer, Symbols> symbols = new LinkedHashMap<>();
  private final Map<Integer, Type.Struct> structs = new LinkedHashMap<>();

  DescriptionsReader(DataInputStream in) {
    this.in = in;
  }

  Descriptions read() throws IOException {
    long hash = in.readLong();
    int count = in.readInt();
    List<CallDef> calls = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      Set<String> abis = names();
      Set<String> groups = names();
      Type result = type();
      int size = in.readByte();
      List<Parameter> parameters = new ArrayList<>(size);
      for (int k = 0; k < size; k++) {
        parameters.add(new Parameter(in.readUTF(), type(), condition()));
      }
      calls.add(new CallDef(name, abis, List.copyOf(parameters), result, groups));
    }
    Map<Abi, Definitions> definitions = new EnumMap<>(Abi.class);
    for (Abi abi : Abi.values()) {
      definitions.put(abi, definitions());
    }
    return new Descriptions(hash, calls, definitions);
  }

  private Definitions definitions() throws IOException {
    Map<String, Symbols> sets = new LinkedHashMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      sets.put(in.readUTF(), symbols());
    }
    Map<String, Type.Struct> types = new LinkedHashMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      types.put(in.readUTF(), struct());
    }
    Map<String, Type.Selected> unions = new LinkedHashMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      unions.put(in.readUTF(), (Type.Selected) type());
    }
    return new Definitions(sets, types, unions);
  }

  private Set<String> names() throws IOException {
    int size = in.readByte();
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < size; i++) {
      names.add(in.readUTF());
    }
    return names;
  }

  private Condition condition() throws IOException {
    int kind = in.readByte();
    if (kind == 0) {
      return null;
    }
    int argument = in.readByte();
    long mask = in.readLong();
    long value = in.readLong();
    return new Condition(argument, mask, kind == 1 ? null : value);
  }

  private Type type() throws IOException {
    return switch (TAGS[in.readByte()]) {
      case WORD -> new Type.Word(SCALARS[in.readByte()]);
      case NAMED -> {
        int width = in.readByte();
        yield new Type.Named(symbols(), width);
      }
      case PATH -> new Type.Path(direction());
      case TEXT -> new Type.Text(direction());
      case BYTES -> new Type.Bytes(direction(), length(), in.readBoolean(), in.readBoolean());
      case OPAQUE -> new Type.Opaque(direction(), length());
      case POINTER -> new Type.Pointer(direction(), type(), length(), in.readBoolean());
      case IOC_DATA -> new Type.IocData(in.readByte());
      case STRINGS -> new Type.Strings();
      case IOVEC -> new Type.Iovec(direction(), length());
      case MESSAGE -> new Type.Message(direction());
      case MESSAGES -> new Type.Messages(direction(), length());
      case ADDRESS -> new Type.Address(direction(), length());
      case STRUCT -> struct();
      case CHARS -> new Type.Chars(in.readInt());
      case REPEATED -> {
        int count = in.readInt();
        yield new Type.Repeated(type(), count);
      }
      case SELECTED -> selected();
      case SIZED ->
          new Type.Sized(
              direction(),
              struct(),
              length(),
              in.readInt(),
              in.readBoolean(),
              in.readBoolean() ? in.readUTF() : null);
      case POINTERS -> new Type.Pointers(direction(), type(), length());
      case STACK -> new Type.Stack(in.readInt(), type());
      case TRAILING -> new Type.Trailing(type(), length());
      case SAME -> new Type.Same(in.readByte());
      case ATTRIBUTES ->
          new Type.Attributes(in.readBoolean() ? struct() : null, symbols(), in.readUTF());
      case FILLING -> new Type.Filling(type(), in.readBoolean() ? symbols() : null);
      case QUOTED -> {
        int size = in.readInt();
        yield new Type.Quoted(size, length(), in.readBoolean(), in.readBoolean());
      }
      case COUNTED -> {
        int room = in.readInt();
        yield new Type.Counted(type(), room, length());
      }
      case ANSWERED -> {
        boolean always = in.readBoolean();
        yield new Type.Answered(type(), type(), always);
      }
    };
  }

  private Type selected() throws IOException {
    int selector = in.readByte();
    long mask = in.readLong();
    int count = in.readInt();
    Map<Long, Type> cases = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      cases.put(in.readLong(), type());
    }
    return new Type.Selected(selector, mask, cases, type());
  }

  private Direction direction() throws IOException {
    return DIRECTIONS[in.readByte()];
  }

  private Type.Struct struct() throws IOException {
    int number = in.readInt();
    Type.Struct known = structs.get(number);
    if (known != null) {
      return known;
    }
    String name = in.readUTF();
    int count = in.readInt();
    List<Type.Field> fields = new ArrayList<>(count);
    // Numbers are given in the order in which structs begin, so an inner one has a larger number.
    structs.put(number, null);
    for (int i = 0; i < count; i++) {
      fields.add(new Type.Field(in.readUTF(), type(), SHOWN[in.readByte()], condition()));
    }
    Type.Struct struct = new Type.Struct(name, List.copyOf(fields));
    structs.put(number, struct);
    return struct;
  }

  private Symbols symbols() throws IOException {
    int number = in.readInt();
    Symbols known = symbols.get(number);
    if (known != null) {
      return known;
    }
    String name = in.readUTF();
    boolean flags = in.readBoolean();
    String unknown = optional();
    List<Symbols.Value> values = values();
    int count = in.readInt();
    List<Symbols.FieldMask> fields = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      fields.add(new Symbols.FieldMask(in.readLong(), values(), optional(), optional()));
    }
    Symbols set = new Symbols(name, flags, unknown, values, List.copyOf(fields));
    symbols.put(number, set);
    return set;
  }

  private String optional() throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }

  private List<Symbols.Value> values() throws IOException {
    int count = in.readInt();
    List<Symbols.Value> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(new Symbols.Value(in.readUTF(), in.readLong()));
    }
    return List.copyOf(values);
  }

  private Length length() throws IOException {
    int tag = in.readByte();
    if (tag < 0) {
      return null;
    }
    return switch (LENGTHS[tag]) {
      case CONSTANT -> new Length.Constant(in.readLong());
      case ARGUMENT -> new Length.Argument(in.readByte());
      case RESULT -> new Length.Result();
      case POINTEE -> new Length.Pointee(in.readByte(), in.readBoolean());
      case BITS -> new Length.Bits(length());
      case IOC_SIZE -> new Length.IocSize(in.readByte());
      case MIN -> new Length.Min(length(), length());
      case OF_CALL -> new Length.OfCall(in.readByte());
    };
  }
}
