package dev.systape.recorder.cli;

import java.util.function.Predicate;

/** stub */
final class CallGroups {
  private CallGroups() {}

  static Predicate<String> named(String group) throws UsageException {
    throw new UsageException("-e: there is no group '%" + group + "'");
  }
}
