package dev.systape.bench.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What recording adds to a build: {@code make -j2} of a C project of many files, alone and
 * recorded, in turn. The figures are wall time. Of files with one function each a build takes
 * little longer than the recorder takes to start; the default is what a page of C takes.
 *
 * <p>After {@code mvn -q -DskipTests package}, in the checkout: {@code java -cp
 * bench/target/classes dev.systape.bench.record.BuildCost [ROUNDS [FILES [FUNCTIONS]]]}
 */
public final class BuildCost {
  private static final String FUNCTION =
      """
      int part%1$d_%2$d(const int *values, int n, char *out, size_t size) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
          if (values[i] %% %3$d == 0) sum += values[i];
          else sum ^= values[i] << (i %% 7);
          switch (values[i] & 7) {
            case 0: sum++; break;
            case 3: sum -= %2$d; break;
            case 5: sum *= 3; break;
          }
        }
        snprintf(out, size, "part %1$d, %2$d: %%d of %%d", sum, n);
        return (int) strlen(out) + abs(sum);
      }
      """;

  private final Path directory;
  private final int files;
  private final int functions;

  private BuildCost(Path directory, int files, int functions) {
    this.directory = directory;
    this.files = files;
    this.functions = functions;
  }

  /** The arguments are the rounds (5), the project's files (120), and functions in each (25). */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int files = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 120;
    int functions = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 25;
    Path directory = Files.createTempDirectory(Path.of("."), "bench-build").toAbsolutePath();
    try {
      new BuildCost(directory, files, functions).run(rounds);
    } finally {
      Commands.delete(directory);
    }
  }

  private void run(int rounds) throws IOException, InterruptedException {
    project();
    List<String> record =
        List.of(
            Commands.launcher("record"),
            "-q",
            "--force",
            "-o",
            directory.resolve("tape.cq").toString(),
            "--");
    build(List.of());
    List<Double> alone = new ArrayList<>();
    List<Double> recorded = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      alone.add(build(List.of()));
      recorded.add(build(record));
      ratios.add(recorded.get(round) / alone.get(round));
    }
    System.out.printf(
        "make -j2, %d files of %d functions: %.2f s alone, %.2f s recorded, ratio %.3f (medians of %d rounds)%n",
        files,
        functions,
        Commands.median(alone),
        Commands.median(recorded),
        Commands.median(ratios),
        rounds);
  }

  private void project() throws IOException {
    StringBuilder objects = new StringBuilder();
    for (int i = 0; i < files; i++) {
      StringBuilder source = new StringBuilder();
      for (String header : List.of("errno", "math", "stdio", "stdlib", "string", "sys/socket")) {
        source.append("#include <").append(header).append(".h>\n");
      }
      for (int function = 0; function < functions; function++) {
        source.append(FUNCTION.formatted(i, function, function + 2));
      }
      Files.writeString(directory.resolve("part" + i + ".c"), source);
      objects.append(" part").append(i).append(".o");
    }
    Files.writeString(directory.resolve("main.c"), "int main(void) { return 0; }\n");
    Files.writeString(
        directory.resolve("Makefile"),
        "program: main.o"
            + objects
            + "\n\tgcc -o $@ $^\n%.o: %.c\n\tgcc -O2 -c -o $@ $<\nclean:\n\trm -f *.o program\n");
  }

  private double build(List<String> tool) throws IOException, InterruptedException {
    Commands.run(directory, List.of("make", "-s", "clean"));
    List<String> command = new ArrayList<>(tool);
    command.addAll(List.of("make", "-s", "-j2"));
    long begun = System.nanoTime();
    Commands.run(directory, command);
    return (System.nanoTime() - begun) / 1e9;
  }
}
