package dev.systape.recorder.ptrace.backend;

import static dev.systape.schema.plan.CaptureOp.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.recorder.linux.Linux;
import dev.systape.recorder.tape.TapeWriter;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.plan.OpBuilder;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.SyscallRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation, the hard case first; the captures are derived by hand from {@code CaptureOp}.
 */
class CaptureInterpreterTest {
  private static final int LIMIT = 256;

  /** One capture as a person would write it down. */
  record Seen(int argument, int element, long original, String bytes, int flags, int errno) {}

  private final TestMemory memory = new TestMemory();
  private final CallRecord record = new CallRecord();
  private TapeWriter tape;
  private long sequence;

  @BeforeEach
  void openTape(@TempDir Path directory) throws IOException {
    tape = new TapeWriter(directory.resolve("t.cq"), 0);
  }

  @AfterEach
  void close() {
    tape.close();
    memory.close();
    record.free();
  }

  @Test
  void aBadPointerCostsNoOtherItsBytes() {
    long good = memory.text("good");
    List<Seen> seen = entry(new long[] {memory.hole(), good, 1}, string(0), string(1), bytes(2, 4));
    assertThat(seen)
        .containsExactly(
            new Seen(0, 0, Capture.UNKNOWN_LENGTH, "", 0, Linux.EFAULT),
            new Seen(1, 0, 4, "good", Capture.STRING, 0),
            new Seen(2, 0, 4, "", 0, Linux.EFAULT));
  }

  @Test
  void aStringThatRunsIntoAHoleKeepsWhatCouldBeRead() {
    long at = memory.text(memory.hole() - 3, "abc");
    assertThat(entry(new long[] {at}, string(0)))
        .containsExactly(new Seen(0, 0, Capture.UNKNOWN_LENGTH, "abc", 0, Linux.EFAULT));
  }

  @Test
  void aStringMayCrossAPage() {
    long at = memory.text(memory.boundary() - 2, "across\0");
    assertThat(entry(new long[] {at}, string(0)))
        .containsExactly(new Seen(0, 0, 6, "across", Capture.STRING, 0));
  }

  @Test
  void aStringLongerThanTheFirstReadIsReadOn() {
    String text = "x".repeat(1000);
    long at = memory.text(text);
    assertThat(entry(new long[] {at}, string(0)))
        .containsExactly(new Seen(0, 0, 1000, text, Capture.STRING, 0));
  }

  @Test
  void bytesThatRunIntoAHoleKeepWhatCouldBeRead() {
    long at = memory.text(memory.hole() - 5, "12345");
    assertThat(entry(new long[] {at}, bytes(0, 100)))
        .containsExactly(new Seen(0, 0, 100, "12345", 0, Linux.EFAULT));
  }

  @Test
  void nullIsNoCaptureAndNoLengthIsAnEmptyOne() {
    long at = memory.text("abc");
    assertThat(entry(new long[] {0, at}, string(0), bytes(1, 0)))
        .containsExactly(new Seen(1, 0, 0, "", 0, 0));
  }

  @Test
  void dataIsCutAtTheStringLimitAndKeepsItsLength() {
    long at = memory.text("y".repeat(300));
    OpBuilder data =
        op(COPY, 0)
            .base(BASE_ARGUMENT, 0)
            .reports(0, 1)
            .flags(FLAG_DATA)
            .term(TERM_A, TERM_ARGUMENT, 1, 8, 0, 0);
    assertThat(entry(new long[] {at, 300}, data))
        .containsExactly(new Seen(0, 0, 300, "y".repeat(LIMIT), Capture.TRUNCATED, 0));
  }

