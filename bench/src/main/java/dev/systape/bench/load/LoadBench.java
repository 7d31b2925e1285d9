package dev.systape.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Loads a generated tape in rounds, each in a fresh process from its start to a checkpointed
 * database, and prints medians. Both kinds of tape take turns within a round, so that a disturbance
 * of the machine hits both.
 *
 * <p>After {@code mvn -q -DskipTests package}, in the checkout: {@code java -cp
 * 'bench/target/classes:recorder/target/classes:analyzer/target/classes:recorder/target/lib/*:analyzer/target/lib/*'
 * dev.systape.bench.load.LoadBench [CALLS [ROUNDS [DIRECTORY]]]}
 */
public final class LoadBench {
  private final Path directory;
  private final long calls;
  private final int rounds;

  private LoadBench(Path directory, long calls, int rounds) {
    this.directory = directory;
    this.calls = calls;
    this.rounds = rounds;
  }

  /**
   * The arguments are the calls on each tape (5,000,000), the rounds (5), and a directory that
   * keeps the tapes for another run.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    long calls = arguments.length > 0 ? Long.parseLong(arguments[0]) : 5_000_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    if (arguments.length > 2) {
      new LoadBench(Path.of(arguments[2]), calls, rounds).run();
      return;
    }
    Path directory = Files.createTempDirectory("systape-load");
    try {
      new LoadBench(directory, calls, rounds).run();
    } finally {
      delete(directory);
    }
  }

  private void run() throws IOException, InterruptedException {
    Kind mixed = new Kind("mixed", false);
    Kind plain = new Kind("plain", true);
    mixed.generate();
    plain.generate();
    for (int round = 0; round < rounds; round++) {
      mixed.load(round);
      plain.load(round);
    }
    System.out.printf(
        "%-6s %10s %8s %10s %8s %12s %10s%n",
        "tape", "calls", "tape MB", "seconds", "M/s", "database MB", "peak MB");
    mixed.print();
    plain.print();
  }

  /** One of the tapes and what was measured of it. */
  private final class Kind {
    private final String name;
    private final boolean withoutCaptures;
    private final Path tape;
    private final Path database;
    private final long[] nanos = new long[rounds];
    private final long[] peakKib = new long[rounds];
    private final long[] databaseBytes = new long[rounds];

    Kind(String name, boolean withoutCaptures) {
      this.name = name;
      this.withoutCaptures = withoutCaptures;
      tape = directory.resolve(name + ".cq");
      database = directory.resolve(name + ".duckdb");
    }

    void generate() throws IOException, InterruptedException {
      Files.createDirectories(directory);
      if (!Files.exists(tape)) {
        Child.run(
            GeneratedTape.class,
            tape.toString(),
            Long.toString(calls),
            Boolean.toString(withoutCaptures));
      }
    }

    void load(int round) throws IOException, InterruptedException {
      Files.deleteIfExists(database);
      long begin = System.nanoTime();
      String peak = Child.run(LoadOnce.class, tape.toString(), database.toString());
      nanos[round] = System.nanoTime() - begin;
      peakKib[round] = Long.parseLong(peak);
      databaseBytes[round] = Files.size(database);
    }

    void print() throws IOException {
      double seconds = median(nanos) / 1e9;
      System.out.printf(
          "%-6s %,10d %8.0f %10.2f %8.2f %12.0f %10.0f%n",
          name,
          calls,
          size(tape) / 1e6,
          seconds,
          calls / seconds / 1e6,
          median(databaseBytes) / 1e6,
          median(peakKib) * 1024 / 1e6);
    }
  }

  private static double median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
  }

  private static long size(Path directory) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  private static void delete(Path directory) throws IOException {
    List<Path> inside;
    try (Stream<Path> walk = Files.walk(directory)) {
      inside = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : inside) {
      Files.deleteIfExists(path);
    }
  }
}
