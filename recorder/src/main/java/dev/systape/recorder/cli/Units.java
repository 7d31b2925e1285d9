package dev.systape.recorder.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and durations as people write them. */
final class Units {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([KMGkmg]?)(?:i?[Bb])?");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)(ms|s|m|h|)");

  private Units() {}

  /** Bytes: {@code 4096}, {@code 64K}, {@code 1M}, {@code 2G}, in powers of 1024. */
  static long bytes(String option, String text) throws UsageException {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new UsageException(
          option + " takes a size such as 4096, 64K or 100M, not '" + text + "'");
    }
    int shift =
        switch (size.group(2)) {
          case "K", "k" -> 10;
          case "M", "m" -> 20;
          case "G", "g" -> 30;
          default -> 0;
        };
    long number = Long.parseLong(size.group(1));
    if (number > Long.MAX_VALUE >> shift) {
      throw new UsageException(option + " " + text + " is more than there is");
    }
    return number << shift;
  }

  /**
   * Milliseconds: {@code 500ms}, {@code 10s}, {@code 1.5m}, {@code 2h}; a plain number is seconds.
   */
  static long milliseconds(String option, String text) throws UsageException {
    Matcher duration = DURATION.matcher(text);
    if (!duration.matches()) {
      throw new UsageException(
          option + " takes a duration such as 500ms, 10s or 5m, not '" + text + "'");
    }
    double unit =
        switch (duration.group(2)) {
          case "ms" -> 1;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          default -> 1000;
        };
    long ms = Math.round(Double.parseDouble(duration.group(1)) * unit);
    if (ms == 0) {
      throw new UsageException(option + " takes a duration above 0");
    }
    return ms;
  }
}
