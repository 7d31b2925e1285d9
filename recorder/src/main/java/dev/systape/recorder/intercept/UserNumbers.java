package dev.systape.recorder.intercept;

import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;

/** A number of the program's that an argument points to, or an array of them. */
public final class UserNumbers extends UserBuffer {
  UserNumbers(Call call, int position) {
    super(call, position, 0);
  }

  private Type element() {
    return ((Type.Pointer) type()).element();
  }

  /** Bytes of one number. */
  public int width() {
    return StructLayout.size(element(), call.abi());
  }

  /** How many there are. */
  public long count() {
    return size() / width();
  }

  /**
   * The first, with its sign where it has one.
   *
   * @throws UserFaultException where it cannot be read
   */
  public long get() {
    return get(0);
  }

  /**
   * One of them.
   *
   * @throws UserFaultException where it cannot be read
   */
  public long get(int index) {
    int width = width();
    return call.load(address() + (long) index * width, width, CallShape.signed(element()));
  }

  /**
   * Sets the first.
   *
   * @throws UserFaultException where it cannot be written
   */
  public void set(long value) {
    set(0, value);
  }

  /**
   * Sets one of them.
   *
   * @throws UserFaultException where it cannot be written
   */
  public void set(int index, long value) {
    int width = width();
    call.store(address() + (long) index * width, width, value);
  }
}
