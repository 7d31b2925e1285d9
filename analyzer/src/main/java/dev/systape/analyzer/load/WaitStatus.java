package dev.systape.analyzer.load;

/** The status word of wait(2), taken apart as its macros do. */
final class WaitStatus {
  private static final int SIGNAL_MASK = 0x7f;
  private static final int CORE_FLAG = 0x80;

  private WaitStatus() {}

  /** WIFEXITED. */
  static boolean exited(int status) {
    return (status & SIGNAL_MASK) == 0;
  }

  /** WEXITSTATUS. */
  static int exitCode(int status) {
    return status >> Byte.SIZE & 0xff;
  }

  /** WTERMSIG. */
  static int signal(int status) {
    return status & SIGNAL_MASK;
  }

  /** WCOREDUMP. */
  static boolean coreDumped(int status) {
    return (status & CORE_FLAG) != 0;
  }
}