  @Test
  void iovecsShareABudgetAndABadOneIsSaid() {
    long one = memory.text("first");
    long two = memory.text("second");
    long array = memory.words(one, 5, memory.hole(), 7, two, 6, two, 6);
    List<Seen> seen =
        exit(
            new long[] {array, 4},
            15,
            false,
            op(COPY, 0)
                .base(BASE_ARGUMENT, 0)
                .reports(0, 1)
                .term(TERM_A, TERM_ARGUMENT, 1, 8, 0, 0)
                .factor(16),
            op(IOVEC, 1)
                .base(BASE_CAPTURED, 0)
                .reports(0, 4)
                .flags(FLAG_DATA)
                .stride(16)
                .limit(1024)
                .term(TERM_A, TERM_RESULT, 0, 8, 0, 0));
    assertThat(seen.subList(1, seen.size()))
        .containsExactly(
            new Seen(0, 0, 5, "first", 0, 0),
            new Seen(0, 1, 7, "", 0, Linux.EFAULT),
            new Seen(0, 2, 3, "sec", 0, 0));
  }

  @Test
  void iovecsBehindTheLimitAreMarked() {
    long one = memory.text("a");
    long array = memory.words(one, 1, one, 1, one, 1);
    List<Seen> seen =
        entry(
            new long[] {array, 3},
            op(COPY, 0)
                .base(BASE_ARGUMENT, 0)
                .reports(0, 1)
                .term(TERM_A, TERM_ARGUMENT, 1, 8, 0, 0)
                .factor(16),
            op(IOVEC, 0).base(BASE_CAPTURED, 0).reports(0, 4).stride(16).limit(2));
    assertThat(seen.subList(1, seen.size()))
        .containsExactlyInAnyOrder(
            new Seen(0, 2, Capture.UNKNOWN_LENGTH, "", Capture.LIMIT, 0),
            new Seen(0, 0, 1, "a", 0, 0),
            new Seen(0, 1, 1, "a", 0, 0));
  }

  @Test
  void aVectorOfPointersEndsAtItsNullAndEachIsFollowed() {
    long vector = memory.words(memory.text("ls"), memory.hole(), memory.text("-l"), 0);
    List<Seen> seen =
        entry(
            new long[] {vector},
            op(PTRVEC, 0).base(BASE_ARGUMENT, 0).reports(0, 3).stride(8).limit(4096),
            op(EACH, 0).base(BASE_CAPTURED, 0).stride(8).limit(4096).span(1),
            op(STR, 0).base(BASE_ELEMENT, 0).reports(0, 2).flags(FLAG_DATA));
    assertThat(seen).hasSize(4);
    assertThat(seen.get(0).original()).isEqualTo(32);
    assertThat(seen.subList(1, 4))
        .containsExactly(
            new Seen(0, 0, 2, "ls", Capture.STRING, 0),
            new Seen(0, 1, Capture.UNKNOWN_LENGTH, "", 0, Linux.EFAULT),
            new Seen(0, 2, 2, "-l", Capture.STRING, 0));
  }

