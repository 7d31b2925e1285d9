package dev.systape.bench.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What recording adds to a call: getppid, a read of 64 bytes, open with read and close; native, and
 * under each tool in turn, round by round. The figures are medians in ns.
 *
 * <p>After {@code mvn -q -DskipTests package}, in the checkout: {@code java -cp
 * bench/target/classes dev.systape.bench.record.CallCost [ROUNDS [CALLS]]}
 */
public final class CallCost {
  private static final List<String> KINDS = List.of("getppid", "read64", "open+read+close");

  /** A call under a tool that stops the program takes so many times longer. */
  private static final int STOPPED = 20;

  /**
   * A way to run a program.
   *
   * @param words what comes before it
   * @param stops whether it stops the program at each call
   */
  private record Tool(String name, List<String> words, boolean stops) {}

  private final Path directory;
  private final int rounds;
  private final long calls;
  private final List<Tool> tools = new ArrayList<>();
  private final Map<String, List<Double>> figures = new LinkedHashMap<>();

  private CallCost(Path directory, int rounds, long calls) {
    this.directory = directory;
    this.rounds = rounds;
    this.calls = calls;
    String record = Commands.launcher("record");
    String tape = directory.resolve("tape.cq").toString();
    tools.add(new Tool("native", List.of(), false));
    for (String backend : List.of("ebpf", "ptrace")) {
      tools.add(
          new Tool(
              backend,
              List.of(record, "--backend", backend, "--force", "-q", "-o", tape, "--"),
              backend.equals("ptrace")));
    }
    optional(
        new Tool(
            "perf",
            List.of("perf", "record", "-q", "-e", "raw_syscalls:*", "-o", path("perf.data")),
            false));
    optional(new Tool("strace", List.of("strace", "-f", "-o", path("strace.txt")), true));
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private void optional(Tool tool) {
    if (Commands.installed(tool.name)) {
      tools.add(tool);
    } else {
      System.out.println("without " + tool.name + ": it is not installed");
    }
  }

  /** The arguments are the rounds (7) and the calls that each run makes (1,000,000). */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
    long calls = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1_000_000;
    Path directory = Files.createTempDirectory(Path.of("."), "bench-calls").toAbsolutePath();
    try {
      new CallCost(directory, rounds, calls).run();
    } finally {
      Commands.delete(directory);
    }
  }

  private void run() throws IOException, InterruptedException {
    Path program = Commands.compile(directory, "calls");
    for (int round = 0; round < rounds; round++) {
      for (String kind : KINDS) {
        for (Tool tool : tools) {
          List<String> command = new ArrayList<>(tool.words);
          long count = tool.stops ? calls / STOPPED : calls;
          command.addAll(List.of(program.toString(), kind, Long.toString(count)));
          double ns = Double.parseDouble(Commands.run(directory, command));
          figures.computeIfAbsent(kind + tool.name, key -> new ArrayList<>()).add(ns);
        }
      }
    }
    print();
  }

  private void print() {
    System.out.printf("%-16s", "added ns a call");
    tools.forEach(tool -> System.out.printf("%10s", tool.name));
    System.out.printf("%12s%14s%16s%n", "ebpf/perf", "strace/ebpf", "ptrace/strace");
    for (String kind : KINDS) {
      System.out.printf("%-16s%10.0f", kind, figure(kind, "native"));
      for (Tool tool : tools.subList(1, tools.size())) {
        System.out.printf("%10.0f", added(kind, tool.name));
      }
      System.out.printf(
          "%12.2f%14.1f%16.2f%n",
          added(kind, "ebpf") / added(kind, "perf"),
          added(kind, "strace") / added(kind, "ebpf"),
          added(kind, "ptrace") / added(kind, "strace"));
    }
  }

  private double figure(String kind, String tool) {
    List<Double> values = figures.get(kind + tool);
    return values == null ? Double.NaN : Commands.median(values);
  }

  private double added(String kind, String tool) {
    return figure(kind, tool) - figure(kind, "native");
  }
}
