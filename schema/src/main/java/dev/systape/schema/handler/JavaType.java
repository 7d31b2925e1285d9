package dev.systape.schema.handler;

import dev.systape.schema.model.Type;

/** What an argument is in Java. */
public enum JavaType {
  /** A word of at most 32 bits. */
  INT("int", "intArgument"),
  /** A word of 64 bits, or as wide as a pointer. */
  LONG("long", "longArgument"),
  /** A NUL-terminated string. */
  STRING("UserString", "string"),
  /** A vector of strings: argv, envp. */
  STRINGS("UserStrings", "strings"),
  /** A struct, or an array of structs. */
  STRUCT("UserStruct", "struct"),
  /** A number, or an array of numbers. */
  NUMBERS("UserNumbers", "numbers"),
  /** An array of struct iovec. */
  VECTOR("UserVector", "vector"),
  /** Bytes. */
  BUFFER("UserBuffer", "buffer"),
  /** A word that may be a pointer: another argument decides. */
  POINTER("UserPointer", "pointer");

  private static final int POINTER_WIDTH = 8;

  private final String label;
  private final String accessor;

  JavaType(String label, String accessor) {
    this.label = label;
    this.accessor = accessor;
  }

  /** As Java writes it. */
  public String label() {
    return label;
  }

  /** The method of a {@code Call} that gives it. */
  String accessor() {
    return accessor;
  }

  /** That of an argument's type; the same on all ABIs. */
  public static JavaType of(Type type) {
    if (type instanceof Type.Word word) {
      return ofWidth(word.scalar().width(POINTER_WIDTH));
    }
    if (type instanceof Type.Named named) {
      return ofWidth(named.width() == 0 ? POINTER_WIDTH : named.width());
    }
    if (type instanceof Type.Selected selected) {
      return selected(selected);
    }
    if (type instanceof Type.Answered answered) {
      return of(answered.question());
    }
    if (type instanceof Type.Pointer pointer) {
      return pointer.element() instanceof Type.Struct ? STRUCT : NUMBERS;
    }
    if (type instanceof Type.Sized) {
      return STRUCT;
    }
    if (type instanceof Type.Path || type instanceof Type.Text) {
      return STRING;
    }
    if (type instanceof Type.Strings) {
      return STRINGS;
    }
    return type instanceof Type.Iovec ? VECTOR : BUFFER;
  }

  private static JavaType ofWidth(int bytes) {
    return bytes <= Integer.BYTES ? INT : LONG;
  }

  /** A number where it is one whatever selects it. */
  private static JavaType selected(Type.Selected selected) {
    JavaType all = of(selected.otherwise());
    for (Type each : selected.cases().values()) {
      JavaType one = of(each);
      boolean numbers = (one == INT || one == LONG) && (all == INT || all == LONG);
      if (!numbers) {
        return POINTER;
      }
      all = one == LONG ? LONG : all;
    }
    return all == INT || all == LONG ? all : POINTER;
  }
}
