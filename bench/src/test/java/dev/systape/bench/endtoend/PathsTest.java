package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.bench.endtoend.Programs.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The file that the database says a descriptor stood for is the one that it stood for: by what the
 * kernel said when it was opened, and by what was read from it.
 */
class PathsTest {
  private static final double RESOLVED = 0.995;

  @TempDir Path directory;

  @Test
  void aShellScriptThatGoesAboutAndCopiesDescriptors() throws Exception {
    Path work = Files.createDirectories(directory.resolve("work/sub/deep"));
    Files.writeString(work.resolve("in"), "one\ntwo\n");
    Files.createSymbolicLink(directory.resolve("work/link"), Path.of("sub/deep"));
    agree(
        "sh",
        "-c",
        """
        cd work/sub; echo a >out 2>&1; (cd deep; cat in; cat <in >../copy 2>&1; cd ..; cat copy)
        exec 5<deep/in 6>written; read line <&5; echo "$line" >&6; cat <&5 >&6; exec 5<&- 6>&-
        (cd ../link; cat in; cat ./../out; cat < /etc/passwd >/dev/null); cd ..; cat sub/written
        (exec 7<sub/copy; sh -c 'cd sub; cat <&7; cat deep/in' 7<&7) | (cd sub; cat >piped 2>&1)
        """);
  }

  @Test
  void aBuildByMake() throws Exception {
    Programs.require("make");
    Programs.require("gcc");
    Path work = Files.createDirectories(directory.resolve("work/lib"));
    Files.writeString(work.resolve("f.c"), "#include \"f.h\"\nint f(void) { return F; }\n");
    Files.writeString(work.resolve("f.h"), "#define F 0\n");
    Files.writeString(work.resolve("Makefile"), "f.o: f.c f.h\n\tgcc -c f.c\n");
    Files.writeString(directory.resolve("work/main.c"), "int f(void);\nint main() { return f(); }");
    Files.writeString(
        directory.resolve("work/Makefile"),
        "all:\n\t$(MAKE) -C lib\n\tcd lib && ls ../main.c\n\tgcc -o main main.c lib/f.o\n");
    agree("make", "-C", "work");
  }

  @Test
  void aCloneByGit() throws Exception {
    Programs.require("git");
    Path work = Files.createDirectory(directory.resolve("origin"));
    Files.writeString(work.resolve("file"), "text\n");
    String id = "-c user.name=t -c user.email=t@example.org";
    Programs.run(
        work,
        "sh",
        "-c",
        "git init -q . && git add file && git " + id + " commit -q -m one && git " + id + " tag t");
    agree("git", "clone", "-q", "origin", "clone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ptrace", "auto"})
  void whatThreadsRaceForIsUnknownAndNeverWrong(String backend) throws Exception {
    Path files = Files.createDirectory(directory.resolve("files"));
    String program = Programs.compile(directory, "fd_race").toString();
    Path tape = directory.resolve("race.cq");
    List<String> options = List.of("-q", "--backend", backend);
    assertThat(Programs.record(directory, tape, options, program, files.toString()).status())
        .isZero();
    String told =
        "FROM syscall s JOIN capture c USING (seq) WHERE s.name = 'pread64' AND s.ret > 0";
    String isOfTheRace = " AND c.data[1:1] = '/'::BLOB";
    String all = "SELECT count(*), count(path), count(*) FILTER (path <> c.data::VARCHAR) ";
    String[] row = rows(tape, all + told + isOfTheRace).get(0).split(",");
    assertThat(Integer.parseInt(row[0])).as("reads of a file").isGreaterThan(10_000);
    assertThat(Integer.parseInt(row[1])).as("of a known one").isPositive();
    assertThat(Integer.parseInt(row[2])).as("of a wrong one").isZero();
  }

  /**
   * Records a program with {@code --paths resolved}; wherever the kernel said what a descriptor is,
   * the name that it was opened with leads there.
   */
  private void agree(String... command) throws Exception {
    Path tape = directory.resolve("t.cq");
    Ended ended = Programs.record(directory, tape, List.of("--paths", "resolved", "-q"), command);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.status()).isZero();
    String uses =
        "SELECT DISTINCT path || chr(9) || path_resolved FROM syscall"
            + " WHERE fd IS NOT NULL AND ret >= 0 AND path_resolved LIKE '/%' AND path IS NOT NULL";
    List<String> different = new ArrayList<>();
    List<String> pairs = rows(tape, uses);
    for (String pair : pairs) {
      String[] paths = pair.replace("\"", "").split("\t");
      if (!leadsTo(Path.of(paths[0]), paths[1])) {
        different.add(pair);
      }
    }
    assertThat(pairs).hasSizeGreaterThan(5);
    assertThat(different)
        .as("names that lead elsewhere, of " + pairs.size())
        .hasSizeLessThanOrEqualTo((int) (pairs.size() * (1 - RESOLVED)));
    String opened =
        "SELECT count(*), count(path), count(path_resolved) FROM syscall"
            + " WHERE name = 'openat' AND ret >= 0";
    String[] counts = rows(tape, opened).get(0).split(",");
    assertThat(counts[1]).as("opened by a known name").isEqualTo(counts[0]);
    assertThat(counts[2]).as("resolved").isEqualTo(counts[0]);
    String nameless =
        "SELECT DISTINCT path_resolved FROM syscall"
            + " WHERE fd IS NOT NULL AND ret >= 0 AND path IS NULL AND path_resolved LIKE '/%'";
    assertThat(rows(tape, nameless)).allMatch(this::isInherited);
  }

  /** What the program was started with has a name that nobody gave while recording. */
  private boolean isInherited(String path) {
    return path.equals("/dev/null")
        || path.startsWith(directory + "/out")
        || path.startsWith(directory + "/err");
  }

  /** Whether a name, whose last part may be gone by now, leads where the kernel went. */
  private static boolean leadsTo(Path name, String target) throws IOException {
    String there = target.replace(" (deleted)", "");
    if (Files.exists(name) && name.toRealPath().toString().equals(there)) {
      return true;
    }
    Path parent = name.getParent();
    if (parent == null || !Files.exists(parent)) {
      return name.toString().equals(there);
    }
    return parent.toRealPath().resolve(name.getFileName()).toString().equals(there);
  }

  private List<String> rows(Path tape, String query) throws Exception {
    Ended ended =
        Programs.run(
            directory,
            Programs.ROOT.resolve("bin/analyze").toString(),
            "sql",
            tape.toString(),
            "--csv",
            query);
    assertThat(ended.err()).isEmpty();
    return ended.out().lines().skip(1).toList();
  }
}
