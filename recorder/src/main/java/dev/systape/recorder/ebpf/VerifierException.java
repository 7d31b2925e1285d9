package dev.systape.recorder.ebpf;

import dev.systape.schema.numbers.ErrnoNames;

/**
 * The kernel's verifier refused a program. The message is one line, with the verifier's own last
 * word; {@link #log()} has the rest.
 */
final class VerifierException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int TAIL_LINES = 40;

  private final String log;

  VerifierException(String program, int errno, String log) {
    super(
        "the kernel refuses the program '"
            + program
            + "' ("
            + ErrnoNames.name(errno)
            + "): "
            + reason(log)
            + "; kernel "
            + System.getProperty("os.version"));
    this.log = tail(log);
  }

  /** The last lines of the verifier's log. */
  String log() {
    return log;
  }

  /** The last line that is not one of the statistics that end a log. */
  private static String reason(String log) {
    return log.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("processed "))
        .reduce((first, second) -> second)
        .orElse("it gives no reason");
  }

  private static String tail(String log) {
    long skipped = Math.max(0, log.lines().count() - TAIL_LINES);
    return String.join("\n", log.lines().skip(skipped).toList());
  }
}
