package dev.systape.bench.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a call costs more where it is recorded by ptrace, beside strace and beside a C tracer that
 * waits in the same way and does nearly nothing: a loop of getppid calls, round by round. The
 * figures are medians in microseconds. It measures as the user that runs it: root, who may keep
 * idle CPUs awake, or another; and with as many busy loops beside as are asked for.
 *
 * <p>After {@code mvn -q -DskipTests package}, in the checkout: {@code java -cp
 * bench/target/classes dev.systape.bench.record.PtraceCost [ROUNDS [CALLS [HOGS [DIRECTORY]]]]}
 */
public final class PtraceCost {
  private PtraceCost() {}

  /**
   * The arguments are the rounds (5), the calls of each run (200,000), how many processes burn CPU
   * beside (0), and where temporary files go (the current directory).
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    long calls = arguments.length > 1 ? Long.parseLong(arguments[1]) : 200_000;
    int hogs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0;
    Path parent = Path.of(arguments.length > 3 ? arguments[3] : ".");
    Path directory = Files.createTempDirectory(parent, "bench-ptrace").toAbsolutePath();
    List<Process> beside = new ArrayList<>();
    try {
      for (int i = 0; i < hogs; i++) {
        beside.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
      }
      print(measure(directory, rounds, calls));
    } finally {
      beside.forEach(Process::destroy);
      Commands.delete(directory);
    }
  }

  private static Map<String, List<Double>> measure(Path directory, int rounds, long calls)
      throws IOException, InterruptedException {
    String program = Commands.compile(directory, "calls").toString();
    Map<String, List<String>> tools = new LinkedHashMap<>();
    tools.put("native", List.of());
    String tape = directory.resolve("tape.cq").toString();
    tools.put(
        "record",
        List.of(
            Commands.launcher("record"), "--backend", "ptrace", "--force", "-q", "-o", tape, "--"));
    String tracer = Commands.compile(directory, "tracer").toString();
    tools.put("C tracer", List.of(tracer, directory.resolve("stops").toString()));
    if (Commands.installed("strace")) {
      tools.put("strace", List.of("strace", "-f", "-o", directory.resolve("strace").toString()));
    } else {
      System.out.println("without strace: it is not installed");
    }
    Map<String, List<Double>> figures = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, List<String>> tool : tools.entrySet()) {
        List<String> command = new ArrayList<>(tool.getValue());
        command.addAll(List.of(program, "getppid", Long.toString(calls)));
        double us = Double.parseDouble(Commands.run(directory, command)) / 1_000;
        figures.computeIfAbsent(tool.getKey(), key -> new ArrayList<>()).add(us);
      }
    }
    return figures;
  }

  private static void print(Map<String, List<Double>> figures) {
    double alone = Commands.median(figures.get("native"));
    double record = Commands.median(figures.get("record")) - alone;
    System.out.printf("%-10s%14s%12s  %s%n", "", "us a call", "record is", "each round");
    figures.forEach(
        (tool, values) -> {
          double added = Commands.median(values) - alone;
          String ratio = "native".equals(tool) ? "" : "%.2f".formatted(record / added);
          System.out.printf("%-10s%14.2f%12s  %s%n", tool, added, ratio, values);
        });
  }
}
