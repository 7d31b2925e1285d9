package dev.systape.schema.model;

import dev.systape.schema.abi.Abi;

/**
 * How the C compiler of an ABI lays out types: the System V ABIs, where i386 alone aligns 64-bit
 * words to 4 bytes. A set of signals is an array of longs.
 */
public final class StructLayout {
  private StructLayout() {}

  /** Bytes of a type in memory; a pointer's own width for types that are pointers. */
  public static int size(Type type, Abi abi) {
    if (type instanceof Type.Trailing || type instanceof Type.Same) {
      return 0;
    }
    if (type instanceof Type.Selected union) {
      int size =
          union.cases().values().stream().mapToInt(each -> caseSize(each, abi)).max().orElse(0);
      return align(Math.max(size, caseSize(union.otherwise(), abi)), alignment(union, abi));
    }
    if (type instanceof Type.Struct struct) {
      int end = 0;
      for (Type.Field field : struct.fields()) {
        end = align(end, alignment(field.type(), abi)) + size(field.type(), abi);
      }
      return align(end, alignment(struct, abi));
    }
    if (type instanceof Type.Repeated repeated) {
      return size(repeated.element(), abi) * repeated.count();
    }
    if (type instanceof Type.Counted counted) {
      return size(counted.element(), abi) * counted.room();
    }
    return wordSize(type, abi);
  }

  private static int caseSize(Type type, Abi abi) {
    return type instanceof Type.Word word && word.scalar() == Scalar.VOID ? 0 : size(type, abi);
  }

  private static int wordSize(Type type, Abi abi) {
    if (type instanceof Type.Word word) {
      return word.scalar().width(abi);
    }
    if (type instanceof Type.Named named) {
      return named.width() == 0 ? abi.pointerWidth() : named.width();
    }
    if (type instanceof Type.Chars chars) {
      return chars.length();
    }
    if (type instanceof Type.Quoted quoted) {
      return quoted.size();
    }
    return abi.pointerWidth();
  }

  /** Offset of a struct's field. */
  public static int offset(Type.Struct struct, int index, Abi abi) {
    int end = 0;
    for (int i = 0; ; i++) {
      Type type = struct.fields().get(i).type();
      int at = align(end, alignment(type, abi));
      if (i == index) {
        return at;
      }
      end = at + size(type, abi);
    }
  }

  private static int alignment(Type type, Abi abi) {
    if (type instanceof Type.Struct struct) {
      return struct.fields().stream()
          .mapToInt(field -> alignment(field.type(), abi))
          .max()
          .orElse(1);
    }
    if (type instanceof Type.Selected union) {
      return union.cases().values().stream()
          .mapToInt(each -> alignment(each, abi))
          .reduce(alignment(union.otherwise(), abi), Math::max);
    }
    if (type instanceof Type.Repeated repeated) {
      return alignment(repeated.element(), abi);
    }
    if (type instanceof Type.Counted counted) {
      return alignment(counted.element(), abi);
    }
    if (type instanceof Type.Trailing trailing) {
      return alignment(trailing.element(), abi);
    }
    if (type instanceof Type.Chars || type instanceof Type.Quoted || size(type, abi) == 0) {
      return 1;
    }
    if (type instanceof Type.Word word && word.scalar() == Scalar.SIGSET) {
      return abi.pointerWidth();
    }
    int size = wordSize(type, abi);
    return abi == Abi.I386 ? Math.min(size, 4) : size;
  }

  private static int align(int offset, int alignment) {
    return (offset + alignment - 1) / alignment * alignment;
  }
}
