package dev.systape.schema.text;

/** Times on the clock, in comments behind their numbers. Hot: no allocation. */
final class Times {
  /** Beyond these, the C library's years do not fit their int. */
  private static final long FIRST_SECOND = -67768040609740800L;

  private static final long LAST_SECOND = 67768036191676799L;
  private static final int NANOS = 1_000_000_000;
  private static final int MICROS = 1_000_000;
  private static final int DAY_SECONDS = 86400;

  /** Days from 0000-03-01, on which years of this reckoning begin, to 1970-01-01. */
  private static final long EPOCH_DAYS = 719468;

  private static final int ERA_YEARS = 400;
  private static final int ERA_DAYS = 146097;

  private Times() {}

  /** When a time is, UTC; nothing for 0 and for what no calendar has. */
  static void clock(long seconds, long nanos, StringBuilder out) {
    comment(seconds, nanos, NANOS, out);
  }

  /** {@link #clock} of a time in microseconds. */
  static void microClock(long seconds, long micros, StringBuilder out) {
    comment(seconds, micros, MICROS, out);
  }

  private static void comment(long seconds, long part, int parts, StringBuilder out) {
    boolean known = seconds >= FIRST_SECOND && seconds <= LAST_SECOND;
    if (known && part >= 0 && part < parts && (seconds != 0 || part != 0)) {
      when(seconds, part, parts, out.append(" /* "));
      out.append(" */");
    }
  }

  /** When a time is, UTC, bare. */
  static void when(long seconds, long nanos, StringBuilder out) {
    when(seconds, nanos, NANOS, out);
  }

  private static void when(long seconds, long part, int parts, StringBuilder out) {
    date(Math.floorDiv(seconds, DAY_SECONDS), out);
    int second = Math.floorMod(seconds, DAY_SECONDS);
    padded(second / 3600, 2, out.append('T'));
    padded(second / 60 % 60, 2, out.append(':'));
    padded(second % 60, 2, out.append(':'));
    if (part != 0) {
      padded((int) part, parts == NANOS ? 9 : 6, out.append('.'));
    }
    out.append("+0000");
  }

  /** A day of the Gregorian calendar; years begin in March, so that a leap day is a year's last. */
  private static void date(long sinceEpoch, StringBuilder out) {
    long days = sinceEpoch + EPOCH_DAYS;
    long era = Math.floorDiv(days, ERA_DAYS);
    int day = Math.floorMod(days, ERA_DAYS);
    int year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    int ofYear = day - (365 * year + year / 4 - year / 100);
    int month = (5 * ofYear + 2) / 153;
    // The C library's year is an int, and overflows as one.
    out.append((int) (era * ERA_YEARS + year + (month < 10 ? 0 : 1)));
    padded(month < 10 ? month + 3 : month - 9, 2, out.append('-'));
    padded(ofYear - (153 * month + 2) / 5 + 1, 2, out.append('-'));
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
