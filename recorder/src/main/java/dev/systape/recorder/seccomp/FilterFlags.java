package dev.systape.recorder.seccomp;

import java.util.StringJoiner;

/** {@code SECCOMP_FILTER_FLAG_*} of linux/seccomp.h. */
public final class FilterFlags {
  private static final String[] NAMES = {
    "TSYNC", "LOG", "SPEC_ALLOW", "NEW_LISTENER", "TSYNC_ESRCH", "WAIT_KILLABLE_RECV"
  };

  private FilterFlags() {}

  /**
   * The names of flags, {@code |} between them; unknown ones in hexadecimal, 0 where there are
   * none.
   */
  public static String text(long flags) {
    StringJoiner text = new StringJoiner("|").setEmptyValue("0");
    long rest = flags;
    for (int bit = 0; bit < NAMES.length; bit++) {
      if ((flags >>> bit & 1) != 0) {
        text.add("SECCOMP_FILTER_FLAG_" + NAMES[bit]);
        rest &= ~(1L << bit);
      }
    }
    if (rest != 0) {
      text.add("0x" + Long.toHexString(rest));
    }
    return text.toString();
  }
}
