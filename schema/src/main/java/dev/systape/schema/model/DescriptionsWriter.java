package dev.systape.schema.model;

import dev.systape.schema.abi.Abi;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes descriptions; {@link DescriptionsReader} is its mirror. Sets of names and structs are
 * written where they first occur and by number after that.
 */
final class DescriptionsWriter {
  /**
   * What a type begins with. The codes are of this build alone: the resource is never read by
   * another.
   */
  enum Tag {
    WORD,
    NAMED,
    PATH,
    TEXT,
    BYTES,
    OPAQUE,
    POINTER,
    IOC_DATA,
    STRINGS,
    IOVEC,
    MESSAGE,
    MESSAGES,
    ADDRESS,
    STRUCT,
    CHARS,
    REPEATED,
    SELECTED,
    SIZED,
    POINTERS,
    TRAILING,
    ANSWERED,
    SAME,
    QUOTED,
    COUNTED,
    STACK,
    ATTRIBUTES,
    FILLING
  }

  /** What a length begins with. */
  enum LengthTag {
    CONSTANT,
    ARGUMENT,
    RESULT,
    POINTEE,
    BITS,
    IOC_SIZE,
    MIN,
    OF_CALL
  }

  private final DataOutputStream out;
  private final Map<Symbols, Integer> symbols = new HashMap<>();
  private final Map<Type.Struct, Integer> structs = new HashMap<>();

  DescriptionsWriter(DataOutputStream out) {
    this.out = out;
  }

  void write(Descriptions descriptions) throws IOException {
    out.writeLong(descriptions.hash());
    out.writeInt(descriptions.calls().size());
    for (CallDef call : descriptions.calls()) {
      out.writeUTF(call.name());
      names(call.abis());
      names(call.groups());
      type(call.result());
      out.writeByte(call.parameters().size());
      for (Parameter parameter : call.parameters()) {
        out.writeUTF(parameter.name());
        type(parameter.type());
        condition(parameter.condition());
      }
    }
    for (Abi abi : Abi.values()) {
      definitions(descriptions.definitions(abi));
    }
  }

  private void definitions(Definitions definitions) throws IOException {
    out.writeInt(definitions.symbols().size());
    for (var each : definitions.symbols().entrySet()) {
      out.writeUTF(each.getKey());
      symbols(each.getValue());
    }
    out.writeInt(definitions.structs().size());
    for (var each : definitions.structs().entrySet()) {
      out.writeUTF(each.getKey());
      struct(each.getValue());
    }
    out.writeInt(definitions.unions().size());
    for (var each : definitions.unions().entrySet()) {
      out.writeUTF(each.getKey());
      type(each.getValue());
    }
  }

  private void names(Set<String> names) throws IOException {
    out.writeByte(names.size());
    for (String name : names) {
      out.writeUTF(name);
    }
  }

  private void condition(Condition condition) throws IOException {
    out.writeByte(condition == null ? 0 : condition.value() == null ? 1 : 2);
    if (condition != null) {
      out.writeByte(condition.argument());
      out.writeLong(condition.mask());
      out.writeLong(condition.value() == null ? 0 : condition.value());
    }
  }

  private void type(Type type) throws IOException {
    if (type instanceof Type.Word word) {
      tag(Tag.WORD).writeByte(word.scalar().ordinal());
    } else if (type instanceof Type.Named named) {
      tag(Tag.NAMED).writeByte(named.width());
      symbols(named.symbols());
    } else if (type instanceof Type.Path path) {
      tag(Tag.PATH).writeByte(path.direction().ordinal());
    } else if (type instanceof Type.Text text) {
      tag(Tag.TEXT).writeByte(text.direction().ordinal());
    } else if (type instanceof Type.Bytes bytes) {
      sized(Tag.BYTES, bytes.direction(), bytes.length());
      out.writeBoolean(bytes.whole());
      out.writeBoolean(bytes.framed());
    } else if (type instanceof Type.Opaque opaque) {
      sized(Tag.OPAQUE, opaque.direction(), opaque.length());
    } else if (type instanceof Type.Iovec iovec) {
      sized(Tag.IOVEC, iovec.direction(), iovec.count());
    } else if (type instanceof Type.Messages messages) {
      sized(Tag.MESSAGES, messages.direction(), messages.count());
    } else if (type instanceof Type.Address address) {
      sized(Tag.ADDRESS, address.direction(), address.length());
    } else if (type instanceof Type.Message message) {
      tag(Tag.MESSAGE).writeByte(message.direction().ordinal());
    } else if (type instanceof Type.IocData data) {
      tag(Tag.IOC_DATA).writeByte(data.command());
    } else if (type instanceof Type.Strings) {
      tag(Tag.STRINGS);
    } else if (type instanceof Type.Chars chars) {
      tag(Tag.CHARS).writeInt(chars.length());
    } else {
      composite(type);
    }
  }

