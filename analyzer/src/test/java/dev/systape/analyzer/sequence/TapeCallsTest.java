package dev.systape.analyzer.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.analyzer.sequence.ReadOptions.By;
import dev.systape.analyzer.testing.TapeBuilder;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeCallsTest {
  private static final int READ = 0;
  private static final int WRITE = 1;
  private static final int CLOSE = 3;
  private static final int EXECVE = 59;
  private static final int EXIT_GROUP = 231;

  @TempDir private Path directory;
  private String tape;

  /** Process 100 with threads 100 and 101, which calls execve and becomes 100; then 100 again. */
  @BeforeEach
  void writeTape() {
    Path path = directory.resolve("t.cq");
    tape = path.toString();
    try (TapeBuilder builder = TapeBuilder.withHeader(path)) {
      begin(builder, 100);
      builder.call(100, 100, READ).add();
      builder.call(101, 100, WRITE).add();
      builder.call(100, 100, WRITE).add();
      builder.call(101, 100, CLOSE).abi(Abi.I386).add();
      builder.record(
          100,
          100,
          3_000_000,
          new Exec(101, TapeBuilder.bytes("/bin/x"), TapeBuilder.bytes("/"), List.of()));
      // It returns after what it did, and is a call of the thread that made it.
      builder.call(101, 100, EXECVE).add();
      builder.call(100, 100, CLOSE).add();
      builder.call(100, 100, EXIT_GROUP).flags(SyscallRecord.NO_EXIT).add();
      builder.record(100, 100, 4_000_000, new Exit(0, 1, Usage.UNKNOWN));
      begin(builder, 100);
      builder.call(100, 100, READ).add();
      builder.record(100, 100, 6_000_000, new Exit(0, 1, Usage.UNKNOWN));
      builder.end(7_000_000, 0);
    }
  }

  private static void begin(TapeBuilder builder, int pid) {
    builder.record(
        pid,
        pid,
        2_000_000,
        new ProcessNew(77, 77, 0, ProcessNew.SPAWNED, pid, 0, TapeBuilder.bytes("x")));
  }

  @Test
  void aStreamIsAThreadAndEndsWithIt() throws IOException {
    // 6, not 3, is close of i386; 3 is read there.
    Recorder read = Recorder.of(ReadOptions.DEFAULT, tape);
    assertThat(read.lines)
        .containsExactly(
            "t.cq tid 101 [1 NONE] x86_64:write i386:read x86_64:execve",
            "t.cq tid 100 [0 NONE] x86_64:read x86_64:write x86_64:close x86_64:exit_group",
            "t.cq tid 100 #2 [2 NONE] x86_64:read");
    assertThat(read.alphabet.kinds()).containsExactly("x86_64", "i386");
    assertThat(read.notices).isEmpty();
  }

  @Test
  void aStreamCanBeAProcess() throws IOException {
    Recorder read = Recorder.of(new ReadOptions(null, By.PROCESS, true, Abi.I386), tape);

    assertThat(read.lines)
        .containsExactly(
            "t.cq pid 100 [0 NONE] read write write read execve close exit_group",
            "t.cq pid 100 #2 [1 NONE] read");
    assertThat(read.alphabet.kinds()).containsExactly("names");
    assertThat(read.alphabet.size()).as("read of both ABIs is one call").isEqualTo(5);
  }

  @Test
  void aTapeThatIsNotWholeSaysSo() throws IOException {
    Path torn = directory.resolve("torn.cq");
    try (TapeBuilder builder = TapeBuilder.withHeader(torn)) {
      builder.call(5, 5, READ).add();
    }
    Recorder read = Recorder.of(ReadOptions.DEFAULT, torn.toString());

    assertThat(read.lines).containsExactly("torn.cq tid 5 [0 NONE] read");
    assertThat(read.notices)
        .containsExactly(
            torn + ": the tape is not whole: calls may be missing; `analyze info` tells what");
  }
}
