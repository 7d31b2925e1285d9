package dev.systape.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.analyzer.testing.TapeBuilder;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.Signal;
import dev.systape.schema.tape.Usage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrintCommandTest {
  private static final String MISSING =
      "openat(AT_FDCWD, \"/etc/missing\", O_RDONLY) = -1 ENOENT (No such file or directory)";
  private static final String READ = "[pid   100] read(3, \"hi\\0\\377\\n\", 512) = 5";
  private static final String CLOSE = "[pid   101] close(3) = 0";

  @TempDir private Path directory;
  private String tape;

  @BeforeEach
  void writeTape() {
    tape = SampleTape.write(directory.resolve("t.cq")).toString();
  }

  private List<String> print(String... options) {
    String[] words = new String[options.length + 4];
    words[0] = "print";
    words[1] = tape;
    words[2] = "-a";
    words[3] = "0";
    System.arraycopy(options, 0, words, 4, options.length);
    CommandLineRun run = CommandLineRun.of(directory, words);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    return run.lines();
  }

  @Test
  void aTapeIsTextInTheFormOfStrace() {
    assertThat(print())
        .containsExactly(
            MISSING,
            "openat(AT_FDCWD, \"/data/a\", O_RDONLY) = 3",
            CLOSE,
            READ,
            "[pid   101] exit_group(7) = ?",
            "[pid   101] +++ exited with 7 +++",
            "--- SIGCHLD {si_signo=SIGCHLD} ---",
            "exit_group(0) = ?",
            "+++ exited with 0 +++");
    assertThat(directory.resolve("t.duckdb")).doesNotExist();
  }

  @Test
  void thatAThreadWasKilledStandsInTheLineOfItsEndAlone() {
    Path killed = directory.resolve("killed.cq");
    try (TapeBuilder built = TapeBuilder.withHeader(killed)) {
      built.record(100, 100, 1, new Signal(15, new byte[0]));
      built.record(100, 100, 2, new Signal(9, new byte[0]));
      built.record(100, 100, 3, new Exit(9, 1, Usage.UNKNOWN));
      built.end(4, 0);
    }
    tape = killed.toString();
    assertThat(print())
        .containsExactly("--- SIGTERM {si_signo=SIGTERM} ---", "+++ killed by SIGKILL +++");
  }

  @Test
  void linesAreInTheOrderOfEntriesWhereThatIsAskedFor() {
    assertThat(print("--order", "entry")).containsSubsequence(MISSING, READ, CLOSE);
    assertThat(print("--order", "exit")).containsSubsequence(MISSING, CLOSE, READ);
  }

  @Test
  void oneProcessAloneCanBeAskedFor() {
    assertThat(print("--pid", "101"))
        .containsExactly(
            CLOSE, "[pid   101] exit_group(7) = ?", "[pid   101] +++ exited with 7 +++");
    assertThat(print("--pid", "100", "--pid", "101")).hasSize(9);
    assertThat(print("--pid", "4")).isEmpty();
  }

  @Test
  void callsSignalsAndEndsCanBeChosen() {
    assertThat(print("-e", "openat,close", "-e", "signal=none", "-qq"))
        .containsExactly(MISSING, "openat(AT_FDCWD, \"/data/a\", O_RDONLY) = 3", CLOSE);
    assertThat(print("-e", "trace=!%desc", "-e", "quiet=exit", "-e", "signal=!chld"))
        .containsExactly("[pid   101] exit_group(7) = ?", "exit_group(0) = ?");
    assertThat(print("-Z", "-qq", "-e", "signal=none")).containsExactly(MISSING);
    assertThat(print("-z", "-e", "/^clo")).contains(CLOSE).doesNotContain(MISSING);
    assertThat(print("-e", "status=unfinished", "-q", "-q", "-e", "signal=!CHLD"))
        .containsExactly("[pid   101] exit_group(7) = ?", "exit_group(0) = ?");
  }

  @Test
  void descriptorsSayWhatTheyAreAndCallsCanBeChosenByPath() {
    assertThat(print("-y", "-e", "openat,read,close", "-qq", "-e", "signal=none"))
        .contains(
            "openat(AT_FDCWD</home/user>, \"/data/a\", O_RDONLY) = 3</data/a>",
            "[pid   100] read(3</data/a>, \"hi\\0\\377\\n\", 512) = 5");
    assertThat(print("-P", "/data/a", "-qq", "-e", "signal=none"))
        .contains("openat(AT_FDCWD, \"/data/a\", O_RDONLY) = 3", READ)
        .doesNotContain(MISSING);
  }

  @Test
  void anExpressionThatMeansNothingIsAnError() {
    assertThat(CommandLineRun.of(directory, "print", tape, "-e", "nosuch").err())
        .startsWith("analyze: -e: there is no system call 'nosuch'");
    assertThat(CommandLineRun.of(directory, "print", tape, "-e", "colour=red").err())
        .startsWith("analyze: -e colour=red: expected trace=, signal=");
    assertThat(CommandLineRun.of(directory, "print", tape, "-e", "signal=SIGNO").err())
        .startsWith("analyze: -e: there is no signal 'SIGNO'");
    assertThat(CommandLineRun.of(directory, "print", tape, "-e", "status=odd").err())
        .startsWith("analyze: -e status: 'odd' is none of successful");
  }

  @Test
  void timesNumbersAndPointersStandWhereStraceHasThem() {
    assertThat(print("-n", "-i", "-ttt", "-T", "-e", "close"))
        .element(0)
        .asString()
        .matches(
            "\\[pid   101] 1700000\\d{3}\\.\\d{6} \\[   3] \\[[0-9a-f?]{16}] close\\(3\\) = 0 <\\d\\.\\d{6}>");
    assertThat(print("-X", "raw", "-e", "openat")).element(0).asString().contains("openat(-100, ");
    assertThat(print("-X", "verbose", "-e", "openat"))
        .element(0)
        .asString()
        .contains("openat(-100 /* AT_FDCWD */, ");
    assertThat(print("-f")).allMatch(line -> line.startsWith("[pid   10"));
    assertThat(print("-r")).element(0).asString().startsWith("     0.000000 openat(");
  }

  @Test
  void stringsAreCutAtTheLimit() {
    assertThat(print("-s", "2")).contains("[pid   100] read(3, \"hi\"..., 512) = 5");
  }

  @Test
  void aTapeThatIsNotWholeIsPrintedWithAWarning() {
    String torn = SampleTape.writeWithoutEnd(directory.resolve("torn.cq")).toString();
    CommandLineRun run = CommandLineRun.of(directory, "print", torn);

    assertThat(run.status()).isZero();
    assertThat(run.lines()).hasSize(9);
    assertThat(run.err()).startsWith("analyze: the tape is not whole").hasLineCount(1);
  }
}
