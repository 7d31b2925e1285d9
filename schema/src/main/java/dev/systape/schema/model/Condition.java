package dev.systape.schema.model;

/**
 * When an argument is there: {@code (argument & mask) != 0}, or {@code (argument & mask) == value}.
 *
 * @param argument which argument decides
 * @param mask the bits that decide
 * @param value what they have to be, null for anything but 0
 */
public record Condition(int argument, long mask, Long value) {
  /** Whether it holds for an argument's word. */
  public boolean holds(long word) {
    return value == null ? (word & mask) != 0 : (word & mask) == value;
  }
}
