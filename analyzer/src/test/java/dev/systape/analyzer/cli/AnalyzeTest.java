package dev.systape.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What all commands have in common: words, statuses, messages, output. */
class AnalyzeTest {
  @TempDir private Path directory;
  private String tape;

  @BeforeEach
  void writeTape() {
    tape = SampleTape.write(directory.resolve("t.cq")).toString();
  }

  private CommandLineRun run(String... words) {
    return CommandLineRun.of(directory, words);
  }

  @Test
  void helpAndVersionAreResultsAndNotErrors() {
    assertThat(run("--help").status()).isZero();
    assertThat(run("--help").out()).startsWith("usage: analyze TRACE").contains("counts", "print");
    assertThat(run("--version").out()).startsWith("analyze (systape) ");
    assertThat(run("--version").err()).isEmpty();
    assertThat(run("sql", "--help").status()).isZero();
    assertThat(run("sql", "--help").out()).contains("--json", "--csv", "QUERY");
  }

  @Test
  void everyCommandHasHelp() {
    for (Commands command : Commands.values()) {
      CommandLineRun help = run(command.word(), "--help");
      assertThat(help.status()).as(command.word()).isZero();
      assertThat(help.out()).contains("analyze " + command.word(), "--debug");
    }
  }

  @Test
  void noWordsAreBadUsage() {
    CommandLineRun nothing = run();
    assertThat(nothing.status()).isEqualTo(2);
    assertThat(nothing.out()).isEmpty();
    assertThat(nothing.err()).startsWith("usage: analyze TRACE");
  }

  @Test
  void badUsageIsToldInTwoLinesAndStatusTwo() {
    assertBadUsage(run("sql", tape, "--bad"), "analyze: Unknown option: '--bad'");
    assertBadUsage(
        run("counts", tape, "--json", "--csv"), "analyze: --json, --csv are mutually exclusive");
    assertBadUsage(run("counts", tape, "--by", "moon"), "analyze: Invalid value for option '--by'");
    assertBadUsage(run("sql", tape), "analyze: no query");
    assertBadUsage(run("query", tape, "nosuch"), "analyze: no query 'nosuch' in the library");
    assertBadUsage(
        run("query", tape, "slowest_calls", "-P", "row=1"),
        "analyze: latency/slowest_calls has no parameter 'row'; it has rows, syscall");
    assertBadUsage(run("print", tape, "-s", "-1"), "analyze: -s and -a take numbers from 0 on");
    assertBadUsage(run("syscalls", "nosuch"), "analyze: x86_64 has no system call 'nosuch'");
    assertBadUsage(run("syscalls", "--abi", "vax"), "analyze: --abi vax: not one of x86_64");
  }

  @Test
  void aTapeThatWasForgottenIsAskedForInTheWordsOfTheCommand() {
    for (String command : List.of("counts", "print", "info")) {
      assertBadUsage(
          run(command), "analyze: the tape is missing: `analyze %s TRACE`".formatted(command));
    }
    assertBadUsage(
        run("mine", "ngrams"), "analyze: the tape is missing: `analyze mine ngrams TRACE`");
    assertBadUsage(run("query"), "analyze: the tape is missing: `analyze query TRACE NAME`");
    assertBadUsage(
        run("query", "files/read"),
        "analyze: the tape is missing: `analyze query TRACE files/read`");
    assertBadUsage(
        run("query", "slowest_calls", "-P", "rows=1"),
        "analyze: the tape is missing: `analyze query TRACE slowest_calls`");
    assertBadUsage(
        run("query", tape),
        "analyze: the name of a query is missing: `analyze query " + tape + " NAME`");
    assertBadUsage(
        run("sql", "SELECT 1"), "analyze: the tape is missing: `analyze sql TRACE \"SELECT 1\"`");
    assertBadUsage(
        run("sql", "SELECT", "1", "FROM", "x"),
        "analyze: the tape is missing: `analyze sql TRACE \"SELECT ...\"`");
    assertBadUsage(run("sql", "SELECT 1", tape), "analyze: '" + tape + "' is no query: the tape");
    assertBadUsage(run("diff"), "analyze: two tapes are missing: `analyze diff A B`");
    assertBadUsage(
        run("diff", tape), "analyze: the second tape is missing: `analyze diff " + tape + " B`");
    assertBadUsage(run("export"), "analyze: the tape is missing: `analyze export TRACE --format");
    assertBadUsage(run("export", tape), "analyze: --format, what to write, is missing: `analyze");
  }

