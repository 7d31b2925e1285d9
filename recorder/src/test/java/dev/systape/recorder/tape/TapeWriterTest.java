package dev.systape.recorder.tape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.tape.Stop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeWriterTest {
  @TempDir Path directory;

  @Test
  void aTapeIsOneFileOfTheDayItBeganWhateverTheDayItEnds() throws Exception {
    long justBeforeMidnight = Instant.parse("2020-02-29T23:59:59.999Z").toEpochMilli();
    Path tape = directory.resolve("t.cq");
    try (TapeWriter writer = new TapeWriter(tape, justBeforeMidnight)) {
      for (int i = 0; i < 3; i++) {
        writer.append(0, 1, 1, i, i, new Stop(19));
        writer.commit();
      }
      assertThat(writer.records()).isEqualTo(3);
      assertThat(writer.lost()).isZero();
      assertThat(writer.failure()).isEmpty();
    }
    try (Stream<Path> files = Files.list(tape)) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      assertThat(names).containsExactly("20200229F.cq4", "metadata.cq4t");
    }
  }

  @Test
  void aTapeIsItsOwnersAlone() throws Exception {
    Path tape = directory.resolve("t.cq");
    try (TapeWriter writer = new TapeWriter(tape, 0)) {
      writer.append(0, 1, 1, 0, 0, new Stop(19));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tape)))
        .isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(tape)) {
      assertThat(files.toList())
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }
}
