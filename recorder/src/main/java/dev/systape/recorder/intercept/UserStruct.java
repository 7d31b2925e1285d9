package dev.systape.recorder.intercept;

import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import java.util.Set;

/**
 * A struct of the program's that an argument points to, or an array of them, in the layout of the
 * call's ABI. Fields have the kernel's names: {@code tv_sec}; those of a struct within it {@code
 * it_value.tv_sec}, elements of an array {@code pad[0]}, and those of a union by any of its cases.
 */
public final class UserStruct extends UserBuffer {
  UserStruct(Call call, int position, long offset) {
    super(call, position, offset);
  }

  private Type.Struct struct() {
    return type() instanceof Type.Sized sized
        ? sized.struct()
        : (Type.Struct) ((Type.Pointer) type()).element();
  }

  private StructFields layout() {
    return call.shapes().fields(struct(), call.abi());
  }

  /** Bytes of one struct, as it is known here. */
  public int structSize() {
    return StructLayout.size(struct(), call.abi());
  }

  /** How many structs there are. */
  public long count() {
    return isNull() ? 0 : type() instanceof Type.Sized ? 1 : size() / structSize();
  }

  /** The struct at a position of the array. */
  public UserStruct at(int index) {
    return new UserStruct(call, position, offset + (long) index * structSize());
  }

  /** Bytes of the struct, or of the array from this struct on. */
  @Override
  public long size() {
    return isNull() ? 0 : Math.max(0, super.size() - offset);
  }

  @Override
  public long room() {
    return isNull() ? 0 : Math.max(0, super.room() - offset);
  }

  /** The names of the fields that hold numbers or pointers. */
  public Set<String> fields() {
    return layout().names();
  }

  /** A field of that list. */
  StructFields.Field field(String name) {
    return layout().find(name);
  }

  /**
   * A field, with its sign where it has one. 0 where the struct of the program is an older one that
   * ends before it, as the kernel has it.
   *
   * @throws UserFaultException where it cannot be read
   * @throws IllegalArgumentException where there is no such field; the message lists them
   */
  public long get(String name) {
    StructFields.Field found = field(name);
    return holds(found) ? call.load(address() + found.offset(), found.width(), found.signed()) : 0;
  }

  /**
   * Sets a field; one that the struct of the program ends before is left out, as the kernel has it.
   *
   * @throws UserFaultException where it cannot be written
   * @throws IllegalArgumentException where there is no such field; the message lists them
   */
  public void set(String name, long value) {
    StructFields.Field found = field(name);
    if (holds(found)) {
      call.store(address() + found.offset(), found.width(), value);
    }
  }

  private boolean holds(StructFields.Field field) {
    return !(type() instanceof Type.Sized) || field.offset() + field.width() <= room();
  }
}
