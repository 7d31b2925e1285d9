package dev.systape.schema.text;

/** Writes arrays in memory. Hot: no allocation. */
final class Elements {
  private Elements() {}

  /** Whether an array of so many elements has no end: its bytes cannot be counted. */
  static boolean isTooMany(long count, int size) {
    return Long.compareUnsigned(count, Long.divideUnsigned(-1, size)) > 0;
  }

  /**
   * Writes an array, of which not all may be there.
   *
   * @param size bytes of an element
   * @param capture what holds the elements, -1 for none
   * @param address of the array in the program
   * @param wanted how many elements the call speaks of; negative: as many as were captured
   */
  static void print(
      CallView call,
      MemoryText element,
      int size,
      int capture,
      long address,
      long wanted,
      TextOptions options,
      StringBuilder out) {
    long captured = capture < 0 ? 0 : call.length(capture) / size;
    long there = Math.min(captured, wanted < 0 ? Long.MAX_VALUE : wanted);
    long shown = options.verbose() ? there : Math.min(there, options.stringLimit());
    out.append('[');
    for (int i = 0; i < shown; i++) {
      element.print(call, call.data(capture) + (long) i * size, out.append(i == 0 ? "" : ", "));
    }
    if (shown < there) {
      out.append(", ...");
    } else if (there < wanted) {
      Digits.hex(out.append(shown == 0 ? "... /* " : ", ... /* "), address + there * size);
      out.append(" */");
    }
    out.append(']');
  }
}
