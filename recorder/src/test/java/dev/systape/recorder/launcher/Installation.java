package dev.systape.recorder.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A copy of bin/ in a directory of its own, beside empty jars and a JDK whose java writes down what
 * it was started with instead of running anything.
 */
final class Installation {
  private static final Path BIN = Path.of(System.getProperty("systape.root"), "bin");
  private static final String SEEN = "seen";

  /** A java that leaves its arguments, environment, process id and open files in a directory. */
  private static final String JAVA =
      """
      #!/bin/sh
      for argument; do printf '%%s\\n' "$argument"; done >'%1$s/arguments'
      cat "/proc/$$/environ" >'%1$s/environment'
      echo $$ >'%1$s/pid'
      standard=
      for fd in 0 1 2; do standard="$standard$(readlink "/proc/$$/fd/$fd") "; done
      echo "$standard" >'%1$s/standard'
      """;

  private final Path directory;

  /** What a command printed on standard error, and its exit status. */
  record Ended(int status, String error) {}

  private Installation(Path directory) {
    this.directory = directory;
  }

  /** An installation in which nothing is built yet. */
  static Installation unbuilt(Path directory) throws IOException {
    Path bin = Files.createDirectories(directory.resolve("systape/bin"));
    try (Stream<Path> files = Files.list(BIN)) {
      for (Path file : files.toList()) {
        Files.copy(file, bin.resolve(file.getFileName()));
      }
    }
    Installation installation = new Installation(directory);
    Files.createDirectories(installation.seen());
    installation.addJdk("17.0.1");
    return installation;
  }

  /** An installation as {@code mvn package} leaves it. */
  static Installation built(Path directory) throws IOException {
    Installation installation = unbuilt(directory);
    for (String module : List.of("recorder", "analyzer")) {
      Path target = installation.root().resolve(module).resolve("target");
      Files.createDirectories(target.resolve("lib"));
      Files.createFile(target.resolve("systape-" + module + "-1.0.jar"));
    }
    return installation;
  }

  /** Gives the fake JDK a version, as its release file says it. */
  void addJdk(String version) throws IOException {
    Files.createDirectories(jdk().resolve("bin"));
    Files.writeString(jdk().resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Path java = jdk().resolve("bin/java");
    Files.writeString(java, JAVA.formatted(seen()));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  Path root() {
    return directory.resolve("systape");
  }

  Path jdk() {
    return directory.resolve("jdk");
  }

  Path command(String name) {
    return root().resolve("bin").resolve(name);
  }

  /** Runs a shell script, which ends by becoming a launcher, with JAVA_HOME set to the fake JDK. */
  Ended shell(String script) throws IOException, InterruptedException {
    Path error = directory.resolve("error");
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", script)
            .directory(directory.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(error.toFile());
    builder.environment().put("JAVA_HOME", jdk().toString());
    Process process = builder.start();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("still running after a minute: " + script);
    }
    return new Ended(process.exitValue(), Files.readString(error));
  }

  /** The arguments that java got. */
  List<String> arguments() throws IOException {
    return Files.readAllLines(seen().resolve("arguments"));
  }

  /** The value of a system property that java got. */
  String property(String name) throws IOException {
    String start = "-D" + name + "=";
    return arguments().stream()
        .filter(argument -> argument.startsWith(start))
        .map(argument -> argument.substring(start.length()))
        .findFirst()
        .orElseThrow();
  }

  /** The process id that java had. */
  long pid() throws IOException {
    return Long.parseLong(Files.readString(seen().resolve("pid")).strip());
  }

  /** What java's standard input, output and error were. */
  List<String> standard() throws IOException {
    return List.of(Files.readString(seen().resolve("standard")).strip().split(" "));
  }

  /** The environment that java got, in order, one character a byte. */
  List<String> environment() throws IOException {
    return strings(Files.readAllBytes(seen().resolve("environment")));
  }

  /** The environment that was handed over for the program, in order, one character a byte. */
  List<String> handedOver() throws IOException {
    StringBuilder pieces = new StringBuilder();
    for (int i = 0; i < pieces().size(); i++) {
      pieces.append(piece(i));
    }
    return strings(Base64.getMimeDecoder().decode(pieces.toString()));
  }

  /** The variables that carry it. */
  List<String> pieces() throws IOException {
    return environment().stream()
        .filter(variable -> variable.startsWith("SYSTAPE_ENVIRON_"))
        .toList();
  }

  private String piece(int number) throws IOException {
    String start = "SYSTAPE_ENVIRON_" + number + "=";
    return pieces().stream()
        .filter(variable -> variable.startsWith(start))
        .map(variable -> variable.substring(start.length()))
        .findFirst()
        .orElseThrow();
  }

  private Path seen() {
    return directory.resolve(SEEN);
  }

  private static List<String> strings(byte[] block) {
    List<String> strings = new ArrayList<>();
    for (int start = 0, end; start < block.length; start = end + 1) {
      end = start;
      while (block[end] != 0) {
        end++;
      }
      strings.add(new String(Arrays.copyOfRange(block, start, end), StandardCharsets.ISO_8859_1));
    }
    return strings;
  }
}
