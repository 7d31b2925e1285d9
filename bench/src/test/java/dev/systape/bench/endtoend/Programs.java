package dev.systape.bench.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Starts real programs for the tests, each with a time limit after which it is ended by its pid.
 */
final class Programs {
  static final Path ROOT = Path.of(System.getProperty("systape.root"));
  private static final long LIMIT_S = 120;

  /** How a program ended, and what it wrote. */
  record Ended(int status, String out, String err) {}

  private Programs() {}

  /** Runs a command in a directory; standard input is empty. */
  static Ended run(Path directory, String... command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "out", "");
    Path err = Files.createTempFile(directory, "err", "");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      throw new AssertionError(String.join(" ", command) + " did not end in " + LIMIT_S + " s");
    }
    Ended ended = new Ended(process.exitValue(), text(out), text(err));
    Files.delete(out);
    Files.delete(err);
    return ended;
  }

  /** Runs a command under bin/record, to a tape. */
  static Ended record(Path directory, Path tape, List<String> options, String... command)
      throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(List.of(ROOT.resolve("bin/record").toString(), "-o", tape.toString()));
    line.addAll(options);
    line.add("--");
    line.addAll(Arrays.asList(command));
    return run(directory, line.toArray(String[]::new));
  }

  /** The rows that {@code analyze sql --csv} answers about a tape, without their header. */
  static List<String> sql(Path directory, Path tape, String statement)
      throws IOException, InterruptedException {
    String analyze = ROOT.resolve("bin/analyze").toString();
    Ended ended = run(directory, analyze, "sql", "--csv", tape.toString(), statement);
    if (ended.status() != 0) {
      throw new AssertionError(ended.err());
    }
    return ended.out().lines().skip(1).toList();
  }

  /** Compiles a program of src/test/c; the test is skipped where there is no gcc. */
  static Path compile(Path directory, String name) throws IOException, InterruptedException {
    require("gcc");
    Path program = directory.resolve(name);
    Path source = ROOT.resolve("bench/src/test/c").resolve(name + ".c");
    Ended gcc =
        run(directory, "gcc", "-O1", "-pthread", "-o", program.toString(), source.toString());
    if (gcc.status() != 0) {
      throw new AssertionError(gcc.err());
    }
    return program;
  }

  /** Skips the test, saying why, where a tool is missing; in CI none may. */
  static void require(String tool) {
    boolean there =
        Arrays.stream(System.getenv("PATH").split(":"))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    if (System.getenv("CI") == null) {
      Assumptions.assumeTrue(there, tool + " is not installed");
    } else if (!there) {
      throw new AssertionError(tool + " is not installed, and in CI nothing may be skipped");
    }
  }

  /** Skips the test, saying why, where it does not run as root; in CI it must. */
  static void requireRoot(String what) {
    boolean root = System.getProperty("user.name").equals("root");
    if (System.getenv("CI") == null) {
      Assumptions.assumeTrue(root, what + ": takes root");
    } else if (!root) {
      throw new AssertionError(what + " takes root, and in CI nothing may be skipped");
    }
  }

  /** Skips the test, saying why, where eBPF cannot be had; in CI it must be. */
  static void requireEbpf(Path directory) throws IOException, InterruptedException {
    Ended check = run(directory, ROOT.resolve("bin/record").toString(), "--check");
    String ebpf =
        check.out().lines().filter(line -> line.startsWith("ebpf ")).findFirst().orElse("");
    boolean works = ebpf.contains("works:");
    if (System.getenv("CI") == null) {
      Assumptions.assumeTrue(works, ebpf);
    } else if (!works) {
      throw new AssertionError(ebpf + ", and in CI nothing may be skipped");
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }
}
