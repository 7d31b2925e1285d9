package dev.systape.schema.value;

/**
 * Takes values in the order in which JSON would write them: every object is a row of {@link #name}
 * and a value each.
 */
public interface ValueSink {
  /** An object begins. */
  void beginObject();

  /** It ends. */
  void endObject();

  /** An array begins. */
  void beginArray();

  /** It ends. */
  void endArray();

  /** The name of the next value; no name comes twice in an object. */
  void name(String name);

  /** A number. */
  void signed(long value);

  /** A number, all 64 bits of which count. */
  void unsigned(long value);

  /** A truth. */
  void truth(boolean value);

  /** Text that is ours: a name of the kernel's headers, an address in its usual form. */
  void text(String value);

  /**
   * The program's bytes, which may be text or not. Only {@code length} bytes at {@code address} may
   * be read, and only until this returns.
   */
  void bytes(long address, int length);
}
