package dev.systape.schema.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of this machine that know numbers and names from elsewhere. */
final class Programs {
  /** How a program ended and what it wrote. */
  record Run(int status, String output, String errors) {}

  private Programs() {}

  /**
   * Skips the test where something is missing, and says what; fails it in CI, where nothing may.
   */
  static void require(boolean there, String missing) {
    if (System.getenv("CI") == null) {
      assumeTrue(there, missing);
    }
    assertThat(there).as(missing).isTrue();
  }

  /** Requires programs on the path. */
  static void requireInstalled(String... programs) {
    for (String program : programs) {
      boolean found = false;
      for (String directory : System.getenv("PATH").split(":")) {
        found |= Files.isExecutable(Path.of(directory, program));
      }
      require(found, program + " is not installed");
    }
  }

  /** Requires strace, and that it is allowed to trace. */
  static void requireStrace(Path scratch) throws IOException, InterruptedException {
    requireInstalled("strace");
    Run run = run(scratch, List.of("strace", "-o", "/dev/null", "true"));
    require(run.status() == 0, "strace cannot trace here: " + run.errors());
  }

  /** Runs a program to its end. */
  static Run run(Path scratch, List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(scratch, "run", ".out");
    Path errors = Files.createTempFile(scratch, "run", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("does not end: " + command);
    }
    return new Run(process.exitValue(), text(output), text(errors));
  }

  /** What a program writes that ends well. */
  static String output(Path scratch, List<String> command)
      throws IOException, InterruptedException {
    Run run = run(scratch, command);
    assertThat(run.status()).as("%s: %s", command, run.errors()).isZero();
    return run.output();
  }

  /** Compiles a C program; the path of what came of it. */
  static Path compile(Path scratch, String source, String... options)
      throws IOException, InterruptedException {
    requireInstalled("gcc");
    Path file = Files.createTempFile(scratch, "program", ".c");
    Files.writeString(file, source);
    Path program = scratch.resolve(file.getFileName() + ".bin");
    List<String> command = new ArrayList<>(List.of("gcc", "-O1", "-o", program.toString()));
    command.addAll(List.of(options));
    command.add(file.toString());
    output(scratch, command);
    return program;
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
