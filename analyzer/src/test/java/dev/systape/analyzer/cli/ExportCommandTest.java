package dev.systape.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.analyzer.testing.TapeBuilder;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.tape.Exec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code analyze export} makes of a tape, and what it refuses. */
class ExportCommandTest {
  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jsonl",
        "csv",
        "parquet",
        "duckdb",
        "strace",
        "perfetto",
        "seccomp",
        "unm",
        "adfa-ld",
        "lid-ds"
      })
  void everyFormatIsPrivateAndReplacesOnlyWhenForced(String format) throws IOException {
    Path tape = SampleTape.write(home.resolve("t.cq"));
    Path out = home.resolve("out");
    String[] words = {"export", tape.toString(), "--format", format, "-o", out.toString()};
    CommandLineRun run = CommandLineRun.of(home, words);
    assertThat(run.err()).doesNotContain("Exception");
    assertThat(run.status()).isZero();
    assertThat(run.out()).isEmpty();
    try (Stream<Path> all = Files.walk(out)) {
      for (Path path : all.toList()) {
        String mode =
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        assertThat(mode).isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
    CommandLineRun again = CommandLineRun.of(home, words);
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.err()).contains("exists already; --force replaces it").hasLineCount(1);
    List<String> forced = new ArrayList<>(Arrays.asList(words));
    forced.add("--force");
    assertThat(CommandLineRun.of(home, forced.toArray(String[]::new)).status()).isZero();
    assertThat(left()).isEmpty();
  }

  /** What an export leaves behind besides its result. */
  private List<Path> left() throws IOException {
    try (Stream<Path> all = Files.list(home)) {
      return all.filter(path -> path.getFileName().toString().startsWith(".")).toList();
    }
  }

  @Test
  void aDirectoryThatIsNoExportIsNeverReplaced() throws IOException {
    Path tape = SampleTape.write(home.resolve("t.cq"));
    CommandLineRun run =
        CommandLineRun.of(
            home, "export", tape.toString(), "--format", "unm", "-o", tape.toString(), "--force");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("neither a file nor the directory of an export");
    assertThat(CommandLineRun.of(home, "info", tape.toString()).status()).isZero();
    assertThat(left()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--format nope -o x|there is no format 'nope': one of jsonl, csv",
        "--format csv|-o, where to, is missing: `analyze export TRACE --format F -o OUT`",
        "--format csv -o x --by thread|--format csv has no --by",
        "--format unm -o x --split 1,2|--split takes three shares",
        "--format unm -o x --split 0,0,0|--split takes three shares",
        "--format adfa-ld -o x --names --numbers|contradict each other",
        "--format lid-ds -o x --label cve|an attack needs both",
        "--format lid-ds -o x --label cve --attack-start soon|is no time",
        "--format unm -o x --label a/b|--label takes letters"
      })
  void wrongWordsAreBadUsage(String words, String message) {
    Path tape = SampleTape.write(home.resolve("t.cq"));
    List<String> line = new ArrayList<>(List.of("export", tape.toString()));
    line.addAll(List.of(words.split(" ")));
    CommandLineRun run = CommandLineRun.of(home, line.toArray(String[]::new));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(message).hasLineCount(2);
  }

  @Test
  void tablesAreReadBackByDuckDb() throws IOException, SQLException {
    export("csv", "calls.csv");
    export("parquet", "calls.parquet");
    export("parquet", "parts", "--partition", "name");
    export("duckdb", "copy.duckdb");
    String calls = "SELECT count(*) FROM ";
    assertThat(query(calls + "'" + home.resolve("calls.csv") + "'")).isEqualTo("6");
    assertThat(query(calls + "'" + home.resolve("calls.parquet") + "'")).isEqualTo("6");
    assertThat(query(calls + "'" + home.resolve("parts") + "/name=openat/*.parquet'"))
        .isEqualTo("2");
    assertThat(query("SELECT path FROM '" + home.resolve("calls.parquet") + "' WHERE errno = 2"))
        .isEqualTo("/etc/missing");
    assertThat(Files.size(home.resolve("copy.duckdb"))).isPositive();
  }

  private static String query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void straceTextBeginsWithTheThread() throws IOException {
    assertThat(Files.readAllLines(export("strace", "t.txt")))
        .contains(
            "100   1700000000.001000 openat(AT_FDCWD, \"/etc/missing\", O_RDONLY) = -1 ENOENT (No such"
                + " file or directory) <0.000001>",
            "101   1700000000.009001 +++ exited with 7 +++");
  }

  @Test
  void aSeccompProfileNeedsAWholeTape() throws IOException {
    Path out = export("seccomp", "p.json");
    assertThat(Files.readString(out))
        .contains("\"SCMP_ACT_ERRNO\"", "\"SCMP_ARCH_X86_64\"")
        .contains("\"close\", \"exit_group\", \"openat\", \"read\"");
    Path killed = SampleTape.writeWithoutEnd(home.resolve("killed.cq"));
    String[] words = {
      "export", killed.toString(), "--format", "seccomp", "-o", home.resolve("q").toString()
    };
    CommandLineRun run = CommandLineRun.of(home, words);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("the recorder was killed", "--partial").hasLineCount(1);
    assertThat(home.resolve("q")).doesNotExist();
    List<String> partial = new ArrayList<>(Arrays.asList(words));
    partial.add("--partial");
    run = CommandLineRun.of(home, partial.toArray(String[]::new));
    assertThat(run.status()).isZero();
    assertThat(run.err()).contains("not complete: the recorder was killed", "only other runs");
  }

  @Test
  void streamsComeBackAsTheyWere() throws IOException {
    Path unm = export("unm", "unm");
    assertThat(Files.readAllLines(unm.resolve("all.int")))
        .containsExactly("100 257", "100 257", "101 3", "100 0", "101 231", "100 231");
    assertThat(Files.readString(unm.resolve("export.json"))).contains("\"abi\" : \"x86_64\"");
    Path adfa = export("adfa-ld", "adfa", "--names");
    assertThat(Files.readString(adfa.resolve("000001-pid-100.txt")).strip())
        .isEqualTo("openat openat read exit_group");
    // The recordings and the tape itself, by the reader of the miner: the same windows.
    Path lid = export("lid-ds", "lid", "--by", "process");
    for (Path place : List.of(home.resolve("t.cq"), lid, unm.resolve("all.int"))) {
      CommandLineRun run =
          CommandLineRun.of(
              home,
              "mine",
              "ngrams",
              place.toString(),
              "-n",
              "2",
              "--names",
              "--abi",
              "x86_64",
              "--by",
              "process",
              "--csv");
      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.out()).contains("openat", "read");
      assertThat(run.lines()).hasSize(5);
    }
  }

  @Test
  void aSplitPutsEachStreamIntoOnePart() throws IOException {
    Path out = export("adfa-ld", "split", "--split", "50,0,50", "--seed", "3");
    try (Stream<Path> files = Files.walk(out)) {
      assertThat(
              files
                  .filter(path -> path.toString().endsWith(".txt"))
                  .map(path -> path.getParent().getFileName().toString()))
          .containsExactlyInAnyOrder("training", "test");
    }
    assertThat(Files.readString(out.resolve("export.json")))
        .contains("\"seed\" : 3", "\"training\" : 1", "\"validation\" : 0", "\"test\" : 1");
  }

  /**
   * Its factory sorts the names in a directory and takes it for LID-DS 2021 where the first has no
   * extension and {@code test/normal} holds zip files; dataloader/dataloader_factory.py of LID-DS.
   */
  @Test
  void theFrameworkOfLidDsKnowsAnExportForOne() throws IOException {
    Path out = export("lid-ds", "lid", "--by", "process", "--split", "1,0,1");
    try (Stream<Path> names = Files.list(out)) {
      List<String> sorted = names.map(name -> name.getFileName().toString()).sorted().toList();
      assertThat(sorted).containsExactly("about", "test", "training", "validation");
    }
    try (Stream<Path> names = Files.list(out.resolve("test/normal"))) {
      assertThat(names.map(Path::toString)).singleElement().asString().endsWith(".zip");
    }
    assertThat(Files.readString(out.resolve("about/export.json")))
        .contains("\"format\" : \"lid-ds\"", "\"test/normal\" : 1");
  }

  @Test
  void anExecveThatMakesAThreadTheLeaderIsInTheStreamOfTheThread() throws IOException {
    Path tape = home.resolve("t.cq");
    try (TapeBuilder builder = TapeBuilder.withHeader(tape)) {
      builder.call(101, 100, 3).times(2_000_000, 2_000_500).add();
      byte[] path = TapeBuilder.bytes("/bin/ls");
      builder.record(100, 100, 3_000_000, new Exec(101, path, path, List.of()));
      builder.call(101, 100, 59).times(2_500_000, 3_100_000).add();
      builder.call(100, 100, 3).times(4_000_000, 4_000_500).add();
      builder.end(9_000_000, 0);
    }
    for (String format : List.of("lid-ds", "adfa-ld")) {
      try (Stream<Path> files = Files.walk(export(format, format, "--by", "thread"))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .filteredOn(name -> name.contains("-tid-"))
            .as(format)
            .hasSize(2);
      }
    }
  }

  @Test
  void anAttackGoesToTheTestOfLidDs() throws IOException {
    Path out = export("lid-ds", "lid", "--label", "cve", "--attack-start", "+0.005");
    assertThat(out.resolve("test/normal_and_attack/t_cq-000001.zip")).isRegularFile();
    CommandLineRun run = run("lid-ds", "late", "--label", "cve", "--attack-start", "+60");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("not within the time of the recording");
    run = run("unm", "split", "--label", "cve", "--split", "1,1,1");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("an attack is not split");
  }

  @Test
  void numbersOfTwoAbisAreRefused() {
    Path tape = home.resolve("mixed.cq");
    try (TapeBuilder builder = TapeBuilder.withHeader(tape)) {
      builder.call(100, 100, 3).add();
      builder.call(100, 100, 3).abi(Abi.I386).registers(new long[8], new long[1]).add();
      builder.end(9_000_000, 0);
    }
    String out = home.resolve("out").toString();
    CommandLineRun run =
        CommandLineRun.of(home, "export", tape.toString(), "--format", "adfa-ld", "-o", out);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("x86_64 and i386", "--names");
    run =
        CommandLineRun.of(
            home, "export", tape.toString(), "--format", "adfa-ld", "-o", out, "--names");
    assertThat(run.status()).isZero();
  }

  private Path export(String format, String name, String... more) {
    CommandLineRun run = run(format, name, more);
    assertThat(run.status()).as(run.err()).isZero();
    return home.resolve(name);
  }

  private CommandLineRun run(String format, String name, String... more) {
    Path tape = home.resolve("t.cq");
    if (!Files.exists(tape)) {
      SampleTape.write(tape);
    }
    List<String> words = new ArrayList<>(List.of("export", tape.toString(), "--format", format));
    words.addAll(List.of("-o", home.resolve(name).toString()));
    words.addAll(List.of(more));
    return CommandLineRun.of(home, words.toArray(String[]::new));
  }
}
