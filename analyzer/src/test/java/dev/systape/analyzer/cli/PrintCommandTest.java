package dev.systape.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
