package dev.systape.bench.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs commands, and what benchmarks need around that. */
final class Commands {
  private Commands() {}

  /**
   * Runs a command to its end; what it says on standard error is the user's.
   *
   * @return what it printed
   * @throws IOException where it fails
   */
  static String run(Path directory, List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException(String.join(" ", command) + " ended with status " + status);
    }
    return printed;
  }

  /** The launcher of a checkout in the current directory, or of the one that a property names. */
  static String launcher(String name) {
    Path launcher = Path.of(System.getProperty("systape.root", "."), "bin", name).toAbsolutePath();
    if (!Files.isExecutable(launcher)) {
      throw new IllegalStateException("no " + launcher + ": run this in the checkout");
    }
    return launcher.normalize().toString();
  }

  /** Whether a tool is installed. */
  static boolean installed(String tool) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
  }

  /** Compiles a C file that lies beside this class. */
  static Path compile(Path directory, String name) throws IOException, InterruptedException {
    Path source = directory.resolve(name + ".c");
    try (InputStream in = Commands.class.getResourceAsStream(name + ".c")) {
      Files.write(source, in.readAllBytes());
    }
    Path program = directory.resolve(name);
    run(directory, List.of("gcc", "-O2", "-o", program.toString(), source.toString()));
    return program;
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  static void delete(Path directory) throws IOException {
    List<Path> inside;
    try (Stream<Path> walk = Files.walk(directory)) {
      inside = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : inside) {
      Files.deleteIfExists(path);
    }
  }
}
