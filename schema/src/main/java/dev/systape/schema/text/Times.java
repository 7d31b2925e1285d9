package dev.systape.schema.text;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Times on the clock, in comments behind their numbers. */
final class Times {
  private static final long LAST_SECOND = 253402300799L;
  private static final int NANOS = 1_000_000_000;

  private Times() {}

  /** When a time is, UTC; nothing for 0 and for what no calendar has. */
  static void clock(long seconds, long nanos, StringBuilder out) {
    boolean known = seconds >= -LAST_SECOND / 5 && seconds <= LAST_SECOND;
    if (!known || nanos < 0 || nanos >= NANOS || seconds == 0 && nanos == 0) {
      return;
    }
    when(seconds, nanos, out.append(" /* "));
    out.append(" */");
  }

  /** When a time is, UTC, bare. */
  static void when(long seconds, long nanos, StringBuilder out) {
    OffsetDateTime time = Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC);
    padded(time.getYear(), 4, out);
    padded(time.getMonthValue(), 2, out.append('-'));
    padded(time.getDayOfMonth(), 2, out.append('-'));
    padded(time.getHour(), 2, out.append('T'));
    padded(time.getMinute(), 2, out.append(':'));
    padded(time.getSecond(), 2, out.append(':'));
    if (nanos != 0) {
      padded((int) nanos, 9, out.append('.'));
    }
    out.append("+0000");
  }

  private static void padded(int value, int digits, StringBuilder out) {
    int bound = 1;
    for (int i = 1; i < digits; i++) {
      bound *= 10;
    }
    for (; value < bound && bound > 1; bound /= 10) {
      out.append('0');
    }
    out.append(value);
  }
}
