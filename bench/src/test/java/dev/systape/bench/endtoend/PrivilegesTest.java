package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an ordinary user can record with, by the capabilities that user is given as ambient ones: a
 * copy of the recorder that all may read is run as nobody.
 */
class PrivilegesTest {
  private static final String NOBODY = "65534";
  private static final String WANTED =
      "Operation not permitted (EPERM); it takes CAP_BPF and CAP_PERFMON, or root";

  @TempDir Path directory;
  private Path record;
  private Path out;

  @BeforeEach
  void install() throws Exception {
    Programs.requireRoot("to become another user");
    Programs.require("setpriv");
    Programs.requireEbpf(directory);
    Path root = Files.createDirectory(directory.resolve("systape"));
    copy(Programs.ROOT.resolve("bin"), root.resolve("bin"));
    Path target = Files.createDirectories(root.resolve("recorder/target"));
    Path built = Programs.ROOT.resolve("recorder/target");
    copy(built.resolve("lib"), target.resolve("lib"));
    copy(built.resolve("native"), target.resolve("native"));
    try (Stream<Path> jars = Files.list(built)) {
      for (Path jar : (Iterable<Path>) jars.filter(f -> f.toString().endsWith(".jar"))::iterator) {
        Files.copy(jar, target.resolve(jar.getFileName()));
      }
    }
    record = root.resolve("bin/record");
    out = Files.createDirectory(directory.resolve("tapes"));
    Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Programs.run(directory, "chmod", "-R", "a+rX", root.toString());
  }

  @Test
  void bothCapabilitiesSuffice() throws Exception {
    Programs.Ended ended = asNobody("-all,+bpf,+perfmon", "--backend", "ebpf", "-v");
    assertThat(ended.status()).isEqualTo(3);
    assertThat(ended.out()).isEqualTo(NOBODY + "\n");
    assertThat(ended.err()).contains("recorded with eBPF").hasLineCount(1);
    TapeCalls tape = TapeCalls.read(out.resolve("t.cq"));
    assertThat(tape.health.whole()).isTrue();
    assertThat(tape.counts).containsEntry("execve", 2);
  }

  @Test
  void withoutOneOfThemPtraceRecordsAndOneLineSaysWhy() throws Exception {
    for (String capabilities : List.of("-all", "-all,+bpf", "-all,+perfmon")) {
      Programs.Ended ended = asNobody(capabilities, "--force");
      assertThat(ended.status()).isEqualTo(3);
      assertThat(ended.out()).isEqualTo(NOBODY + "\n");
      assertThat(ended.err())
          .hasLineCount(1)
          .startsWith("record: with ptrace, for want of eBPF: bpf(BPF_")
          .endsWith(WANTED + "\n");
      assertThat(TapeCalls.read(out.resolve("t.cq")).health.whole()).isTrue();
    }
  }

  @Test
  void whereEbpfIsAskedForThereIsNoTape() throws Exception {
    Programs.Ended ended = asNobody("-all", "--backend", "ebpf");
    assertThat(ended.status()).isEqualTo(125);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).hasLineCount(1).endsWith(WANTED + "\n");
    assertThat(out.resolve("t.cq")).doesNotExist();
  }

  private Programs.Ended asNobody(String capabilities, String... options) throws Exception {
    List<String> line = new ArrayList<>(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY));
    line.addAll(List.of("--clear-groups", "--inh-caps=" + capabilities));
    line.add("--ambient-caps=" + capabilities);
    line.addAll(List.of(record.toString(), "-o", out.resolve("t.cq").toString()));
    line.addAll(List.of(options));
    line.addAll(List.of("--", "sh", "-c", "id -u; exit 3"));
    return Programs.run(directory, line.toArray(String[]::new));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
