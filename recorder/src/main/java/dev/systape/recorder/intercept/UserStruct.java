package dev.systape.recorder.intercept;

import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

  /** The names of the fields, inner ones too. */
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
   * @throws IllegalArgumentException where there is no such field, or it is text
   */
  public long get(String name) {
    StructFields.Field found = layout().find(name, false);
    return holds(found) ? call.load(address() + found.offset(), found.width(), found.signed()) : 0;
  }

  /**
   * Sets a field; one that the struct of the program ends before is left out, as the kernel has it.
   *
   * @throws UserFaultException where it cannot be written
   * @throws IllegalArgumentException where there is no such field, or it is text
   */
  public void set(String name, long value) {
    StructFields.Field found = layout().find(name, false);
    if (holds(found)) {
      call.store(address() + found.offset(), found.width(), value);
    }
  }

  /**
   * Characters up to a NUL or the end of the field, as UTF-8: {@code nodename} of uname(2).
   *
   * @throws UserFaultException where they cannot be read
   * @throws IllegalArgumentException where there is no such field, or it is a number
   */
  public String text(String name) {
    StructFields.Field found = layout().find(name, true);
    if (!holds(found)) {
      return "";
    }
    byte[] bytes = call.memory().read(address() + found.offset(), found.width());
    if (bytes.length < found.width()) {
      throw new UserFaultException(call, address() + found.offset() + bytes.length);
    }
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  /**
   * Sets characters; what is left of the field becomes NUL, at least its last byte.
   *
   * @throws UserFaultException where they cannot be written
   * @throws IllegalArgumentException where there is no such field, or it is a number
   */
  public void setText(String name, String text) {
    StructFields.Field found = layout().find(name, true);
    if (holds(found)) {
      byte[] bytes = Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), found.width());
      bytes[found.width() - 1] = 0;
      if (call.memory().write(address() + found.offset(), bytes) < bytes.length) {
        throw new UserFaultException(call, address() + found.offset());
      }
    }
  }

  private boolean holds(StructFields.Field field) {
    return !(type() instanceof Type.Sized) || field.offset() + field.width() <= room();
  }
}
