package dev.systape.analyzer.print;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Writes what stands before a line, in strace's order: the time, the time since the line before,
 * the number of the call, the instruction pointer. Hot: no allocation, but once a change of the
 * clocks to and from summer time.
 */
public final class LineLead {
  private static final long SECOND = 1_000_000_000;
  private static final long MICROSECOND = 1_000;
  private static final int DAY = 86_400;
  private static final int HOUR = 3_600;
  private static final int MINUTE = 60;

  /** How the time is written. */
  public enum Time {
    /** Not at all. */
    NONE,
    /** {@code -t}: hours, minutes, seconds of the day. */
    SECONDS,
    /** {@code -tt}: with microseconds. */
    MICROSECONDS,
    /** {@code -ttt}: seconds since 1970 with microseconds. */
    EPOCH
  }

  /**
   * What stands before a line.
   *
   * @param time how the time is written
   * @param relative whether the time since the line before is written, {@code -r}
   * @param number whether the number of the call is written, {@code -n}
   * @param instruction whether the instruction pointer is written, {@code -i}
   * @param zone of the times of day
   */
  public record Parts(
      Time time, boolean relative, boolean number, boolean instruction, ZoneId zone) {
    /** Nothing. */
    public static final Parts NONE =
        new Parts(Time.NONE, false, false, false, ZoneId.systemDefault());
  }

  private final Parts parts;
  private final long realtimeOffsetNs;
  private final ZoneRules rules;
  private long offsetUntil = Long.MIN_VALUE;
  private int offset;
  private long lastNs;

  /**
   * A writer.
   *
   * @param realtimeOffsetNs what CLOCK_REALTIME was ahead of CLOCK_MONOTONIC
   */
  LineLead(Parts parts, long realtimeOffsetNs) {
    this.parts = parts;
    this.realtimeOffsetNs = realtimeOffsetNs;
    rules = parts.zone.getRules();
  }

  /**
   * Appends it.
   *
   * @param timeNs CLOCK_MONOTONIC
   * @param number of the call that the thread is in or made last; negative: none
   * @param instruction the instruction pointer then; 0: not known
   */
  void print(long timeNs, int number, long instruction, StringBuilder out) {
    if (parts.time != Time.NONE) {
      time(timeNs + realtimeOffsetNs, out);
    }
    if (parts.relative) {
      relative(timeNs, out);
    }
    if (parts.number) {
      out.append('[');
      if (number < 0) {
        out.append("????");
      } else {
        padded(number, 4, ' ', out);
      }
      out.append("] ");
    }
    if (parts.instruction) {
      out.append('[');
      if (instruction == 0) {
        out.append("????????????????");
      } else {
        hex(instruction, out);
      }
      out.append("] ");
    }
  }

  private void time(long realtimeNs, StringBuilder out) {
    long seconds = Math.floorDiv(realtimeNs, SECOND);
    int micros = (int) (Math.floorMod(realtimeNs, SECOND) / MICROSECOND);
    if (parts.time == Time.EPOCH) {
      out.append(seconds);
    } else {
      int day = (int) Math.floorMod(seconds + zoneOffset(seconds), (long) DAY);
      padded(day / HOUR, 2, '0', out);
      padded(day % HOUR / MINUTE, 2, '0', out.append(':'));
      padded(day % MINUTE, 2, '0', out.append(':'));
    }
    if (parts.time != Time.SECONDS) {
      padded(micros, 6, '0', out.append('.'));
    }
    out.append(' ');
  }

  private int zoneOffset(long seconds) {
    if (seconds >= offsetUntil) {
      Instant instant = Instant.ofEpochSecond(seconds);
      offset = rules.getOffset(instant).getTotalSeconds();
      ZoneOffsetTransition next = rules.nextTransition(instant);
      offsetUntil = next == null ? Long.MAX_VALUE : next.toEpochSecond();
    }
    return offset;
  }

  /** Threads overlap: a line may be of an earlier time than the one before it. */
  private void relative(long timeNs, StringBuilder out) {
    long since = lastNs == 0 ? 0 : Math.max(0, timeNs - lastNs);
    lastNs = timeNs;
    boolean second = parts.time != Time.NONE;
    out.append(second ? "(+" : "");
    padded(since / SECOND, 6, ' ', out);
    padded(since % SECOND / MICROSECOND, 6, '0', out.append('.'));
    out.append(second ? ") " : " ");
  }

  /** Appends a time that a call took: {@code 0.000012}. */
  static void duration(long ns, StringBuilder out) {
    out.append(" <").append(ns / SECOND);
    padded(ns % SECOND / MICROSECOND, 6, '0', out.append('.'));
    out.append('>');
  }

  private static void padded(long value, int width, char pad, StringBuilder out) {
    long limit = 10;
    for (int digits = 1; digits < width; digits++) {
      limit *= 10;
    }
    for (limit /= 10; limit > 1 && value < limit; limit /= 10) {
      out.append(pad);
    }
    out.append(value);
  }

  private static void hex(long value, StringBuilder out) {
    for (int shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
      out.append(Character.forDigit((int) (value >>> shift) & 15, 16));
    }
  }
}