  private void composite(Type type) throws IOException {
    if (type instanceof Type.Pointer pointer) {
      tag(Tag.POINTER).writeByte(pointer.direction().ordinal());
      type(pointer.element());
      length(pointer.count());
      out.writeBoolean(pointer.always());
    } else if (type instanceof Type.Repeated repeated) {
      tag(Tag.REPEATED).writeInt(repeated.count());
      type(repeated.element());
    } else if (type instanceof Type.Struct struct) {
      tag(Tag.STRUCT);
      struct(struct);
    } else if (type instanceof Type.Selected selected) {
      tag(Tag.SELECTED).writeByte(selected.selector());
      out.writeLong(selected.mask());
      out.writeInt(selected.cases().size());
      for (var each : selected.cases().entrySet()) {
        out.writeLong(each.getKey());
        type(each.getValue());
      }
      type(selected.otherwise());
    } else if (type instanceof Type.Sized sized) {
      tag(Tag.SIZED).writeByte(sized.direction().ordinal());
      struct(sized.struct());
      length(sized.size());
      out.writeInt(sized.least());
      out.writeBoolean(sized.padded());
      out.writeBoolean(sized.group() != null);
      if (sized.group() != null) {
        out.writeUTF(sized.group());
      }
    } else if (type instanceof Type.Pointers pointers) {
      tag(Tag.POINTERS).writeByte(pointers.direction().ordinal());
      type(pointers.element());
      length(pointers.count());
    } else if (type instanceof Type.Quoted quoted) {
      tag(Tag.QUOTED).writeInt(quoted.size());
      length(quoted.length());
      out.writeBoolean(quoted.ended());
      out.writeBoolean(quoted.hex());
    } else if (type instanceof Type.Counted counted) {
      tag(Tag.COUNTED).writeInt(counted.room());
      type(counted.element());
      length(counted.count());
    } else if (type instanceof Type.Same same) {
      tag(Tag.SAME).writeByte(same.field());
    } else if (type instanceof Type.Answered answered) {
      tag(Tag.ANSWERED).writeBoolean(answered.always());
      type(answered.question());
      type(answered.answer());
    } else if (type instanceof Type.Stack stack) {
      tag(Tag.STACK).writeInt(stack.offset());
      type(stack.element());
    } else if (type instanceof Type.Attributes attributes) {
      tag(Tag.ATTRIBUTES).writeBoolean(attributes.head() != null);
      if (attributes.head() != null) {
        struct(attributes.head());
      }
      symbols(attributes.names());
      out.writeUTF(attributes.kinds());
    } else if (type instanceof Type.Filling filling) {
      tag(Tag.FILLING);
      type(filling.element());
      out.writeBoolean(filling.index() != null);
      if (filling.index() != null) {
        symbols(filling.index());
      }
    } else if (type instanceof Type.Trailing trailing) {
      tag(Tag.TRAILING);
      type(trailing.element());
      length(trailing.count());
    } else {
      throw new IllegalStateException("a type without an encoding: " + type);
    }
  }

  private void sized(Tag tag, Direction direction, Length length) throws IOException {
    tag(tag).writeByte(direction.ordinal());
    length(length);
  }

  private DataOutputStream tag(Tag tag) throws IOException {
    out.writeByte(tag.ordinal());
    return out;
  }

  private void struct(Type.Struct struct) throws IOException {
    Integer known = structs.putIfAbsent(struct, structs.size());
    out.writeInt(known == null ? structs.size() - 1 : known);
    if (known == null) {
      out.writeUTF(struct.name());
      out.writeInt(struct.fields().size());
      for (Type.Field field : struct.fields()) {
        out.writeUTF(field.name());
        type(field.type());
        out.writeByte(field.shown().ordinal());
        condition(field.condition());
      }
    }
  }

  private void symbols(Symbols set) throws IOException {
    Integer known = symbols.putIfAbsent(set, symbols.size());
    out.writeInt(known == null ? symbols.size() - 1 : known);
    if (known == null) {
      out.writeUTF(set.name());
      out.writeBoolean(set.flags());
      optional(set.unknown());
      values(set.values());
      out.writeInt(set.fields().size());
      for (Symbols.FieldMask field : set.fields()) {
        out.writeLong(field.mask());
        values(field.values());
        optional(field.unknown());
        optional(field.shift());
      }
    }
  }

  private void optional(String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  private void values(List<Symbols.Value> values) throws IOException {
    out.writeInt(values.size());
    for (Symbols.Value value : values) {
      out.writeUTF(value.name());
      out.writeLong(value.value());
    }
  }

  private void length(Length length) throws IOException {
    if (length == null) {
      out.writeByte(-1);
    } else if (length instanceof Length.Constant constant) {
      lengthTag(LengthTag.CONSTANT).writeLong(constant.value());
    } else if (length instanceof Length.Argument argument) {
      lengthTag(LengthTag.ARGUMENT).writeByte(argument.index());
    } else if (length instanceof Length.Result) {
      lengthTag(LengthTag.RESULT);
    } else if (length instanceof Length.Pointee pointee) {
      lengthTag(LengthTag.POINTEE).writeByte(pointee.index());
      out.writeBoolean(pointee.atExit());
    } else if (length instanceof Length.Bits bits) {
      lengthTag(LengthTag.BITS);
      length(bits.count());
    } else if (length instanceof Length.IocSize size) {
      lengthTag(LengthTag.IOC_SIZE).writeByte(size.index());
    } else if (length instanceof Length.OfCall argument) {
      lengthTag(LengthTag.OF_CALL).writeByte(argument.index());
    } else if (length instanceof Length.Min min) {
      lengthTag(LengthTag.MIN);
      length(min.a());
      length(min.b());
    }
  }

  private DataOutputStream lengthTag(LengthTag tag) throws IOException {
    out.writeByte(tag.ordinal());
    return out;
  }
}
