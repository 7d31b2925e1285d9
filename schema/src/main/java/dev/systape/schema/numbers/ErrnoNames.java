package dev.systape.schema.numbers;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Errors by number: the generic ones of asm-generic/errno.h, which x86 and arm64 share, with
 * glibc's texts; and those that the kernel keeps to itself and a tracer sees (linux/errno.h, 512 to
 * 530).
 */
public final class ErrnoNames {
  private static final String[] NAMES = new String[1024];
  private static final String[] TEXTS = new String[1024];

  static {
    for (String[] row : Table.rows("errno.tbl", 3)) {
      int number = Integer.parseInt(row[0]);
      NAMES[number] = row[1];
      TEXTS[number] = row[2];
    }
  }

  private ErrnoNames() {}

  /** The name, e.g. {@code ENOENT}, or null where the number has none. */
  public static String name(int errno) {
    return errno >= 0 && errno < NAMES.length ? NAMES[errno] : null;
  }

  /** What it means, e.g. {@code No such file or directory}. */
  public static String describe(int errno) {
    String text = errno >= 0 && errno < TEXTS.length ? TEXTS[errno] : null;
    return text == null ? "Unknown error " + errno : text;
  }

  /** All numbers that have a name, ascending. */
  public static List<Integer> numbers() {
    return IntStream.range(0, NAMES.length).filter(i -> NAMES[i] != null).boxed().toList();
  }
}
