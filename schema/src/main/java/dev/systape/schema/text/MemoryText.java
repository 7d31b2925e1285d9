package dev.systape.schema.text;

/** Writes a value that lies in captured memory, of which all bytes are there. */
@FunctionalInterface
interface MemoryText {
  /**
   * Writes the value.
   *
   * @param call the call, for what pointers in the value point to
   * @param data address of the value's bytes
   */
  void print(CallView call, long data, StringBuilder out);

  /**
   * Bytes that count as written, where what the value is tells how many.
   *
   * @return -1 where it is all of its type
   */
  default int extent(long data) {
    return -1;
  }
}
