package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.bench.endtoend.Programs.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What analyze says of tapes that its user may not read: root without capabilities is such one. */
class UnreadableTest {
  private static final List<List<String>> READERS =
      List.of(
          List.of(),
          List.of("info"),
          List.of("counts"),
          List.of("print"),
          List.of("mine", "ngrams"),
          List.of("export", "--format", "strace", "-o", "out"));

  @TempDir Path directory;
  private Path tape;

  @BeforeEach
  void record() throws Exception {
    Programs.requireRoot("to be without capabilities");
    Programs.require("setpriv");
    tape = directory.resolve("t.cq");
    assertThat(Programs.record(directory, tape, List.of("-q"), "true").status()).isZero();
  }

  @Test
  void aTapeWithoutPermissionIsToldInOneLine() throws Exception {
    allow(tape, "---------");
    refused(tape + ": permission denied");
  }

  @Test
  void aFileOfATapeWithoutPermissionIsToldInOneLine() throws Exception {
    Path queue;
    try (Stream<Path> files = Files.list(tape)) {
      queue = files.filter(file -> file.toString().endsWith(".cq4")).findFirst().orElseThrow();
    }
    allow(queue, "---------");
    refused(queue + ": permission denied");
  }

  @Test
  void whereNoDatabaseCanBeMadeBothPlacesAreToldAndTheWayOut() throws Exception {
    allow(directory, "r-xr-xr-x");
    Path cache = Files.createDirectory(directory.resolve("home"));
    allow(cache, "r-xr-xr-x");
    Ended ended = analyze(cache, List.of());
    assertThat(ended.err())
        .startsWith("analyze: no place for the database of the tape: " + directory + " cannot be")
        .contains("the cache (" + cache + "/systape: permission denied)", "XDG_CACHE_HOME")
        .hasLineCount(1);
    assertThat(ended.status()).isEqualTo(1);
  }

  private void refused(String message) throws Exception {
    for (List<String> words : READERS) {
      Ended ended = analyze(directory, words);
      assertThat(ended.err()).as("%s", words).startsWith("analyze: ").endsWith(message + "\n");
      assertThat(ended.err()).hasLineCount(1);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.status()).isEqualTo(1);
    }
  }

  private Ended analyze(Path cache, List<String> words) throws Exception {
    List<String> line =
        new ArrayList<>(List.of("setpriv", "--bounding-set", "-all", "--inh-caps", "-all"));
    line.addAll(List.of("env", "XDG_CACHE_HOME=" + cache));
    line.add(Programs.ROOT.resolve("bin/analyze").toString());
    line.addAll(words);
    line.add(tape.toString());
    return Programs.run(directory, line.toArray(String[]::new));
  }

  private static void allow(Path path, String permissions) throws Exception {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
