package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.TestOps.*;
import static dev.systape.schema.plan.CaptureOp.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.recorder.linux.Linux;
import dev.systape.schema.plan.OpBuilder;
import dev.systape.schema.tape.Capture;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The verifier accepts the program that interprets the capture plan, and every operation does what
 * the format says, the hard case first; the captures are derived by hand.
 */
class CaptureProgramTest {
  private static final long UNKNOWN = Capture.UNKNOWN_LENGTH;
  private static KernelInterpreter kernel;

  private final UserMemory memory = new UserMemory(20);

  @BeforeAll
  static void load() {
    kernel = KernelInterpreter.load();
  }

  @AfterAll
  static void unload() {
    if (kernel != null) {
      kernel.close();
    }
  }

  @AfterEach
  void unmap() {
    memory.close();
  }

  @Test
  void theVerifierIsContentLongBeforeItsLimit() {
    assertThat(kernel.verifiedInstructions())
        .as("instructions verified, of a program of %d", kernel.instructions())
        .isBetween(kernel.instructions(), 20_000);
  }

  @Test
  void aBadPointerCostsNoOtherItsBytes() {
    long good = memory.text("good");
    assertThat(run(new long[] {memory.hole(), good}, string(0), string(1), bytes(0, 4)))
        .containsExactly(
            seen(0, Capture.TEXT, 0, memory.hole(), UNKNOWN, "", 0, Linux.EFAULT),
            seen(1, Capture.TEXT, 1, good, 4, "good", Capture.STRING, 0),
            seen(0, Capture.BYTES, 2, memory.hole(), 4, "", 0, Linux.EFAULT));
  }

  @Test
  void nullIsNoCaptureAndNoLengthIsAnEmptyOne() {
    long at = memory.text("abc");
    assertThat(run(new long[] {0, at, 1}, string(0), bytes(1, 0), bytes(2, 0)))
        .containsExactly(
            seen(1, Capture.BYTES, 1, at, 0, "", 0, 0), seen(2, Capture.BYTES, 2, 1, 0, "", 0, 0));
  }

  @Test
  void aStringOfAsManyBytesAsAreKeptIsNotKnownToEnd() {
    long at = memory.text("12345678");
    assertThat(run(new long[] {at}, string(0).cap(9), string(0).cap(8), string(0).cap(3)))
        .containsExactly(
            seen(0, Capture.TEXT, 0, at, 8, "12345678", Capture.STRING, 0),
            seen(0, Capture.TEXT, 1, at, UNKNOWN, "12345678", Capture.TRUNCATED, 0),
            seen(0, Capture.TEXT, 2, at, UNKNOWN, "123", Capture.TRUNCATED, 0));
  }

  @Test
  void theUsersLimitCutsDataAndNothingElse() {
    long at = memory.text("abcdef");
    PlannedCall call =
        PlannedCall.of(
            new long[] {at}, bytes(0, 6).flags(FLAG_DATA), bytes(0, 6), string(0).flags(FLAG_DATA));
    assertThat(kernel.run(call.limitedTo(4)))
        .containsExactly(
            seen(0, Capture.BYTES, 0, at, 6, "abcd", Capture.TRUNCATED, 0),
            seen(0, Capture.BYTES, 1, at, 6, "abcdef", 0, 0),
            seen(0, Capture.TEXT, 2, at, UNKNOWN, "abcd", Capture.TRUNCATED, 0));
    assertThat(kernel.run(call.limitedTo(0)).get(0).flags()).isEqualTo(Capture.TRUNCATED);
  }

  @Test
  void lengthsAreTheSmallerTermTimesTheFactor() {
    long at = memory.text("0123456789");
    OpBuilder op = bytes(0, 3).term(TERM_B, TERM_ARGUMENT, 1, 2, SCALE_NONE, 0).factor(2).cap(100);
    assertThat(run(new long[] {at, 0xffff_0002L}, op).get(0).bytes()).isEqualTo("0123");
    assertThat(run(new long[] {at, 9}, op).get(0).bytes()).isEqualTo("012345");
  }

  @Test
  void lengthsThatOverflowAreHugeAndNotSmall() {
    long at = memory.text("x");
    OpBuilder op = argumentLength(0, 1).factor(16).cap(1);
    Seen seen = run(new long[] {at, 1L << 60}, op).get(0);
    assertThat(seen.original()).isEqualTo(Long.MAX_VALUE);
    assertThat(seen.flags()).isEqualTo(Capture.TRUNCATED);
  }

  @Test
  void bitSetsAndIoctlNumbersGiveLengths() {
    long at = memory.words(1, 2);
    OpBuilder set = bytes(1, 0).term(TERM_A, TERM_ARGUMENT, 0, 4, SCALE_BITS, 0);
    assertThat(run(new long[] {65, at}, set).get(0).original()).isEqualTo(16);
    assertThat(run(new long[] {64, at}, set).get(0).original()).isEqualTo(8);
    OpBuilder narrow = bytes(1, 0).term(TERM_A, TERM_ARGUMENT, 0, 4, SCALE_BITS32, 0);
    assertThat(run(new long[] {33, at}, narrow).get(0).original()).isEqualTo(8);
    assertThat(run(new long[] {32, at}, narrow).get(0).original()).isEqualTo(4);
    OpBuilder ioctl = bytes(1, 0).term(TERM_A, TERM_IOC_SIZE, 0, 4, SCALE_NONE, 0);
    assertThat(run(new long[] {0x8010_5401L, at}, ioctl).get(0).original()).isEqualTo(16);
  }

