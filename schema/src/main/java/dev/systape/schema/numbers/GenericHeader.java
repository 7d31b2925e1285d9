package dev.systape.schema.numbers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads asm-generic/unistd.h as arm64's asm/unistd.h includes it: a preprocessor for as much of the
 * language as that file uses. {@code __NR3264_x} are numbers that become {@code __NR_x} or another
 * name by the width of a long.
 */
final class GenericHeader {
  /**
   * What arch/arm64/include/uapi/asm/unistd.h defines before it includes the generic header, and
   * the width.
   */
  private static final Set<String> DEFINED =
      Set.of(
          "__ARCH_WANT_RENAMEAT",
          "__ARCH_WANT_NEW_STAT",
          "__ARCH_WANT_SET_GET_RLIMIT",
          "__ARCH_WANT_TIME32_SYSCALLS",
          "__ARCH_WANT_SYS_CLONE3",
          "__ARCH_WANT_MEMFD_SECRET");

  private static final Pattern NUMBER =
      Pattern.compile("#define (__NR(?:3264)?_\\w+)\\s+(\\d+)\\s*");
  private static final Pattern RENAMED = Pattern.compile("#define __NR_(\\w+) (__NR3264_\\w+)\\s*");
  private static final Pattern TEST =
      Pattern.compile("(!?)\\s*defined\\(?\\s*(\\w+)\\s*\\)?|__BITS_PER_LONG (==|!=) (\\d+)");

  private GenericHeader() {}

  /** The calls of a 64-bit architecture, by number. */
  static SortedMap<Integer, String> calls(Path header) throws IOException {
    SortedMap<Integer, String> calls = new TreeMap<>();
    Map<String, Integer> shared = new HashMap<>();
    Deque<Boolean> active = new ArrayDeque<>();
    for (String line : KernelCalls.lines(header, "it comes with the other kernel headers")) {
      if (line.startsWith("#if")) {
        active.push(holds(line));
      } else if (line.startsWith("#elif")) {
        throw new IOException(header + " has an #elif, which this reader does not know");
      } else if (line.startsWith("#else")) {
        active.push(!active.pop());
      } else if (line.startsWith("#endif")) {
        active.pop();
      } else if (!active.contains(false)) {
        Matcher number = NUMBER.matcher(line);
        Matcher renamed = RENAMED.matcher(line);
        if (number.lookingAt() && number.group(1).startsWith("__NR3264_")) {
          shared.put(number.group(1), Integer.valueOf(number.group(2)));
        } else if (number.lookingAt()) {
          calls.put(Integer.valueOf(number.group(2)), number.group(1).substring("__NR_".length()));
        } else if (renamed.lookingAt()) {
          calls.put(shared.get(renamed.group(2)), renamed.group(1));
        }
      }
    }
    calls
        .values()
        .removeIf(name -> name.equals("syscalls") || name.equals("arch_specific_syscall"));
    return calls;
  }

  /**
   * Whether a condition holds: tests joined by {@code &&} or by {@code ||}, never both in this
   * header.
   */
  private static boolean holds(String line) {
    if (line.startsWith("#ifndef")) {
      return !DEFINED.contains(line.split("\\s+")[1]);
    }
    if (line.startsWith("#ifdef")) {
      return DEFINED.contains(line.split("\\s+")[1]);
    }
    boolean any = line.contains("||");
    boolean result = !any;
    Matcher test = TEST.matcher(line);
    while (test.find()) {
      boolean one =
          test.group(2) != null
              ? DEFINED.contains(test.group(2)) == test.group(1).isEmpty()
              : test.group(4).equals("64") == test.group(3).equals("==");
      result = any ? result || one : result && one;
    }
    return result;
  }
}
