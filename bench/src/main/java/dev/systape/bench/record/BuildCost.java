package dev.systape.bench.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What recording adds to a build: {@code make -j2} of a C project of many files, alone, recorded
 * and, in the rounds that are asked for, under strace; in turn. The figures are wall time.
 *
 * <p>After {@code mvn -q -DskipTests package}, in the checkout: {@code java -cp
 * bench/target/classes dev.systape.bench.record.BuildCost [ROUNDS [FILES]]}
 */
public final class BuildCost {
  private final Path directory;
  private final int files;

  private BuildCost(Path directory, int files) {
    this.directory = directory;
    this.files = files;
  }

  /** The arguments are the rounds (5) and the project's files (120). */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int files = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 120;
    Path directory = Files.createTempDirectory(Path.of("."), "bench-build").toAbsolutePath();
    try {
      new BuildCost(directory, files).run(rounds);
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
        "make -j2, %d files: %.2f s alone, %.2f s recorded, ratio %.3f (medians of %d rounds)%n",
        files, Commands.median(alone), Commands.median(recorded), Commands.median(ratios), rounds);
  }

  private void project() throws IOException {
    StringBuilder objects = new StringBuilder();
    for (int i = 0; i < files; i++) {
      Files.writeString(
          directory.resolve("part" + i + ".c"),
          "#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <math.h>\n"
              + ("int part%d(int n) { char text[64]; snprintf(text, sizeof text, \"%%d\", n);"
                      + " return (int) strlen(text) + abs(n) %% %d; }\n")
                  .formatted(i, i + 1));
      objects.append(" part").append(i).append(".o");
    }
    Files.writeString(directory.resolve("main.c"), "int main(void) { return 0; }\n");
    Files.writeString(
        directory.resolve("Makefile"),
        "program: main.o"
            + objects
            + "\n\tgcc -o $@ $^\n%.o: %.c\n\tgcc -O1 -c -o $@ $<\nclean:\n\trm -f *.o program\n");
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
