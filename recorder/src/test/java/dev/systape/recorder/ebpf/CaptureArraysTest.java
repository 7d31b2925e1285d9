package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.TestOps.*;
import static dev.systape.schema.plan.CaptureOp.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.recorder.linux.Linux;
import dev.systape.schema.plan.OpBuilder;
import dev.systape.schema.tape.Capture;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Operations that go over many elements, and the limits to how many; derived by hand. */
class CaptureArraysTest {
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
  void aVectorEndsWithItsNullAndEachIsFollowed() {
    long ls = memory.text("ls");
    long option = memory.text("-l");
    long vector = memory.words(ls, memory.hole(), option, 0);
    List<Seen> seen = run(new long[] {vector}, vector(400), each(0, 8, 400, 1), elementString());
    assertThat(seen.get(0).original()).isEqualTo(32);
    assertThat(seen.get(0).flags()).isEqualTo(Capture.STRING);
    assertThat(seen.subList(1, seen.size()))
        .containsExactly(
            new Seen(0, 0, Capture.TEXT, 2, 0, ls, 2, "ls", Capture.STRING, 0),
            new Seen(0, 0, Capture.TEXT, 2, 1, memory.hole(), UNKNOWN, "", 0, Linux.EFAULT),
            new Seen(0, 0, Capture.TEXT, 2, 2, option, 2, "-l", Capture.STRING, 0));
  }

  @Test
  void pointersOf32BitProgramsAreHalfAsWide() {
    long vector = memory.words32((int) memory.text("a"), (int) memory.text("b"), 0, -1);
    List<Seen> seen =
        run(
            new long[] {0xdead_beef_0000_0000L | vector},
            vector(400).pointerWidth(4),
            each(0, 4, 400, 1),
            elementString().pointerWidth(4));
    assertThat(seen.get(0).original()).isEqualTo(12);
    assertThat(seen.stream().skip(1).map(Seen::bytes)).containsExactly("a", "b");
  }

  @Test
  void aVectorWithoutANullIsCutAtItsLimitOrAtTheHole() {
    long vector = memory.words(1, 1, 1, 1);
    Seen cut = run(new long[] {vector}, vector(3)).get(0);
    assertThat(cut.bytes()).hasSize(24);
    assertThat(cut.flags()).isEqualTo(Capture.TRUNCATED | Capture.LIMIT);
    long last = memory.text(memory.hole() - 16, "\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1");
    Seen holed = run(new long[] {last}, vector(3)).get(0);
    assertThat(holed.bytes()).hasSize(16);
    assertThat(holed.original()).isEqualTo(UNKNOWN);
    assertThat(holed.errno()).isEqualTo(Linux.EFAULT);
  }

  @Test
  void iovecsShareABudgetAndABadOneIsSaid() {
    long first = memory.text("first");
    long second = memory.text("second");
    long array = memory.words(first, 5, memory.hole(), 7, 0, 9, second, 6, second, 6);
    OpBuilder data = exit(IOVEC).base(BASE_CAPTURED, 0).reports(0, Capture.IOVEC_DATA);
    data.stride(16).limit(1024).term(TERM_A, TERM_RESULT, 0, 8, SCALE_NONE, 0);
    PlannedCall call = PlannedCall.of(new long[] {array, 5}, argumentLength(0, 1).factor(16), data);
    List<Seen> seen = kernel.run(call.returning(24));
    assertThat(seen.subList(1, seen.size()))
        .containsExactly(
            iovec(0, first, 5, "first", 0, 0),
            iovec(1, memory.hole(), 7, "", 0, Linux.EFAULT),
            iovec(3, second, 3, "sec", 0, 0));
  }

