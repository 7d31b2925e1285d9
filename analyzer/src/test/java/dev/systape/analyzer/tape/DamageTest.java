package dev.systape.analyzer.tape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.analyzer.testing.TapeBuilder;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.TapeHeader;
import dev.systape.schema.tape.TapeRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever is done to a tape's file: no crash, no hang, no call that was not recorded, and nothing
 * missing that is not counted.
 */
class DamageTest {
  private static final int BATCHES = 40;

  private static Path directory;
  private static Path tape;
  private static Path file;
  private static byte[] undamaged;

  @BeforeContainer
  static void makeTape() throws IOException {
    directory = Files.createTempDirectory("damage");
    tape = directory.resolve("t.cq");
    try (TapeBuilder builder = TapeBuilder.withHeader(tape)) {
      for (int i = 0; i < BATCHES; i++) {
        builder
            .call(1, 1, i)
            .text(0, 0x1000, "/some/path")
            .buffer(1, Capture.EXIT, 0x2000, new byte[64 * i])
            .add();
        builder.record(2, 2, 3_000, new ProcessNew(1, 1, 0, 1, 2, 9, new byte[5])).commit();
      }
      builder.end(5_000, 0);
    }
    file = TapeFiles.find(tape).queueFiles().get(0);
    undamaged = Files.readAllBytes(file);
  }

  @AfterContainer
  static void removeTape() throws IOException {
    try (var walk = Files.walk(directory)) {
      for (Path path : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Property(tries = 1000)
  void flippedBitsNeverCrashAndNeverInvent(@ForAll("bits") Set<Integer> bits) throws IOException {
    byte[] damaged = undamaged.clone();
    bits.forEach(bit -> damaged[bit / 8] ^= (byte) (1 << bit % 8));
    check(damaged);
  }

  @Property(tries = 300)
  void overwrittenStretchesNeverCrashAndNeverInvent(
      @ForAll("offsets") int offset, @ForAll("fill") byte fill, @ForAll("offsets") int length)
      throws IOException {
    byte[] damaged = undamaged.clone();
    java.util.Arrays.fill(damaged, offset, Math.min(damaged.length, offset + length / 4), fill);
    check(damaged);
  }

  @Property(tries = 300)
  void aCutFileNeverCrashes(@ForAll("offsets") int length) throws IOException {
    check(java.util.Arrays.copyOf(undamaged, length));
  }

  private static void check(byte[] damaged) throws IOException {
    Files.write(file, damaged);
    RecordList read = new RecordList();
    Health health;
    try (TapeReader reader = TapeReader.open(tape)) {
      reader.readAll(read);
      health = reader.health();
    } catch (TapeException e) {
      assertThat(e).hasMessageContaining(tape.toString()).hasMessageNotContaining("\n");
      return;
    }
    List<Integer> numbers = read.numbers();
    assertThat(numbers).isSorted().doesNotHaveDuplicates().allMatch(number -> number < BATCHES);
    assertThat(health.batches() + health.missingBatches()).isLessThanOrEqualTo(BATCHES + 1);
    if (health.whole()) {
      assertThat(numbers).hasSize(BATCHES);
    }
    for (TapeRecord event : read.events) {
      if (event instanceof TapeHeader header) {
        assertThat(header.host()).isEqualTo("box");
      }
    }
  }

  @Provide
  Arbitrary<Set<Integer>> bits() {
    return Arbitraries.integers().between(0, used() * 8 - 1).set().ofMinSize(1).ofMaxSize(8);
  }

  @Provide
  Arbitrary<Integer> offsets() {
    return Arbitraries.integers().between(0, used() - 1);
  }

  @Provide
  Arbitrary<Byte> fill() {
    return Arbitraries.of((byte) 0, (byte) 0xff, (byte) 0x40, (byte) 0x80, (byte) 0x31);
  }

  /** Bytes up to the last that is not 0. */
  private static int used() {
    int length = undamaged.length;
    while (undamaged[length - 1] == 0) {
      length--;
    }
    return length;
  }
}
