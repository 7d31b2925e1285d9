package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.systape.bench.endtoend.Programs.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final List<String> BACKENDS = List.of("ptrace", "ebpf");

  @TempDir Path directory;

  @Test
  void aShellScriptThatGoesAboutAndCopiesDescriptors() throws Exception {
    Path work = Files.createDirectories(directory.resolve("work/sub/deep"));
    Files.writeString(work.resolve("in"), "one\ntwo\n");
    Files.createSymbolicLink(directory.resolve("work/link"), Path.of("sub/deep"));
    String script =
        """
        cd work/sub; echo a >out 2>&1; (cd deep; cat in; cat <in >../copy 2>&1; cd ..; cat copy)
        exec 5<deep/in 6>written; read line <&5; echo "$line" >&6; cat <&5 >&6; exec 5<&- 6>&-
        (cd ../link; cat in; cat ./../out; cat < /etc/passwd >/dev/null); cd ..; cat sub/written
        (exec 7<sub/copy; sh -c 'cd sub; cat <&7; cat deep/in' 7<&7) | (cd sub; cat >piped 2>&1)
        """;
    for (String backend : BACKENDS) {
      agree(backend, "sh", "-c", script);
      isAsStraceSays("sh", "-c", script);
    }
    isAsOpened("ebpf", "sh", "-c", script);
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
    for (String backend : BACKENDS) {
      agree(backend, "make", "-B", "-C", "work");
    }
    isAsOpened("ebpf", "make", "-B", "-C", "work");
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
    for (String backend : BACKENDS) {
      agree(backend, "git", "clone", "-q", "origin", "clone-" + backend);
    }
    isAsOpened("ebpf", "git", "clone", "-q", "origin", "another");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ptrace", "ebpf"})
  void whatThreadsRaceForIsUnknownAndNeverWrong(String backend) throws Exception {
    Path files = Files.createDirectory(directory.resolve("files"));
    String program = Programs.compile(directory, "fd_race").toString();
    Path tape = directory.resolve("race.cq");
    assertThat(record(backend, tape, program, files.toString()).status()).isZero();
    String told =
        "FROM syscall s JOIN capture c USING (seq) WHERE s.name = 'pread64' AND s.ret > 0";
    String isOfTheRace = " AND c.data[1:1] = '/'::BLOB";
    String all =
        "SELECT count(*), count(path), count(*) FILTER (path <> c.data::VARCHAR),"
            + " count(path_resolved), count(*) FILTER (path_resolved <> c.data::VARCHAR) ";
    String[] row = rows(tape, all + told + isOfTheRace).get(0).split(",");
    assertThat(Integer.parseInt(row[0])).as("reads of a file").isGreaterThan(10_000);
    assertThat(Integer.parseInt(row[1])).as("of a known one").isPositive();
    assertThat(Integer.parseInt(row[2])).as("of a wrong one").isZero();
    assertThat(Integer.parseInt(row[3])).as("resolved").isPositive();
    assertThat(Integer.parseInt(row[4])).as("to a wrong one").isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ptrace", "ebpf"})
  void whatCameThroughASocketIsWhatWasSent(String backend) throws Exception {
    Path files = Files.createDirectory(directory.resolve("files"));
    String program = Programs.compile(directory, "rights").toString();
    Path tape = directory.resolve("rights.cq");
    assertThat(record(backend, tape, program, files.toString()).status()).isZero();
    String reads =
        "SELECT count(*), count(*) FILTER (path = c.data::VARCHAR),"
            + " count(*) FILTER (path_resolved = c.data::VARCHAR)"
            + " FROM syscall s JOIN capture c USING (seq) WHERE s.name = 'pread64' AND s.ret > 0"
            + " AND c.data[1:1] = '/'::BLOB";
    assertThat(rows(tape, reads)).containsExactly("9,9,9");
    String sockets =
        "SELECT count(*), count(path), count(*) FILTER (path_resolved LIKE 'socket:%')"
            + " FROM syscall WHERE name = 'recvmsg'";
    assertThat(rows(tape, sockets)).containsExactly("6,0,6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ptrace", "ebpf"})
  void descriptorsOfEveryKindAreWhatProcSaysThatTheyAre(String backend) throws Exception {
    Programs.requireRoot("mounting and chroot");
    Path files = Files.createDirectory(directory.resolve("files"));
    String program = Programs.compile(directory, "descriptors").toString();
    Path tape = directory.resolve("descriptors.cq");
    assertThat(record(backend, tape, program, files.toString()).status()).isZero();
    List<String> told = told(tape);
    assertThat(told).hasSizeGreaterThan(275).contains("-");
    assertThat(told.stream().filter(name -> name.startsWith("/") && name.endsWith(" (deleted)")))
        .hasSizeGreaterThan(3);
    String jailed = "SELECT path_resolved FROM syscall WHERE name = 'fcntl' AND arg1 = 3";
    assertThat(rows(tape, jailed)).containsExactly(files + "/jail/prisoner", files + "/jail");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ptrace", "ebpf"})
  void descriptorsOfThirtyTwoBitCallsAreWhatProcSaysThatTheyAre(String backend) throws Exception {
    String program = Programs.compile(directory, "descriptors32").toString();
    assumeThat(Programs.run(directory, program, program).status())
        .as("int 0x80 kills a program here: 32-bit calls are not tested")
        .isZero();
    Path tape = directory.resolve("descriptors.cq");
    assertThat(record(backend, tape, program, program).status()).isZero();
    assertThat(told(tape)).hasSize(9);
  }

  /** Programs that go elsewhere, or are gone, before anybody could ask /proc of them. */
  @ParameterizedTest
  @ValueSource(strings = {"ptrace", "ebpf"})
  void whatIsExecutedAndWhereIsSoAtTheExecve(String backend) throws Exception {
    Path sub = Files.createDirectory(directory.resolve("sub"));
    Path real = Files.copy(Path.of("/bin/true"), directory.resolve("true"));
    Files.createSymbolicLink(sub.resolve("really"), Path.of("../true"));
    Path tape = directory.resolve("executed.cq");
    String loop = "i=0; while [ $i -lt 100 ]; do i=$((i + 1)); env -C sub ./really; done";
    assertThat(record(backend, tape, "sh", "-c", loop).status()).isZero();
    String went = "SELECT count(*), min(path), max(path) FROM syscall WHERE name = 'chdir'";
    assertThat(rows(tape, went)).containsExactly("100," + sub + "," + sub);
    String executed =
        "SELECT count(*), min(path), max(path), min(working_directory), max(working_directory)"
            + " FROM process WHERE argv[1] = './really'";
    assertThat(rows(tape, executed))
        .containsExactly("100," + real + "," + real + "," + sub + "," + sub);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ptrace", "ebpf"})
  void aProcessThatRanBeforeHasItsDirectoryAndItsCommand(String backend) throws Exception {
    Path sub = Files.createDirectory(directory.resolve("sub"));
    Files.writeString(sub.resolve("in"), "text\n");
    String script = "cd sub; echo ready; read line; exec 3<in; read line <&3; exec 4<missing";
    Path tape = directory.resolve("attached.cq");
    String record = Programs.ROOT.resolve("bin/record").toString();
    try (Started program = new Started(directory, "sh", "-c", script)) {
      assertThat(program.line()).isEqualTo("ready");
      String pid = String.valueOf(program.process.pid());
      try (Started recorder =
          new Started(directory, record, "--backend", backend, "-o", tape.toString(), "-p", pid)) {
        assertThat(recorder.message()).startsWith("record: attached to process " + pid);
        program.tell("go");
        assertThat(program.status()).isEqualTo(2);
        assertThat(recorder.status()).isZero();
      }
    }
    String opened = "SELECT path, errno FROM syscall WHERE name = 'openat' ORDER BY seq";
    assertThat(rows(tape, opened)).containsExactly(sub + "/in,", sub + "/missing,2");
    String used = "SELECT DISTINCT path FROM syscall WHERE name = 'read' AND path NOT NULL";
    assertThat(rows(tape, used)).containsExactly(sub + "/in");
    String process =
        "SELECT argv[2], argv[3] = '"
            + script
            + "', path LIKE '/%sh', working_directory, execs FROM process";
    assertThat(rows(tape, process)).containsExactly("-c,true,true," + sub + ",0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ptrace", "ebpf"})
  void aFileInADirectoryThatMovesIsToldWhereItWas(String backend) throws Exception {
    Path files = Files.createDirectory(directory.resolve("files"));
    String program = Programs.compile(directory, "moving").toString();
    Path tape = directory.resolve("moving.cq");
    assertThat(record(backend, tape, program, files.toString(), "10000").status()).isZero();
    String said =
        "SELECT count(*), count(DISTINCT path_resolved), count(*) FILTER (path_resolved NOT IN ('"
            + files
            + "/here/first/file', '"
            + files
            + "/there/second/file')) FROM syscall WHERE name = 'fcntl' AND arg1 = 1";
    assertThat(rows(tape, said)).containsExactly("10000,2,0");
    String unknown = "SELECT count(*) FROM syscall WHERE name = 'fcntl' AND path_resolved IS NULL";
    assertThat(Integer.parseInt(rows(tape, unknown).get(0))).isLessThan(50);
  }

  /**
   * What the tape says of descriptors, which is what the program read from /proc just before each
   * use; "-" where that was nothing.
   */
  private List<String> told(Path tape) throws Exception {
    String uses =
        "SELECT coalesce(path_resolved, '-') FROM syscall"
            + " WHERE name = 'fcntl' AND arg1 = 1 ORDER BY seq";
    String looked =
        "SELECT CASE WHEN s.ret < 0 THEN '-' ELSE decode(c.data) END FROM syscall s"
            + " LEFT JOIN capture c ON s.seq = c.seq AND c.arg = 1"
            + " WHERE s.name = 'readlink' ORDER BY s.seq";
    List<String> told = rows(tape, uses);
    assertThat(told).isEqualTo(rows(tape, looked));
    return told;
  }

  private Ended record(String backend, Path tape, String... command) throws Exception {
    if (backend.equals("ebpf")) {
      Programs.requireEbpf(directory);
    }
    List<String> options =
        List.of("-q", "--force", "--backend", backend, "--paths", "resolved", "-s", "8192");
    return Programs.record(directory, tape, options, command);
  }

  /**
   * Records a program with {@code --paths resolved}; wherever the kernel said what a descriptor is,
   * the name that it was opened with leads there.
   */
  private void agree(String backend, String... command) throws Exception {
    Path tape = directory.resolve("t.cq");
    Ended ended = record(backend, tape, command);
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
    isAsOpened(tape);
  }

  /** Records a program; wherever it uses a descriptor, its path is the name it was opened by. */
  private void isAsOpened(String backend, String... command) throws Exception {
    Programs.requireEbpf(directory);
    Path tape = directory.resolve("opened.cq");
    Ended ended = Programs.record(directory, tape, List.of("--backend", backend, "-q"), command);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.status()).isZero();
    isAsOpened(tape);
  }

  private void isAsOpened(Path tape) throws Exception {
    Path export = directory.resolve("calls.jsonl");
    analyze("export", tape.toString(), "--format", "jsonl", "--force", "-o", export.toString());
    Map<Long, String> paths = new HashMap<>();
    for (String row : rows(tape, "SELECT seq || chr(9) || path FROM syscall WHERE path NOT NULL")) {
      String[] columns = row.replace("\"", "").split("\t");
      paths.put(Long.parseLong(columns[0]), columns[1]);
    }
    List<String> wrong = new ArrayList<>();
    Map<Long, Optional<Openers.Name>> uses = Openers.of(export);
    for (var use : uses.entrySet()) {
      String path = paths.get(use.getKey());
      boolean right = use.getValue().isPresent() ? use.getValue().get().is(path) : path == null;
      if (!right) {
        wrong.add(use + " is " + path);
      }
    }
    assertThat(uses).hasSizeGreaterThan(100);
    assertThat(uses.values()).contains(Optional.empty());
    assertThat(wrong).isEmpty();
  }

  /** What a call's first argument stood for is what strace looked up in a run of its own. */
  private void isAsStraceSays(String... command) throws Exception {
    Programs.require("strace");
    Path text = directory.resolve("strace.txt");
    List<String> line = new ArrayList<>(List.of("strace", "-f", "-y", "-o", text.toString()));
    line.addAll(List.of(command));
    assertThat(Programs.run(directory, line.toArray(String[]::new)).status()).isZero();
    Pattern used = Pattern.compile("^\\d+ +(\\w+)\\((\\d+)<(/[^>]*)>(?:[,)]| <unf).*");
    Set<String> expected = new TreeSet<>();
    for (String each : Files.readAllLines(text)) {
      Matcher matcher = used.matcher(each);
      if (matcher.matches() && !isInherited(matcher.group(3))) {
        expected.add(matcher.group(1) + " " + matcher.group(2) + " " + matcher.group(3));
      }
    }
    String uses =
        "SELECT DISTINCT name || ' ' || fd || ' ' || path_resolved FROM syscall"
            + " WHERE fd = arg0 AND path_resolved LIKE '/%'";
    Set<String> told = new TreeSet<>(rows(directory.resolve("t.cq"), uses));
    told.removeIf(each -> isInherited(each.substring(each.indexOf('/'))));
    assertThat(expected).hasSizeGreaterThan(20);
    assertThat(told).containsExactlyInAnyOrderElementsOf(expected);
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
    return analyze("sql", tape.toString(), "--csv", query).out().lines().skip(1).toList();
  }

  private Ended analyze(String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of(Programs.ROOT.resolve("bin/analyze").toString()));
    line.addAll(List.of(arguments));
    Ended ended = Programs.run(directory, line.toArray(String[]::new));
    assertThat(ended.err()).isEmpty();
    assertThat(ended.status()).isZero();
    return ended;
  }
}