  @Test
  void elementsBehindALimitAreMarked() {
    long one = memory.text("a");
    long array = memory.words(one, 1, one, 1, one, 1);
    OpBuilder data = entry(IOVEC).base(BASE_CAPTURED, 0).reports(0, Capture.IOVEC_DATA).stride(16);
    List<Seen> seen =
        run(
            new long[] {array, 3},
            argumentLength(0, 1).factor(16),
            data.limit(2),
            each(0, 16, 2, 1),
            elementString());
    assertThat(seen.stream().filter(s -> s.flags() == Capture.LIMIT))
        .extracting(Seen::operation, Seen::element, Seen::original)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, 2, UNKNOWN),
            org.assertj.core.groups.Tuple.tuple(2, 2, UNKNOWN));
    assertThat(seen.stream().filter(s -> s.bytes().equals("a"))).hasSize(4);
  }

  @Test
  void messagesHaveTheirOwnIovecsAndBodiesNest() {
    long a = memory.words(memory.text("aa"), 2);
    long b = memory.words(memory.text("b"), 1, memory.text("cc"), 2);
    long headers = memory.words(a, 1, 0, 1, b, 2);
    OpBuilder iovecs = entry(COPY).base(BASE_ELEMENT, 0).reports(0, Capture.BYTES).factor(16);
    iovecs.term(TERM_A, TERM_ELEMENT, 0, 8, SCALE_NONE, 8);
    OpBuilder data = entry(IOVEC).base(BASE_CAPTURED, 2).reports(1, Capture.IOVEC_DATA);
    data.stride(16).limit(8);
    OpBuilder inner = entry(COPY).base(BASE_ELEMENT, 0).reports(2, Capture.BYTES);
    inner.term(TERM_A, TERM_ELEMENT, 0, 8, SCALE_NONE, 8);
    inner.term(TERM_B, TERM_ELEMENT, 1, 8, SCALE_NONE, 8);
    List<Seen> seen =
        run(
            new long[] {headers},
            bytes(0, 48),
            each(0, 16, 8, 4),
            iovecs,
            data,
            each(2, 16, 8, 1),
            inner,
            bytes(0, 0).term(TERM_A, TERM_CAPTURED, 2, 8, SCALE_NONE, 0));
    assertThat(texts(seen, 1)).containsExactly("aa", "b", "cc");
    assertThat(texts(seen, 2)).containsExactly("a", "b", "cc");
    assertThat(seen.stream().filter(s -> s.operation() == 6))
        .as("outside the body, what it captured is not there")
        .isEmpty();
  }

  @Test
  void aThirdLevelOfNestingIsALimit() {
    long words = memory.words(1, 2);
    List<Seen> seen =
        run(
            new long[] {words},
            bytes(0, 8),
            each(0, 8, 8, 3),
            each(0, 8, 8, 2),
            each(0, 8, 8, 1),
            string(0),
            string(0));
    assertThat(seen.stream().map(Seen::flags)).containsExactly(0, Capture.LIMIT, Capture.STRING);
  }

  @Test
  void whatDoesNotFitGoesToRecordsOfItsOwn() {
    long at = memory.base();
    OpBuilder[] large = new OpBuilder[4];
    Arrays.fill(large, bytes(0, 20_000));
    List<Seen> seen = run(new long[] {at}, large);
    assertThat(seen.stream().map(s -> s.bytes().length()))
        .containsExactly(20_000, 20_000, 20_000, 20_000);
    assertThat(seen.stream().map(Seen::operation)).containsExactly(0, 1, 2, 3);
    assertThat(seen.stream().map(Seen::flags)).containsExactly(0, 0, 0, 0);
    assertThat(seen.get(3).bytes()).isEqualTo(seen.get(0).bytes());
  }

  @Test
  void tooManyStepsEndThePhaseAndSaySo() {
    long at = memory.base();
    OpBuilder nothing = entry(STR).base(BASE_ELEMENT, 0);
    List<Seen> seen =
        run(
            new long[] {at},
            bytes(0, 4_000),
            each(0, 1, 65_535, 2),
            each(0, 1, 65_535, 1),
            nothing);
    assertThat(seen).hasSize(2);
    assertThat(seen.get(1).flags()).isEqualTo(Capture.LIMIT);
  }

  private static List<Seen> run(long[] arguments, OpBuilder... operations) {
    return kernel.run(PlannedCall.of(arguments, operations));
  }

  private static List<String> texts(List<Seen> seen, int argument) {
    return seen.stream().filter(s -> s.argument() == argument).map(Seen::bytes).toList();
  }
}