  @Test
  void aNegativeResultIsNoLength() {
    long at = memory.text("abc");
    OpBuilder out =
        exit(COPY)
            .base(BASE_ARGUMENT, 0)
            .reports(0, Capture.BYTES)
            .flags(FLAG_ON_FAILURE)
            .term(TERM_A, TERM_RESULT, 0, 8, SCALE_NONE, 0);
    PlannedCall call = PlannedCall.of(new long[] {at}, out);
    assertThat(kernel.run(call.returning(2)).get(0).bytes()).isEqualTo("ab");
    assertThat(kernel.run(call.failing(Linux.EFAULT)).get(0).original()).isZero();
  }

  @Test
  void theResultAndAFieldBehindAnArgumentArePointers() {
    long at = memory.text("0123456789");
    OpBuilder result = exit(STR).base(BASE_RESULT, 0).reports(6, Capture.TEXT);
    OpBuilder field = bytes(0, 2).base(BASE_ARGUMENT_OFFSET, 0).offset(4);
    OpBuilder before = bytes(1, 2).base(BASE_ARGUMENT_OFFSET, 1).offset(-2);
    assertThat(
            kernel
                .run(PlannedCall.of(new long[] {at, at + 8}, field, before, result).returning(at))
                .stream()
                .map(Seen::bytes))
        .containsExactly("45", "67", "0123456789");
    assertThat(run(new long[2], field, before)).isEmpty();
  }

  @Test
  void conditionsCompareUnsignedUnlessTheySaySigned() {
    assertThat(holds(0x41, 0x40, NE, 0)).isTrue();
    assertThat(holds(0x01, 0x40, NE, 0)).isFalse();
    assertThat(holds(7, -1, EQ, 7)).isTrue();
    assertThat(holds(-1, -1, LT, 1)).isFalse();
    assertThat(holds(1, -1, LE, 1)).isTrue();
    assertThat(holds(-1, -1, GT, 1)).isTrue();
    assertThat(holds(1, -1, GE, 2)).isFalse();
    assertThat(holds(-1, -1, SLT, 0)).isTrue();
    assertThat(holds(-1, -1, SGE, 0)).isFalse();
  }

  @Test
  void anUnknownConditionSkips() {
    long at = memory.text("x");
    OpBuilder skip = skip(1).term(TERM_A, TERM_CAPTURED, 0, 8, SCALE_NONE, 0).condition(0, EQ, 0);
    assertThat(run(new long[] {at}, bytes(0, 4), skip, string(0))).hasSize(1);
    assertThat(run(new long[] {at}, bytes(0, 8), skip, string(0))).hasSize(2);
  }

  @Test
  void failedCallsCaptureAtExitOnlyWhatSaysSo() {
    long at = memory.text("mode");
    OpBuilder out = exit(STR).base(BASE_ARGUMENT, 0).reports(0, Capture.TEXT);
    PlannedCall call = PlannedCall.of(new long[] {at}, string(0), out);
    assertThat(kernel.run(call.failing(Linux.ENOENT))).hasSize(1);
    out.flags(FLAG_ON_FAILURE);
    call = PlannedCall.of(new long[] {at}, string(0), out);
    assertThat(kernel.run(call.failing(Linux.ENOENT))).hasSize(2);
  }

  @Test
  void valueAndResultLengthsAreTheSmallerOfEntryAndExit() {
    long address = memory.text("sockaddr");
    long length = memory.words32(4);
    OpBuilder entry = bytes(1, 4);
    OpBuilder after = exit(COPY).base(BASE_ARGUMENT, 1).reports(1, Capture.BYTES);
    after.term(TERM_A, TERM_CONSTANT, 0, 8, SCALE_NONE, 4);
    OpBuilder both = exit(COPY).base(BASE_ARGUMENT, 0).reports(0, Capture.BYTES);
    both.term(TERM_A, TERM_CAPTURED, 0, 4, SCALE_NONE, 0);
    both.term(TERM_B, TERM_CAPTURED, 1, 4, SCALE_NONE, 0);
    assertThat(run(new long[] {address, length}, entry, after, both).get(2).bytes())
        .isEqualTo("sock");
  }

  @Test
  void endEndsThePhase() {
    long at = memory.text("x");
    assertThat(run(new long[] {at}, string(0), entry(END), string(0))).hasSize(1);
  }

  private boolean holds(long value, long mask, int compare, long with) {
    long at = memory.text("x");
    OpBuilder skip = skip(1).term(TERM_A, TERM_ARGUMENT, 1, 8, SCALE_NONE, 0);
    return run(new long[] {at, value}, skip.condition(mask, compare, with), string(0), string(0))
            .size()
        == 2;
  }

  private static List<Seen> run(long[] arguments, OpBuilder... operations) {
    return kernel.run(PlannedCall.of(arguments, operations));
  }
}
