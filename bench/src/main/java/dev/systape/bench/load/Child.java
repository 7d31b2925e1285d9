package dev.systape.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.systape.analyzer.load.TapeLoader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java process of its own, with the flags of the launchers. */
public final class Child {
  private static final List<String> FLAGS =
      List.of(
          "-XX:+IgnoreUnrecognizedVMOptions",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "-Dchronicle.analytics.disable=true",
          "-Dchronicle.disk.monitor.disable=true",
          "-XX:-UsePerfData",
          "-XX:+UseSerialGC",
          "-Xshare:auto",
          "-Xmx512m");

  private Child() {}

  /**
   * Runs a class to its end.
   *
   * @return what it printed
   * @throws IOException where it fails
   */
  public static String run(Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    Path libraries = libraries();
    command.add(
        "-Djava.library.path=" + libraries.resolve("amd64") + ":" + libraries.resolve("arm64"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(main.getSimpleName() + " " + String.join(" ", arguments) + " failed");
    }
    return printed;
  }

  /** The native libraries that the build unpacked beside the analyzer's classes. */
  private static Path libraries() {
    try {
      return Path.of(TapeLoader.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .resolveSibling("native");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
