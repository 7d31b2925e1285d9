package dev.systape.bench.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a call costs that {@code -e} leaves out, when the ptrace backend filters in the kernel: a
 * program that makes getppid calls alone, native, under {@code record --backend ptrace -e openat},
 * and under {@code strace -f --seccomp-bpf -e trace=openat}, round by round. The figures are
 * medians in ns; at most 60 ns more than native are wanted of record.
 *
 * <p>After {@code mvn -q -DskipTests package}, in the checkout: {@code java -cp
 * bench/target/classes dev.systape.bench.record.FilterCost [ROUNDS [CALLS]]}
 */
public final class FilterCost {
  /** Most ns that a call may cost more than native. */
  private static final double WANTED_NS = 60;

  private FilterCost() {}

  /** The arguments are the rounds (7) and the calls that each run makes (10,000,000). */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
    long calls = arguments.length > 1 ? Long.parseLong(arguments[1]) : 10_000_000;
    Path directory = Files.createTempDirectory(Path.of("."), "bench-filter").toAbsolutePath();
    try {
      run(directory, rounds, calls);
    } finally {
      Commands.delete(directory);
    }
  }

  private static void run(Path directory, int rounds, long calls)
      throws IOException, InterruptedException {
    String program = Commands.compile(directory, "calls").toString();
    Map<String, List<String>> tools = tools(directory);
    Map<String, List<Double>> figures = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, List<String>> tool : tools.entrySet()) {
        List<String> command = new ArrayList<>(tool.getValue());
        command.addAll(List.of(program, "getppid", Long.toString(calls)));
        double ns = Double.parseDouble(Commands.run(directory, command));
        figures.computeIfAbsent(tool.getKey(), key -> new ArrayList<>()).add(ns);
      }
    }
    print(figures);
  }

  private static Map<String, List<String>> tools(Path directory) {
    Map<String, List<String>> tools = new LinkedHashMap<>();
    tools.put("native", List.of());
    String tape = directory.resolve("tape.cq").toString();
    String[] record = {
      Commands.launcher("record"), "--backend", "ptrace", "-e", "openat", "--force", "-o", tape
    };
    List<String> words = new ArrayList<>(List.of(record));
    words.add("--");
    tools.put("record", words);
    if (Commands.installed("strace")) {
      String text = directory.resolve("strace.txt").toString();
      tools.put(
          "strace", List.of("strace", "-f", "--seccomp-bpf", "-e", "trace=openat", "-o", text));
    } else {
      System.out.println("without strace: it is not installed");
    }
    return tools;
  }

  private static void print(Map<String, List<Double>> figures) {
    double alone = Commands.median(figures.get("native"));
    System.out.printf("%-10s%12s%12s%n", "", "ns a call", "added");
    figures.forEach(
        (tool, values) ->
            System.out.printf(
                "%-10s%12.1f%12.1f%n",
                tool, Commands.median(values), Commands.median(values) - alone));
    System.out.printf("wanted of record: at most %.0f added%n", WANTED_NS);
  }
}
