package dev.systape.schema.text;

/** Writes the result of a call that succeeded, with what strace says behind it. */
@FunctionalInterface
interface ResultText {
  /** Writes the call's result. */
  void print(CallView call, StringBuilder out);
}
