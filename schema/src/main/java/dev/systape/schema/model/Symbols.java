package dev.systape.schema.model;

import java.util.List;

/**
 * Names of values. As flags, bits are or'ed, and {@code fields} are groups of bits that hold one
 * value each (O_ACCMODE); as an enum, a word is one value.
 *
 * @param name the set's name, unique among all
 * @param flags whether bits are or'ed
 * @param unknown what is said of a value without a name, such as {@code O_???}; null where the
 *     names themselves tell what they begin with
 * @param values the names, in the order in which they are written; of several that match a value
 *     the first counts
 * @param fields groups of bits with names of their own; empty for enums
 */
public record Symbols(
    String name, boolean flags, String unknown, List<Value> values, List<FieldMask> fields) {
  /**
   * A name.
   *
   * @param name its name in the kernel's headers
   * @param value its value
   */
  public record Value(String name, long value) {}

  /**
   * A group of bits that holds one value.
   *
   * @param mask the bits
   * @param values their values, unshifted
   * @param unknown what is said of a value without a name; null: it counts as bits without a name.
   *     Where it is given the field is always written, by itself
   * @param shift the name of the number of bits that a value is shifted by, where values are
   *     numbers: {@code 21<<MAP_HUGE_SHIFT}; null where they have names
   */
  public record FieldMask(long mask, List<Value> values, String unknown, String shift) {}

  /** The name of exactly this value, or null. */
  public String nameOf(long value) {
    for (Value each : values) {
      if (each.value == value) {
        return each.name;
      }
    }
    return null;
  }
}
