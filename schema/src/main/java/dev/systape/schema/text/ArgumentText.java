package dev.systape.schema.text;

/** Writes an argument of a call. */
@FunctionalInterface
interface ArgumentText {
  /** Writes the argument. */
  void print(CallView call, StringBuilder out);

  /** Whether this call has the argument; it is left out otherwise. */
  default boolean isPresent(CallView call) {
    return true;
  }

  /** Whether it is known only once the call has returned. */
  default boolean isAtExit() {
    return false;
  }

  /** Whether it is known only once this call has returned. */
  default boolean isAtExit(CallView call) {
    return isAtExit();
  }
}
