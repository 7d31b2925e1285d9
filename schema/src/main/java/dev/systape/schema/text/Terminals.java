package dev.systape.schema.text;

/** Speeds of terminals, as asm-generic/termbits.h codes them in c_cflag. */
final class Terminals {
  private static final int CBAUD = 010017;
  private static final int EXTENDED = 010000;
  private static final String[] SLOW = {
    "B0", "B50", "B75", "B110", "B134", "B150", "B200", "B300", "B600", "B1200", "B1800", "B2400",
    "B4800", "B9600", "B19200", "B38400"
  };
  private static final String[] FAST = {
    "BOTHER", "B57600", "B115200", "B230400", "B460800", "B500000", "B576000", "B921600",
    "B1000000", "B1152000", "B1500000", "B2000000", "B2500000", "B3000000", "B3500000", "B4000000"
  };

  private Terminals() {}

  /** Writes the speed. */
  static void speed(int flags, StringBuilder out) {
    int code = flags & CBAUD;
    out.append((code & EXTENDED) == 0 ? SLOW[code] : FAST[code & 017]);
  }
}
