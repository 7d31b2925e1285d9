package dev.systape.schema.numbers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command that regenerates the call tables from a machine's kernel headers (Debian:
 * linux-libc-dev) and {@code newer.tbl}, the calls that the headers are too old to know:
 *
 * <pre>
 * java -cp schema/target/classes dev.systape.schema.numbers.GenerateNumbers /usr/include schema/src/main/resources/dev/systape/schema/numbers
 * </pre>
 *
 * <p>From newer headers the rows of {@code newer.tbl} that they know must come out the same, or it
 * stops.
 */
public final class GenerateNumbers {
  /** {@code #define __NR_read 0} and {@code #define __NR_read (__X32_SYSCALL_BIT + 0)}. */
  private static final Pattern DEFINE =
      Pattern.compile("#define __NR_(\\w+) \\(?(?:__X32_SYSCALL_BIT \\+ )?(\\d+)\\)?");

  /**
   * Table, header below the include directory, in x86's architecture directory or the common one.
   */
  private static final Map<String, String> X86 =
      Map.of("x86_64", "unistd_64.h", "i386", "unistd_32.h", "x32", "unistd_x32.h");

  private GenerateNumbers() {}

  /** Arguments: the include directory, the directory to write to. */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: GenerateNumbers INCLUDE-DIRECTORY OUTPUT-DIRECTORY");
      System.exit(2);
    }
    for (var table : tables(Path.of(args[0])).entrySet()) {
      Files.writeString(Path.of(args[1]).resolve(table.getKey() + ".tbl"), table.getValue());
    }
  }

  /** The text of each table, by the ABI's label. */
  static Map<String, String> tables(Path include) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (var table : X86.entrySet()) {
      TreeMap<Integer, String> calls = new TreeMap<>();
      for (String line : Files.readAllLines(x86Header(include, table.getValue()))) {
        Matcher define = DEFINE.matcher(line);
        if (define.lookingAt()) {
          calls.put(Integer.valueOf(define.group(2)), define.group(1));
        }
      }
      texts.put(table.getKey(), text(table.getKey(), calls));
    }
    texts.put(
        "aarch64", text("aarch64", GenericHeader.calls(include.resolve("asm-generic/unistd.h"))));
    return texts;
  }

  private static Path x86Header(Path include, String name) {
    Path multiarch = include.resolve("x86_64-linux-gnu/asm").resolve(name);
    return Files.exists(multiarch) ? multiarch : include.resolve("asm").resolve(name);
  }

  private static String text(String abi, TreeMap<Integer, String> calls) {
    for (String[] row : Table.rows("newer.tbl", 4)) {
      if (row[0].equals("all") || List.of(row[0].split(",")).contains(abi)) {
        String known = calls.putIfAbsent(Integer.valueOf(row[1]), row[2]);
        if (known != null && !known.equals(row[2])) {
          throw new IllegalStateException(
              "newer.tbl has "
                  + row[2]
                  + " for number "
                  + row[1]
                  + " of "
                  + abi
                  + ", the headers "
                  + known);
        }
      }
    }
    StringBuilder text = new StringBuilder();
    text.append("# System calls of ")
        .append(abi)
        .append(", complete for Linux 6.18. Written by GenerateNumbers.\n");
    calls.forEach((number, name) -> text.append(number).append(' ').append(name).append('\n'));
    return text.toString();
  }
}
