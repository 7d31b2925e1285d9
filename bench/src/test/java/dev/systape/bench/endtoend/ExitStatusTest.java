package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.bench.endtoend.Programs.Ended;
import dev.systape.schema.tape.TapeEnd;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What record ends with and says, and what it leaves behind. */
class ExitStatusTest {
  @TempDir Path directory;

  @Test
  void theProgramsOwnStatus() throws Exception {
    assertThat(record("false")).isEqualTo(new Ended(1, "", ""));
    assertThat(record("sh", "-c", "kill -9 $$")).isEqualTo(new Ended(137, "", ""));
    assertThat(record("sh", "-c", "exit 42")).isEqualTo(new Ended(42, "", ""));
  }

  /** A process with much to tear down ends well after its last thread is known to be gone. */
  @RepeatedTest(5)
  void theTapeHasTheProgramsStatus() throws Exception {
    String fill = "held = bytearray(200 << 20); raise SystemExit(9)";
    assertThat(record("python3", "-c", fill).status()).isEqualTo(9);
    TapeEnd end =
        TapeCalls.read(directory.resolve("t.cq")).events.stream()
            .filter(TapeEnd.class::isInstance)
            .map(TapeEnd.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(end.waitStatus()).isEqualTo(9 << 8);
  }

  @Test
  void aProgramThatIsNotThere() throws Exception {
    refused(127, "./missing");
    refused(127, "no-such-program-anywhere");
  }

  @Test
  void aProgramThatCannotBeExecuted() throws Exception {
    Files.writeString(directory.resolve("plain"), "text");
    refused(126, "./plain");
    refused(126, "/");
    Path garbage = directory.resolve("garbage");
    Files.writeString(garbage, "neither ELF nor a script");
    Files.setPosixFilePermissions(garbage, PosixFilePermissions.fromString("rwxr-xr-x"));
    refused(126, "./garbage");
  }

  @Test
  void badUsage() throws Exception {
    Ended bad =
        Programs.run(
            directory,
            Programs.ROOT.resolve("bin/record").toString(),
            "--no-such-option",
            "--",
            "true");
    assertThat(bad.status()).isEqualTo(125);
    assertThat(bad.err().lines()).hasSize(2).last().asString().startsWith("usage: record");
    assertThat(bad.err()).doesNotContain("Exception");
    toldInOneLine("no program to run: record [options] -- PROG");
  }

  @Test
  void whatStraceUsersTypeIsTakenOrAnswered() throws Exception {
    Path tape = directory.resolve("t.cq");
    for (String follow : List.of("-f", "-ff")) {
      assertThat(Programs.record(directory, tape, List.of("--force", follow), "sh", "-c", "exit 3"))
          .isEqualTo(new Ended(3, "", ""));
    }
    toldInOneLine("-p: there is no process 999999999", "-p", "999999999");
    toldInOneLine("-p takes process ids, not 'x'", "-fpx");
    toldInOneLine(
        "-c: a tape is counted afterwards: record without it, then `analyze counts x.cq`",
        "-co",
        "x.cq",
        "--",
        "true");
    toldInOneLine("-s 9999999999G is more than there is", "-s", "9999999999G", "--", "true");
    toldInOneLine("-E takes VAR=VALUE", "-E", "=x", "--", "true");
    toldInOneLine("-f and --no-follow contradict", "-f", "--no-follow", "--", "true");
  }

  @Test
  void whatAsksAndRecordsNothingTakesNoProgram() throws Exception {
    Path made = directory.resolve("made");
    for (List<String> asks : List.of(List.of("--seccomp-dump", "1"), List.of("--check"))) {
      String message = asks.get(0) + " records nothing: it takes no program and no -p";
      List<String> words = new ArrayList<>(asks);
      words.addAll(List.of("--", "touch", made.toString()));
      toldInOneLine(message, words.toArray(String[]::new));
      words = new ArrayList<>(asks);
      words.addAll(List.of("-p", "1"));
      toldInOneLine(message, words.toArray(String[]::new));
    }
    assertThat(made).doesNotExist();
    toldInOneLine("--check and --seccomp-dump are asked for", "--check", "--seccomp-dump", "1");
  }

  private void toldInOneLine(String message, String... words) throws Exception {
    List<String> line = new ArrayList<>(List.of(Programs.ROOT.resolve("bin/record").toString()));
    line.addAll(List.of(words));
    Ended ended = Programs.run(directory, line.toArray(String[]::new));
    assertThat(ended.status()).isEqualTo(125);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines()).hasSize(1).first().asString().startsWith("record: " + message);
  }

  @Test
  void aTapeIsPrivateAndSmall() throws Exception {
    assertThat(record("true").status()).isZero();
    Path tape = directory.resolve("t.cq");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tape)))
        .isEqualTo("rwx------");
    try (var files = Files.list(tape)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
    String kib = Programs.run(directory, "du", "-sk", tape.toString()).out().split("\t")[0];
    assertThat(Integer.parseInt(kib)).isLessThan(64);
  }

  @Test
  void forceReplacesATapeAndNothingElse() throws Exception {
    Path tape = directory.resolve("t.cq");
    assertThat(record("true").status()).isZero();
    assertThat(Programs.record(directory, tape, List.of(), "true").err().lines())
        .containsExactly(
            "record: '" + tape + "' exists: --force replaces it, -o chooses another place");
    Files.writeString(tape.resolve("notes.txt"), "mine");
    assertThat(record("true").status()).isEqualTo(125);
    assertThat(tape.resolve("notes.txt")).hasContent("mine");
    Files.delete(tape.resolve("notes.txt"));
    Path link = directory.resolve("link.cq");
    Files.createSymbolicLink(link, tape);
    assertThat(Programs.record(directory, link, List.of("--force"), "true").status())
        .isEqualTo(125);
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isTrue();
    Path file = Files.writeString(directory.resolve("file"), "text");
    assertThat(Programs.record(directory, file, List.of("--force"), "true").status())
        .isEqualTo(125);
    assertThat(file).hasContent("text");
  }

  private void refused(int status, String program) throws Exception {
    Ended ended = record(program);
    assertThat(ended.status()).isEqualTo(status);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("record: cannot run '" + program);
    assertThat(directory.resolve("t.cq")).doesNotExist();
  }

  private Ended record(String... command) throws Exception {
    return Programs.record(directory, directory.resolve("t.cq"), List.of("--force"), command);
  }
}
