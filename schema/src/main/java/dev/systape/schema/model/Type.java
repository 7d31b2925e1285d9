package dev.systape.schema.model;

import java.util.List;
import java.util.Map;

/** The type of an argument, of a result, or of a field of a struct. */
public sealed interface Type {
  /** A plain word. */
  record Word(Scalar scalar) implements Type {}

  /**
   * A word with names for its values.
   *
   * @param symbols the names
   * @param width bytes of the word, 0 for those of a pointer
   */
  record Named(Symbols symbols, int width) implements Type {}

  /** A pointer to a NUL-terminated string that names a file; captured whole. */
  record Path(Direction direction) implements Type {}

  /** A pointer to another NUL-terminated string. */
  record Text(Direction direction) implements Type {}

  /**
   * A pointer to data, of which the user's string limit is captured.
   *
   * @param direction who writes it
   * @param length bytes
   * @param whole whether it is captured whole, being the name of a file
   * @param framed whether it is captured whole where it begins like netlink messages do
   */
  record Bytes(Direction direction, Length length, boolean whole, boolean framed) implements Type {}

  /** A pointer to bytes that are captured whole and mean something only to the device. */
  record Opaque(Direction direction, Length length) implements Type {}

  /**
   * A pointer to one value or an array.
   *
   * @param direction who writes it
   * @param element what is there: a struct or a word
   * @param count how many, null for one
   * @param always whether the kernel writes it also where the call fails
   */
  record Pointer(Direction direction, Type element, Length count, boolean always) implements Type {}

  /** What an ioctl that is not described points to: size and direction stand in the command. */
  record IocData(int command) implements Type {}

  /** A pointer to a NULL-terminated vector of strings: argv, envp. */
  record Strings() implements Type {}

  /**
   * A pointer to an array of struct iovec and the data behind it.
   *
   * @param direction of the data
   * @param count how many elements
   */
  record Iovec(Direction direction, Length count) implements Type {}

  /** A pointer to a struct msghdr and all that it points to. */
  record Message(Direction direction) implements Type {}

  /** A pointer to an array of struct mmsghdr, likewise. */
  record Messages(Direction direction, Length count) implements Type {}

  /** A pointer to a socket address, whose family tells its layout. */
  record Address(Direction direction, Length length) implements Type {}

  /**
   * A struct as it lies in memory. A field may be a pointer; what the lengths of its type name as
   * arguments are then the struct's own fields.
   *
   * @param name its tag, which structs of several ABIs may share
   * @param fields in order
   */
  record Struct(String name, List<Field> fields) implements Type {
    /** Whether it holds fields of the kernel's among the program's. */
    public boolean isAnswered() {
      return fields.stream()
          .anyMatch(
              field ->
                  field.shown() == Shown.AFTER
                      || field.type() instanceof Struct inner && inner.isAnswered());
    }
  }

  /** Characters in a struct, up to a NUL or the end. */
  record Chars(int length) implements Type {}

  /**
   * Bytes in a struct, written as a string; an earlier field says how many of them count.
   *
   * @param size bytes in the struct
   * @param length what counts
   * @param ended whether the last byte ends the string, so that what is longer is marked as cut
   * @param hex whether each byte is written in hexadecimal, and all that count
   */
  record Quoted(int size, Length length, boolean ended, boolean hex) implements Type {}

  /**
   * An array in a struct, of which an earlier field says how many elements count.
   *
   * @param element one of them
   * @param room how many there is room for
   * @param count how many count
   */
  record Counted(Type element, int room, Length count) implements Type {}

  /** An array in a struct. */
  record Repeated(Type element, int count) implements Type {}

  /**
   * An argument whose type another argument selects.
   *
   * @param selector that argument
   * @param mask the bits of it that select
   * @param cases types by value
   * @param otherwise the type for all other values
   */
  record Selected(int selector, long mask, Map<Long, Type> cases, Type otherwise) implements Type {}

  /**
   * A pointer to a struct that grows from one kernel to the next: the call says how long the
   * program's is, which may be shorter or longer than the one known here.
   *
   * @param direction who writes it
   * @param struct as it is known
   * @param size its length in bytes, as the call states it
   * @param least bytes of the first version, which no kernel takes less than; 0: all of the struct
   * @param padded whether what a shorter one lacks counts as zero, and is written so where it goes
   *     along with a field that is there
   * @param group the name that the fields have in common, null where they have none
   */
  record Sized(
      Direction direction, Struct struct, Length size, int least, boolean padded, String group)
      implements Type {}

  /**
   * A pointer to an array of pointers to values.
   *
   * @param direction who writes the values; the pointers are the program's
   * @param element what each points to
   * @param count how many
   */
  record Pointers(Direction direction, Type element, Length count) implements Type {}

  /**
   * Elements that follow a struct in memory, as its last field; the struct's own size does not
   * count them.
   *
   * @param element one of them: a word or a struct
   * @param count how many, which an earlier field of the struct says
   */
  record Trailing(Type element, Length count) implements Type {}

  /**
   * A field that stands for an earlier one of its struct, in the order in which fields are written;
   * it takes no room.
   *
   * @param field that one's position
   */
  record Same(int field) implements Type {}

  /**
   * A pointer to what the program asks with, where the kernel writes what it answers.
   *
   * @param question what is there at entry
   * @param answer what is there at exit
   * @param always whether the answer's address is written where the call failed
   */
  record Answered(Type question, Type answer, boolean always) implements Type {}

  /**
   * What lies on the stack when the call is made, at an offset from the stack pointer; it takes no
   * argument (rt_sigreturn).
   */
  record Stack(int offset, Type element) implements Type {}

  /**
   * Netlink attributes that fill what there is, netlink(7): each a length, a number, and a value
   * whose type the number tells.
   *
   * @param head what stands before them, null for nothing
   * @param names of the numbers
   * @param kinds name of the union that tells types by number; a set of attributes may so nest
   *     itself. What it leaves out is bytes.
   */
  record Attributes(Struct head, Symbols names, String kinds) implements Type {}

  /**
   * As many elements as fit into what there is, in the value of an attribute.
   *
   * @param element one of them
   * @param index names of the elements' positions, null where they have none
   */
  record Filling(Type element, Symbols index) implements Type {}

  /** When a field is written. */
  enum Shown {
    /** Always. */
    ALWAYS,
    /** Only where all is asked for. */
    VERBOSE,
    /** Only where it is not zero: what should be, but a program may have filled. */
    NONZERO,
    /** Never. */
    HIDDEN,
    /** Only where the call succeeded: what the kernel wrote to a struct that the program filled. */
    AFTER,
    /** Where the field before it is written, be it that a padded struct ends before it. */
    ALONG
  }

  /**
   * A field of a struct. A {@link Selected} field is a union, whose selector is an earlier field;
   * under the name {@code _} the fields of the case stand for it.
   *
   * @param name its name
   * @param type its type
   * @param shown when it is written
   * @param condition on an earlier field, by position; it is left out unless that holds. Null:
   *     always there
   */
  record Field(String name, Type type, Shown shown, Condition condition) {
    /** Whether it is written only where all is asked for. */
    public boolean verbose() {
      return shown == Shown.VERBOSE;
    }
  }
}
