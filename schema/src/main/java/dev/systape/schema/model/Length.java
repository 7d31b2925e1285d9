package dev.systape.schema.model;

/**
 * How long the memory behind a pointer is, in elements: what the call itself says of it. Where the
 * pointer is a field of a struct, what is said of arguments holds for the struct's fields.
 */
public sealed interface Length {
  /** A fixed number. */
  record Constant(long value) implements Length {}

  /** The value of an argument. */
  record Argument(int index) implements Length {}

  /** The value of an argument of the call, said of a struct that one of its arguments points to. */
  record OfCall(int index) implements Length {}

  /** The call's result; an error counts as 0. */
  record Result() implements Length {}

  /** The 32-bit word that an argument points to, at entry or at exit. */
  record Pointee(int index, boolean atExit) implements Length {}

  /** As many bits as another length says, in whole longs. */
  record Bits(Length count) implements Length {}

  /** The size in the ioctl number that an argument holds. */
  record IocSize(int index) implements Length {}

  /** The smaller of two. */
  record Min(Length a, Length b) implements Length {}
}
