package dev.systape.schema.numbers;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Errors by number: the generic ones of asm-generic/errno.h, which x86 and arm64 share, with
 * glibc's texts; and those that the kernel keeps to itself and a tracer sees (linux/errno.h, 512 to
 * 531), with strace's.
 */
public final class ErrnoNames {
  private static final String[] NAMES = new String[532];
  private static final String[] TEXTS = new String[NAMES.length];

  static {
    for (String[] row : Table.rows("errno.tbl", 3)) {
      int number = Integer.parseInt(row[0]);
      NAMES[number] = row[1];
      TEXTS[number] = row.length > 2 ? row[2] : null;
    }
  }

  private ErrnoNames() {}

  /** The name, e.g. {@code ENOENT}, or null where the number has none. */
  public static String name(int errno) {
    return errno >= 0 && errno < NAMES.length ? NAMES[errno] : null;
  }

  /**
   * What it means, e.g. {@code No such file or directory}; {@code Unknown error 524}, as
   * strerror(3) has it, where neither glibc nor strace says.
   */
  public static String describe(int errno) {
    String text = errno >= 0 && errno < TEXTS.length ? TEXTS[errno] : null;
    return text == null ? "Unknown error " + errno : text;
  }

  /** All numbers that have a name, ascending. */
  public static List<Integer> numbers() {
    return IntStream.range(0, NAMES.length).filter(i -> NAMES[i] != null).boxed().toList();
  }
}
