package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** A program that does what a tracer could disturb behaves under ptrace as it does untraced. */
class StormTest {
  private static final String LAST = "ptrace of a child: ";

  @TempDir Path directory;

  @RepeatedTest(3)
  void aStormOfProcessesThreadsAndSignalsIsAsUntraced() throws Exception {
    String program = Programs.compile(directory, "storm").toString();
    var plain = Programs.run(directory, program);
    var traced =
        Programs.record(
            directory, directory.resolve("s.cq"), List.of("--backend", "ptrace"), program);
    assertThat(plain.status()).isEqualTo(23);
    assertThat(plain.out()).endsWith(LAST + "Success\n");
    assertThat(traced.out())
        .isEqualTo(plain.out().replace(LAST + "Success", LAST + "Operation not permitted"));
    assertThat(traced.err()).isEqualTo(plain.err());
    assertThat(traced.status()).isEqualTo(23);
  }
}
