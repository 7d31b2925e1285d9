package dev.systape.schema.numbers;

import dev.systape.schema.abi.Abi;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The command that regenerates the call tables, from a machine's kernel headers (Debian:
 * linux-libc-dev) or from a kernel's source tree:
 *
 * <pre>
 * java -cp schema/target/classes dev.systape.schema.numbers.GenerateNumbers \
 *     --headers /usr/include --out schema/src/main/resources/dev/systape/schema/numbers
 * java -cp schema/target/classes dev.systape.schema.numbers.GenerateNumbers \
 *     --kernel-tree linux-6.18 --out schema/src/main/resources/dev/systape/schema/numbers
 * </pre>
 *
 * <p>What a source is too old to know comes from {@code newer.tbl}, so that every source since the
 * kernel named there gives the same tables, byte for byte. A source that contradicts it, or knows a
 * call that it lacks, is an error that says which row to write.
 */
public final class GenerateNumbers {
  private static final String USAGE =
      "usage: GenerateNumbers (--headers INCLUDE-DIRECTORY | --kernel-tree DIRECTORY) --out"
          + " DIRECTORY";

  private GenerateNumbers() {}

  /** Exits with 0, 1 where the tables could not be made, 2 for bad usage. */
  public static void main(String[] args) {
    System.exit(run(args, System.err));
  }

  /** Runs the command; returns its exit status. Messages are one line each. */
  static int run(String[] args, PrintStream err) {
    Map<String, Path> options = options(args);
    if (!options.keySet().equals(Set.of("--headers", "--out"))
        && !options.keySet().equals(Set.of("--kernel-tree", "--out"))) {
      err.println(USAGE);
      return 2;
    }
    try {
      Path headers = options.get("--headers");
      KernelCalls source =
          headers != null
              ? HeaderCalls.read(headers)
              : TreeCalls.read(options.get("--kernel-tree"));
      write(tables(source), options.get("--out"));
      return 0;
    } catch (IOException e) {
      err.println("GenerateNumbers: " + e.getMessage());
      return 1;
    }
  }

  /** The text of each ABI's table. */
  static Map<Abi, String> tables(KernelCalls source) throws IOException {
    NewerCalls newer = NewerCalls.load();
    Map<Abi, String> tables = new HashMap<>();
    for (Abi abi : Abi.values()) {
      tables.put(abi, NumberTable.text(abi, source, newer));
    }
    return tables;
  }

  private static void write(Map<Abi, String> tables, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (Map.Entry<Abi, String> table : tables.entrySet()) {
      Files.writeString(directory.resolve(table.getKey().label() + ".tbl"), table.getValue());
    }
  }

  /** Options with their values; an odd word stands for itself and is thereby unknown. */
  private static Map<String, Path> options(String[] args) {
    Map<String, Path> options = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      options.put(args[i], Path.of(i + 1 < args.length ? args[i + 1] : ""));
    }
    return options;
  }
}