  @Test
  void aVectorWithoutANullIsCutAtItsLimit() {
    long[] words = new long[50];
    java.util.Arrays.fill(words, memory.text("z"));
    long vector = memory.words(words);
    List<Seen> seen =
        entry(new long[] {vector}, op(PTRVEC, 0).base(BASE_ARGUMENT, 0).reports(0, 3).limit(40));
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).bytes()).hasSize(320);
    assertThat(seen.get(0).flags()).isEqualTo(Capture.TRUNCATED | Capture.LIMIT);
  }

  @Test
  void messagesOfAVectorHaveTheirOwnIovecs() {
    long a = memory.words(memory.text("aa"), 2);
    long b = memory.words(memory.text("b"), 1, memory.text("cc"), 2);
    long headers = memory.words(a, 1, b, 2);
    List<Seen> seen =
        entry(
            new long[] {headers},
            op(COPY, 0)
                .base(BASE_ARGUMENT, 0)
                .reports(0, 1)
                .term(TERM_A, TERM_CONSTANT, 0, 8, 0, 32),
            op(EACH, 0).base(BASE_CAPTURED, 0).stride(16).limit(8).span(2),
            op(COPY, 0)
                .base(BASE_ELEMENT, 0)
                .reports(0, 1)
                .term(TERM_A, TERM_ELEMENT, 0, 8, 0, 8)
                .factor(16),
            op(IOVEC, 0).base(BASE_CAPTURED, 2).reports(0, 4).stride(16).limit(8));
    assertThat(seen.stream().map(Seen::bytes).filter(s -> s.length() <= 2))
        .containsExactly("aa", "b", "cc");
  }

  @Test
  void whatHangsOnMemoryThatCannotBeReadIsLeftOut() {
    OpBuilder header =
        op(COPY, 0).base(BASE_ARGUMENT, 0).reports(0, 1).term(TERM_A, TERM_CONSTANT, 0, 8, 0, 56);
    OpBuilder guarded =
        op(SKIP_UNLESS, 0).term(TERM_A, TERM_CAPTURED, 0, 8, 0, 8).condition(-1, NE, 0).span(1);
    OpBuilder vectors =
        op(COPY, 0)
            .base(BASE_CAPTURED, 0)
            .offset(16)
            .reports(0, 1)
            .term(TERM_A, TERM_CAPTURED, 0, 8, 0, 24)
            .factor(16);
    OpBuilder data = op(IOVEC, 0).base(BASE_CAPTURED, 1).reports(0, 4).stride(16).limit(8);
    OpBuilder each = op(EACH, 0).base(BASE_CAPTURED, 1).stride(16).limit(8).span(1);
    Seen unreadable = new Seen(0, 0, 56, "", 0, Linux.EFAULT);
    assertThat(entry(new long[] {memory.hole()}, header, vectors, data))
        .containsExactly(unreadable);
    assertThat(entry(new long[] {memory.hole()}, header, vectors, each, string(0)))
        .containsExactly(unreadable);
    OpBuilder later = op(IOVEC, 0).base(BASE_CAPTURED, 2).reports(0, 4).stride(16).limit(8);
    assertThat(entry(new long[] {memory.hole()}, header, guarded, vectors, later))
        .containsExactly(unreadable);
  }

  @Test
  void valueAndResultLengthsAreTheSmallerOfEntryAndExit() {
    long address = memory.text("sockaddr-of-the-peer");
    long length = memory.words(4);
    List<Seen> seen =
        exit(
            new long[] {address, length},
            0,
            false,
            op(COPY, 0)
                .base(BASE_ARGUMENT, 1)
                .reports(1, 1)
                .term(TERM_A, TERM_CONSTANT, 0, 8, 0, 4),
            op(COPY, 1)
                .base(BASE_ARGUMENT, 1)
                .reports(1, 1)
                .term(TERM_A, TERM_CONSTANT, 0, 8, 0, 4),
            op(COPY, 1)
                .base(BASE_ARGUMENT, 0)
                .reports(0, 1)
                .term(TERM_A, TERM_CAPTURED, 0, 4, 0, 0)
                .term(TERM_B, TERM_CAPTURED, 1, 4, 0, 0));
    assertThat(seen.get(2)).isEqualTo(new Seen(0, 0, 4, "sock", 0, 0));
  }

  @Test
  void conditionsSkipAndFailedCallsCaptureNothingAtExit() {
    long at = memory.text("mode");
    OpBuilder unless =
        op(SKIP_UNLESS, 0).term(TERM_A, TERM_ARGUMENT, 1, 4, 0, 0).condition(0x40, NE, 0).span(1);
    assertThat(entry(new long[] {at, 0x41}, unless, string(0))).hasSize(1);
    assertThat(entry(new long[] {at, 0x01}, unless, string(0))).isEmpty();
    OpBuilder out =
        op(COPY, 1).base(BASE_ARGUMENT, 0).reports(0, 1).term(TERM_A, TERM_CONSTANT, 0, 8, 0, 4);
    assertThat(exit(new long[] {at}, -4, true, out)).isEmpty();
    assertThat(exit(new long[] {at}, -4, true, out.flags(FLAG_ON_FAILURE))).hasSize(1);
  }

  @Test
  void bitSetsAreReadInWholeLongs() {
    long at = memory.words(1, 2);
    OpBuilder set =
        op(COPY, 0)
            .base(BASE_ARGUMENT, 1)
            .reports(1, 1)
            .term(TERM_A, TERM_ARGUMENT, 0, 4, SCALE_BITS, 0);
    assertThat(entry(new long[] {65, at}, set).get(0).original()).isEqualTo(16);
    assertThat(entry(new long[] {64, at}, set).get(0).original()).isEqualTo(8);
    OpBuilder narrow =
        op(COPY, 0)
            .base(BASE_ARGUMENT, 1)
            .reports(1, 1)
            .term(TERM_A, TERM_ARGUMENT, 0, 4, SCALE_BITS32, 0);
    assertThat(entry(new long[] {33, at}, narrow).get(0).original()).isEqualTo(8);
    assertThat(entry(new long[] {32, at}, narrow).get(0).original()).isEqualTo(4);
  }

  @Test
  void aLongBufferGoesOnInRecordsOfItsOwn() {
    long long0 = tape.records();
    long buffer = Memory.allocate(200 << 10);
    OpBuilder all =
        op(COPY, 0)
            .base(BASE_ARGUMENT, 0)
            .reports(0, 1)
            .term(TERM_A, TERM_CONSTANT, 0, 8, 0, 200 << 10);
    List<Seen> seen = entry(new long[] {buffer}, all);
    Memory.free(buffer);
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).bytes()).hasSize(64 << 10);
    assertThat(seen.get(0).flags()).isEqualTo(Capture.CONTINUED);
    assertThat(tape.records() - long0).isEqualTo(3);
  }

  @Test
  void pointersOf32BitProgramsAreHalfAsWide() {
    long at = memory.text("low") & 0xffff_ffffL;
    List<Seen> seen = entry(new long[] {0xdead_0000_0000_0000L | 0}, string(0).pointerWidth(4));
    assertThat(seen).isEmpty();
    assertThat(at).isPositive();
  }

  private static OpBuilder op(int opcode, int phase) {
    return OpBuilder.op(opcode, phase);
  }

  private static OpBuilder string(int argument) {
    return op(STR, 0).base(BASE_ARGUMENT, argument).reports(argument, 2).cap(4096);
  }

  private static OpBuilder bytes(int argument, int length) {
    return op(COPY, 0)
        .base(BASE_ARGUMENT, argument)
        .reports(argument, 1)
        .term(TERM_A, TERM_CONSTANT, 0, 8, 0, length);
  }

  private List<Seen> entry(long[] arguments, OpBuilder... ops) {
    return run(arguments, 0, false, ops);
  }

  private List<Seen> exit(long[] arguments, long result, boolean failed, OpBuilder... ops) {
    return run(arguments, result, failed, ops);
  }

  private List<Seen> run(long[] arguments, long result, boolean failed, OpBuilder... ops) {
    long operations = Memory.allocate((long) SIZE * ops.length);
    int entries = 0;
    for (int i = 0; i < ops.length; i++) {
      byte[] bytes = ops[i].build();
      Memory.copy(bytes, 0, operations + (long) SIZE * i, SIZE);
      entries += phase(operations + (long) SIZE * i) == PHASE_ENTRY ? 1 : 0;
    }
    int pid = (int) ProcessHandle.current().pid();
    record.begin(1, pid, pid, 0, 0, 8);
    record.reserveExitRegisters(1);
    SyscallRecord.encodeExit(record.address(), 0, 0, 1);
    Memory.copy(arguments, 0, record.arguments(), arguments.length);
    MoreRecords more = new MoreRecords(tape, () -> sequence++);
    CaptureInterpreter interpreter =
        new CaptureInterpreter(new PendingReads(new RemoteMemory(), more), LIMIT);
    interpreter.run(record, pid, operations, 0, entries, record.arguments(), 0, false);
    interpreter.run(
        record, pid, operations, entries, ops.length - entries, record.arguments(), result, failed);
    Memory.free(operations);
    return captures();
  }

  private List<Seen> captures() {
    List<Seen> seen = new ArrayList<>();
    long end = record.address() + record.length();
    for (long c = SyscallRecord.captures(record.address()); c < end; c = Capture.next(c)) {
      byte[] bytes = Memory.bytes(Capture.data(c), Capture.capturedLength(c));
      seen.add(
          new Seen(
              Capture.argument(c),
              Capture.element(c),
              Capture.originalLength(c),
              new String(bytes, StandardCharsets.ISO_8859_1),
              Capture.flags(c),
              Capture.errno(c)));
    }
    return seen;
  }
}