  @Test
  void wordsInAnotherOrderAreToldInTheRightOne() {
    assertBadUsage(
        run(tape, "print"), "analyze: the command comes before the tape: `analyze print " + tape);
    assertBadUsage(run(tape, "--json", "sql", "SELECT 1"), "analyze: the command comes before");
    assertBadUsage(
        run("sql", tape, "SELECT", "1", "FROM", "x"),
        "analyze: the query came in 4 words; quote it: `analyze sql " + tape + " \"SELECT ...\"`");
    assertBadUsage(
        run("query", "slowest_calls", tape), "analyze: '" + tape + "' is no query: the tape comes");
    assertFailure(run("query", "missing.cq", "slowest_calls"), "analyze: no tape at missing.cq");
  }

  @Test
  void aDatabaseInPlaceOfATapeIsRecognised() {
    assertThat(run(tape).status()).isZero();
    String database = directory.resolve("t.duckdb").toString();
    String message = "analyze: " + database + " is not a tape, but the database";
    assertFailure(run(database), message);
    assertFailure(run("sql", database, "SELECT 1"), message);
    assertFailure(run("print", database), message);
  }

  @Test
  void aMistypedCommandIsNotTakenForATape() {
    assertBadUsage(run("cuonts", tape), "analyze: 'cuonts' is neither a command nor a tape; did");
    assertBadUsage(run("count", tape), "analyze: 'count' is neither");
    assertBadUsage(run("infoo", tape), "analyze: 'infoo' is neither");
    assertThat(run("mytape").status()).isEqualTo(1);
  }

  private static void assertBadUsage(CommandLineRun run, String message) {
    assertThat(run.err()).startsWith(message);
    assertThat(run.err().lines()).hasSize(2).last().asString().contains("--help` tells the usage");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void whatIsNoTapeIsToldInOneLine() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "x");
    Path empty = Files.createDirectory(directory.resolve("empty"));
    String missing = directory.resolve("missing.cq").toString();

    assertFailure(run(missing), "analyze: no tape at " + missing);
    assertFailure(run("info", missing), "analyze: no tape at " + missing);
    assertFailure(run("counts", missing), "analyze: no tape at " + missing);
    assertFailure(run("print", missing), "analyze: no tape at " + missing);
    assertFailure(run(file.toString()), "analyze: " + file + " is not a tape");
    assertFailure(run("sql", empty.toString(), "SELECT 1"), "analyze: " + empty + " is not a tape");
    assertFailure(
        run("mine", "ngrams", empty.toString()), "analyze: " + empty + " is neither a tape nor");
    assertFailure(run("info", ""), "analyze: no tape: its name is empty");
    assertThat(directory.resolve("missing.cq")).doesNotExist();
    assertThat(empty).isEmptyDirectory();
  }

  private static void assertFailure(CommandLineRun run, String message) {
    assertThat(run.err()).startsWith(message);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void theStackTraceIsShownOnlyWithDebug() {
    assertThat(run("info", "missing.cq", "--debug").err()).contains("\tat dev.systape");
    assertThat(run("info", "missing.cq").err()).doesNotContain("\tat ");
  }

  @Test
  void aReaderThatIsGoneEndsACommandInSilence() {
    CommandLineRun run = into(failingWith("Broken pipe"), "sql", tape, "FROM range(100000)");

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aFullDiskIsAFailure() {
    CommandLineRun large =
        into(failingWith("No space left on device"), "sql", tape, "FROM range(100000)");
    CommandLineRun small = into(failingWith("No space left on device"), "info", tape);

    assertThat(large.status()).isEqualTo(1);
    assertThat(large.err())
        .isEqualToIgnoringNewLines("analyze: cannot write the result: No space left on device");
    assertThat(small).isEqualTo(large);
  }

  private CommandLineRun into(OutputStream out, String... words) {
    return CommandLineRun.into(out, directory, "", Terminals.NONE, words);
  }

  private static OutputStream failingWith(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }
    };
  }

  @Test
  void aDirectoryNamedAsACommandIsReachedByItsPath() {
    SampleTape.write(directory.resolve("counts"));
    assertThat(run("info", directory.resolve("counts").toString()).out()).contains("./prog arg");
  }
}
