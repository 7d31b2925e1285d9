package dev.systape.analyzer.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.systape.analyzer.testing.TapeBuilder;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.BatchHeader;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.RecordType;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeEnd;
import dev.systape.schema.tape.TapeHeader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeReaderTest {
  @TempDir private Path directory;

  @Test
  void recordsComeInTheirOrderAndAWholeTapeIsWhole() throws Exception {
    Path path = directory.resolve("t.cq");
    try (TapeBuilder tape = TapeBuilder.withHeader(path)) {
      tape.call(1, 1, 10).add().commit();
      tape.call(2, 1, 20).add();
      tape.call(1, 1, 30).add().commit().end(5_000, 0);
    }
    RecordList read = RecordList.of(path);
    assertThat(read.numbers()).containsExactly(10, 20, 30);
    assertThat(read.calls).extracting(RecordList.Call::index).containsExactly(1L, 2L, 3L);
    assertThat(read.events).hasSize(2);
    assertThat(read.events.get(0)).isInstanceOf(TapeHeader.class);
    assertThat(read.events.get(1)).isInstanceOf(TapeEnd.class);
    assertThat(read.health)
        .isEqualTo(new Health(3, 5, 3, 0, 0, 0, 0, 0, 0, false, true, 1_003_000));
    assertThat(read.health.whole()).isTrue();
  }

  @Test
  void theReaderFindsTheExcerptsThatChroniclesOwnTailerFinds() throws Exception {
    Path path = directory.resolve("t.cq");
    try (TapeBuilder tape = TapeBuilder.withHeader(path)) {
      for (int i = 0; i < 3_000; i++) {
        tape.call(1, 1, i).buffer(1, Capture.EXIT, 0x1000, new byte[i]).add();
        if (i % 7 == 0) {
          tape.commit();
        }
      }
      tape.end(5_000, 0);
    }
    List<Long> tailer = new ArrayList<>();
    try (SingleChronicleQueue queue =
            SingleChronicleQueueBuilder.binary(path).readOnly(true).build();
        ExcerptTailer excerpts = queue.createTailer()) {
      Bytes<?> bytes = Bytes.allocateElasticDirect();
      while (excerpts.readBytes(bytes.clear())) {
        tailer.add(BatchHeader.sequence(bytes.addressForRead(bytes.readPosition())));
      }
    }
    RecordList read = RecordList.of(path);
    assertThat(read.health.batches()).isEqualTo(tailer.size()).isGreaterThan(400);
    assertThat(read.numbers()).isEqualTo(IntStream.range(0, 3_000).boxed().toList());
    assertThat(read.health.whole()).isTrue();
  }

  @Test
  void whatIsNoTapeIsRefusedInOneLine() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "text");
    Path empty = Files.createDirectory(directory.resolve("empty"));
    assertRefused(directory.resolve("missing"), "no such directory");
    assertRefused(file, "a tape is a directory");
    assertRefused(empty, "is not a tape");
    assertThat(directory.resolve("missing")).doesNotExist();
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void aQueueFileOfLengthZeroIsNoTape() throws Exception {
    Path path = tapeOfThree();
    for (Path file : queueFiles(path)) {
      Files.write(file, new byte[0]);
    }
    assertRefused(path, "is not a tape");
  }

  @Test
  void aQueueOfSomethingElseIsNoTape() throws Exception {
    Path path = directory.resolve("t.cq");
    try (TapeBuilder tape = new TapeBuilder(path)) {
      tape.excerpt(new byte[1000]);
    }
    assertRefused(path, "another Chronicle queue");
  }

  @Test
  void aTapeWithoutRecordsSaysSo() throws Exception {
    Path path = tapeOfThree();
    overwrite(path, firstBatch(path) - Integer.BYTES, new byte[1 << 20]);
    assertRefused(path, "holds no records");
  }

  @Test
  void aTapeOfALaterFormatIsRefusedWithBothVersions() throws Exception {
    TapeHeader now = TapeBuilder.header();
    byte[] body = now.bytes();
    body[Long.BYTES + Integer.BYTES] = 2;
    Path path = directory.resolve("t.cq");
    try (TapeBuilder tape = new TapeBuilder(path)) {
      tape.record(RecordType.TAPE_HEADER.code(), 0, 0, 0, body);
    }
    assertRefused(path, "format version 2, this systape reads versions up to 1");
  }

  @Test
  void aTapeWithoutItsHeaderIsRefused() throws Exception {
    Path path = tapeOfThree();
    overwrite(path, firstBatch(path) + 50, new byte[] {1, 2, 3});
    assertRefused(path, "the batch with its header is damaged or missing");
  }

  @Test
  void readingChangesNothing() throws Exception {
    Path path = tapeOfThree();
    List<String> before = listing(path);
    RecordList.of(path);
    assertThat(listing(path)).isEqualTo(before);
  }

  @Test
  void aTapeWithoutEndIsReadToItsLastBatch() throws Exception {
    Path path = directory.resolve("t.cq");
    try (TapeBuilder tape = TapeBuilder.withHeader(path)) {
      tape.call(1, 1, 10).add();
    }
    RecordList read = RecordList.of(path);
    assertThat(read.numbers()).containsExactly(10);
    assertThat(read.health.ended()).isFalse();
    assertThat(read.health.whole()).isFalse();
    assertThat(read.health.truncated()).isFalse();
    assertThat(read.health.lastCommitNs()).isEqualTo(1_001_000);
  }

  @Test
  void aBatchThatItsWriterDidNotFinishIsNoDamage() throws Exception {
    Path path = tapeOfThree();
    long last = batches(path).get(3);
    overwrite(path, last - 1, new byte[] {(byte) 0x80});
    overwrite(path, last + 40, new byte[] {9, 9, 9, 9});
    RecordList read = RecordList.of(path);
    assertThat(read.numbers()).containsExactly(10, 20);
    assertThat(read.health.damagedBatches()).isZero();
    assertThat(read.health.ended()).isFalse();
  }

  @Test
  void aDamagedBatchIsSkippedAndCountedAndReadingGoesOnBehindIt() throws Exception {
    Path path = tapeOfThree();
    overwrite(path, batches(path).get(2) + 60, new byte[] {0x55});
    RecordList read = RecordList.of(path);
    assertThat(read.numbers()).containsExactly(10, 30);
    assertThat(read.health.damagedBatches()).isEqualTo(1);
    assertThat(read.health.missingBatches()).isEqualTo(1);
    assertThat(read.health.ended()).isTrue();
  }

  @Test
  void damageOfTheLastBatchIsCountedToo() throws Exception {
    Path path = tapeOfThree();
    overwrite(path, batches(path).get(3) + 60, new byte[] {0x55});
    RecordList read = RecordList.of(path);
    assertThat(read.numbers()).containsExactly(10, 20);
    assertThat(read.health.damagedBatches()).isEqualTo(1);
    assertThat(read.health.ended()).isFalse();
  }

  @Test
  void aDamagedLengthDoesNotHideWhatLiesBehind() throws Exception {
    for (int length : new int[] {0, 4, 60_000, 0x3fff_fffc, -1, 0x8000_0000}) {
      Path path = tapeOfThree();
      overwrite(path, batches(path).get(2) - Integer.BYTES, littleEndian(length));
      RecordList read = RecordList.of(path);
      assertThat(read.numbers()).as("length %x", length).containsExactly(10, 20, 30);
      assertThat(read.health.ended()).isTrue();
    }
  }

  @Test
  void zerosAreNotTakenForTheEnd() throws Exception {
    Path path = tapeOfThree();
    long from = batches(path).get(2) - Integer.BYTES;
    overwrite(path, from, new byte[(int) (batches(path).get(3) - Integer.BYTES - from)]);
    RecordList read = RecordList.of(path);
    assertThat(read.numbers()).containsExactly(10, 30);
    assertThat(read.health.damagedBatches()).isEqualTo(1);
    assertThat(read.health.missingBatches()).isEqualTo(1);
  }

  @Test
  void aFileThatWasCutIsReadUpToTheCut() throws Exception {
    Path path = tapeOfThree();
    try (RandomAccessFile file = new RandomAccessFile(queueFiles(path).get(0).toFile(), "rw")) {
      file.setLength(batches(path).get(3) + 50);
    }
    RecordList read = RecordList.of(path);
    assertThat(read.numbers()).containsExactly(10, 20);
    assertThat(read.health.truncated()).isTrue();
    assertThat(read.health.ended()).isFalse();
  }

  @Test
  void missingBatchesAreCountedByTheirNumbers() throws Exception {
    Path path = directory.resolve("t.cq");
    try (TapeBuilder tape = TapeBuilder.withHeader(path)) {
      tape.commit();
      tape.call(1, 1, 10).add().dropBatch();
      tape.call(1, 1, 20).add().dropBatch();
      tape.call(1, 1, 30).add().end(5_000, 0);
    }
    RecordList read = RecordList.of(path);
    assertThat(read.numbers()).containsExactly(30);
    assertThat(read.health.missingBatches()).isEqualTo(2);
  }

  @Test
  void unknownRecordTypesAndVersionsAreSkippedAndCounted() throws Exception {
    Path path = directory.resolve("t.cq");
    try (TapeBuilder tape = TapeBuilder.withHeader(path)) {
      tape.record(999, 1, 1, 2_000, new byte[20]);
      tape.record(RecordType.STACK.code(), 1, 1, 2_000, new byte[8]);
      long record = Memory.allocate(64);
      RecordHeader.encode(record, RecordType.STOP.code(), 0, 1, 1, 0, 0, 0);
      RecordHeader.total(record, 64);
      Memory.putU8(record + 10, 2);
      tape.append(record, 64);
      Memory.free(record);
      tape.call(1, 1, 10).add();
    }
    RecordList read = RecordList.of(path);
    assertThat(read.numbers()).containsExactly(10);
    assertThat(read.health.unknownRecords()).isEqualTo(3);
  }

  @Test
  void discardedRecordsAreSkipped() throws Exception {
    Path path = directory.resolve("t.cq");
    try (TapeBuilder tape = TapeBuilder.withHeader(path)) {
      long record = Memory.allocate(64);
      RecordHeader.encode(record, 999, 0, 1, 1, 0, 0, 0);
      Memory.putInt(record, 56 | RecordHeader.DISCARDED);
      tape.append(record, 64);
      Memory.free(record);
      tape.call(1, 1, 10).add().end(5_000, 0);
    }
    RecordList read = RecordList.of(path);
    assertThat(read.numbers()).containsExactly(10);
    assertThat(read.health.whole()).isTrue();
  }

  @Test
  void recordsWhoseLengthsLeadOutOfTheirBatchAreDamageAndNothingIsReadThere() throws Exception {
    Path path = directory.resolve("t.cq");
    try (TapeBuilder tape = TapeBuilder.withHeader(path)) {
      tape.append(withWord(0, 0x3fff_ffff), 64).commit();
      tape.append(withWord(0, 0), 64).commit();
      tape.append(withWord(SyscallRecord.REGISTERS - 4, 0xffff_ffff), 64).commit();
      long capture = Memory.allocate(200);
      RecordHeader.encode(capture, RecordType.SYSCALL.code(), 1, 1, 1, 0, 0, 0);
      RecordHeader.total(capture, 200);
      Memory.putInt(capture + SyscallRecord.REGISTERS + 24, 0x7fff_fff0);
      tape.append(capture, 200).commit();
      tape.record(RecordType.EXEC.code(), 1, 1, 0, new byte[] {1, 0, 0, 0, -1, -1, -1, 127});
      tape.call(1, 1, 10).add();
    }
    RecordList read = RecordList.of(path);
    assertThat(read.numbers()).containsExactly(10);
    assertThat(read.health.damagedRecords()).isEqualTo(5);
  }

  @Test
  void piecesOfLargeCapturesAreJoinedPerThreadAndCapture() throws Exception {
    byte[] one = random(300_000);
    byte[] two = random(150_000);
    byte[] other = random(80_000);
    Path path = directory.resolve("t.cq");
    try (TapeBuilder tape = TapeBuilder.withHeader(path)) {
      var first = tape.call(1, 1, 10).large(1, Capture.ENTRY, 0, 0x1000, 65_536, 65_536, one);
      var second = tape.call(2, 1, 20).large(1, Capture.ENTRY, 0, 0x1000, 65_536, 50_000, other);
      first
          .large(1, Capture.ENTRY, 1, 0x9000, 0, 65_536, two)
          .buffer(2, Capture.EXIT, 0x7000, new byte[] {1});
      second.add();
      first.add();
      tape.end(5_000, 0);
    }
    RecordList read = RecordList.of(path);
    assertThat(read.calls.get(0).captures())
        .extracting(RecordList.Captured::data)
        .containsExactly(other);
    assertThat(read.calls.get(1).captures())
        .extracting(RecordList.Captured::data)
        .containsExactly(one, new byte[] {1}, two);
    assertThat(read.calls.get(1).captures()).extracting(RecordList.Captured::flags).containsOnly(0);
    assertThat(read.health.whole()).isTrue();
  }

  @Test
  void aMissingPieceLeavesTheCaptureFlagged() throws Exception {
    Path path = directory.resolve("t.cq");
    try (TapeBuilder tape = TapeBuilder.withHeader(path)) {
      tape.call(1, 1, 10)
          .more(1, Capture.ENTRY, 0, 0x1000, 300, 200, new byte[100])
          .capture(
              1, Capture.ENTRY, Capture.BYTES, 0, 0x1000, 300, Capture.CONTINUED, 0, new byte[100])
          .add();
      tape.call(3, 3, 10).more(1, Capture.ENTRY, 0, 0x1000, 300, 0, new byte[100]);
    }
    RecordList read = RecordList.of(path);
    assertThat(read.calls.get(0).captures().get(0).data()).hasSize(100);
    assertThat(read.calls.get(0).captures().get(0).flags()).isEqualTo(Capture.CONTINUED);
    assertThat(read.health.strayCaptures()).isEqualTo(1);
  }

  @Test
  void aTapeOfSeveralFilesIsOneTape() throws Exception {
    Path path = directory.resolve("t.cq");
    try (TapeBuilder tape = TapeBuilder.withHeader(path)) {
      tape.call(1, 1, 10).add().nextDay();
      tape.call(1, 1, 20).add().nextDay();
      tape.call(1, 1, 30).add().end(5_000, 0);
    }
    assertThat(queueFiles(path)).hasSize(3);
    RecordList read = RecordList.of(path);
    assertThat(read.numbers()).containsExactly(10, 20, 30);
    assertThat(read.health.whole()).isTrue();
    assertThat(read.tail.isStillEndOf(TapeFiles.find(path))).isTrue();
  }

  @Test
  void theTailMovesWhenABatchIsAdded() throws Exception {
    Path path = directory.resolve("t.cq");
    try (TapeBuilder tape = TapeBuilder.withHeader(path)) {
      tape.call(1, 1, 10).add().commit();
      TapeTail tail = RecordList.of(path).tail;
      assertThat(tail.isStillEndOf(TapeFiles.find(path))).isTrue();
      tape.call(1, 1, 20).add().commit();
      assertThat(tail.isStillEndOf(TapeFiles.find(path))).isFalse();
    }
  }

  private static long withWord(int offset, int word) {
    long record = Memory.allocate(64);
    RecordHeader.encode(record, RecordType.SYSCALL.code(), 1, 1, 1, 0, 0, 0);
    RecordHeader.total(record, 64);
    Memory.putInt(record + offset, word);
    return record;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new java.util.Random(length).nextBytes(bytes);
    return bytes;
  }

  /** Four batches: the header, calls 10 and 20 each, then call 30 with the end. */
  private Path tapeOfThree() throws IOException {
    Path path = Files.createTempDirectory(directory, "tape").resolve("t.cq");
    try (TapeBuilder tape = TapeBuilder.withHeader(path)) {
      tape.commit();
      tape.call(1, 1, 10).add().commit();
      tape.call(1, 1, 20).add().commit();
      tape.call(1, 1, 30).add().end(5_000, 0);
    }
    return path;
  }

  private static void assertRefused(Path path, String why) {
    assertThatThrownBy(() -> TapeReader.open(path))
        .isInstanceOf(TapeException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n");
  }

  private static List<Path> queueFiles(Path tape) throws IOException {
    return TapeFiles.find(tape).queueFiles();
  }

  private static long firstBatch(Path tape) throws IOException {
    return batches(tape).get(0);
  }

  /** Offsets of the batches, by their magic. */
  private static List<Long> batches(Path tape) throws IOException {
    byte[] bytes = Files.readAllBytes(queueFiles(tape).get(0));
    byte[] magic = littleEndian(BatchHeader.MAGIC_VALUE);
    List<Long> offsets = new ArrayList<>();
    for (int at = 0; at + 4 <= bytes.length; at += 4) {
      if (Arrays.equals(bytes, at, at + 4, magic, 0, 4)) {
        offsets.add((long) at);
      }
    }
    return offsets;
  }

  private static byte[] littleEndian(int word) {
    return new byte[] {(byte) word, (byte) (word >> 8), (byte) (word >> 16), (byte) (word >> 24)};
  }

  private static void overwrite(Path tape, long offset, byte[] bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(queueFiles(tape).get(0).toFile(), "rw")) {
      file.seek(offset);
      file.write(bytes);
    }
  }

  private static List<String> listing(Path tape) throws IOException {
    List<String> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(tape)) {
      for (Path path : (Iterable<Path>) walk.sorted()::iterator) {
        files.add(path + " " + Files.size(path) + " " + Files.getLastModifiedTime(path));
      }
    }
    return files;
  }
}
