package dev.systape.recorder.ebpf;

import static dev.systape.schema.plan.CaptureOp.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.recorder.linux.LibC;
import dev.systape.recorder.linux.Linux;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.plan.OpBuilder;
import dev.systape.schema.tape.Capture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The kernel's verifier takes a program that interprets the capture plan's format, and the program
 * does what the format says: it runs over this process's own memory. The cases are those of the
 * ptrace interpreter's test where both can do the same; reads of eBPF are all or nothing.
 */
class CaptureProgramTest {
  private static final int PAGE = 4096;
  private static final int LIMIT = 256;

  record Seen(int argument, int element, long original, String bytes, int flags, int errno) {}

  private final Bpf bpf = new Bpf();
  private final long memory = Linux.mapCode(new byte[3 * PAGE]);
  private final long hole = memory + 2L * PAGE;
  private long next = memory;
  private int state;
  private int operations;
  private int program;

  @BeforeEach
  void load() throws Exception {
    String reason = missing();
    if (System.getenv("CI") == null) {
      Assumptions.assumeTrue(reason.isEmpty(), reason);
    }
    assertThat(reason).isEmpty();
    LibC.LIBC.mprotect(memory, 2L * PAGE, 3);
    LibC.LIBC.mprotect(hole, PAGE, 0);
    Memory.zero(memory, 2L * PAGE);
    state = bpf.map(Bpf.MAP_TYPE_ARRAY, 4, CaptureProgram.STATE_SIZE, 1);
    operations = bpf.map(Bpf.MAP_TYPE_ARRAY, 4, SIZE, MAX_OPERATIONS);
    CaptureProgram source = new CaptureProgram(state, operations);
    long[] code = source.assemble();
    int[] functions = {0, TypeInformation.ENTRY, source.stepAt(), TypeInformation.STEP};
    program =
        bpf.program(Bpf.PROG_TYPE_RAW_TRACEPOINT, code, bpf.btf(TypeInformation.blob()), functions);
  }

  /** What the test needs and this machine or user lacks; empty where nothing. */
  private static String missing() throws Exception {
    if (!Files.exists(Path.of("/sys/kernel/btf/vmlinux"))) {
      return "the kernel has no BTF (CONFIG_DEBUG_INFO_BTF)";
    }
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("CapEff:")) {
        long capabilities = Long.parseUnsignedLong(line.substring(7).strip(), 16);
        long needed = 1L << 38 | 1L << 39;
        boolean admin = (capabilities & 1L << 21) != 0;
        return admin || (capabilities & needed) == needed
            ? ""
            : "CAP_BPF and CAP_PERFMON are missing";
      }
    }
    return "/proc/self/status has no CapEff";
  }

  @AfterEach
  void close() {
    bpf.close();
    LibC.LIBC.munmap(memory, 3L * PAGE);
  }

  @Test
  void aBadPointerCostsNoOtherItsBytes() {
    assertThat(entry(new long[] {hole, text("good")}, string(0), string(1), bytes(0, 4)))
        .containsExactly(
            new Seen(0, 0, -1, "", 0, 14),
            new Seen(1, 0, 4, "good", Capture.STRING, 0),
            new Seen(0, 0, 4, "", 0, 14));
  }

  @Test
  void nullIsNoCaptureAndNoLengthIsAnEmptyOne() {
    assertThat(entry(new long[] {0, text("abc")}, string(0), bytes(1, 0)))
        .containsExactly(new Seen(1, 0, 0, "", 0, 0));
  }

  @Test
  void dataIsCutAtTheStringLimitAndKeepsItsLength() {
    OpBuilder data =
        op(COPY, 0)
            .base(BASE_ARGUMENT, 0)
            .reports(0, 1)
            .flags(FLAG_DATA)
            .term(TERM_A, TERM_ARGUMENT, 1, 8, 0, 0);
    assertThat(entry(new long[] {text("y".repeat(300)), 300}, data))
        .containsExactly(new Seen(0, 0, 300, "y".repeat(LIMIT), Capture.TRUNCATED, 0));
  }

  @Test
  void iovecsShareABudgetAndABadOneIsSaid() {
    long array = words(text("first"), 5, hole, 7, text("second"), 6, text("third"), 5);
    OpBuilder vectors =
        op(COPY, 0)
            .base(BASE_ARGUMENT, 0)
            .reports(0, 1)
            .term(TERM_A, TERM_ARGUMENT, 1, 8, 0, 0)
            .factor(16);
    OpBuilder data =
        op(IOVEC, 1)
            .base(BASE_CAPTURED, 0)
            .reports(0, 4)
            .flags(FLAG_DATA)
            .stride(16)
            .limit(1024)
            .term(TERM_A, TERM_RESULT, 0, 8, 0, 0);
    List<Seen> seen = exit(new long[] {array, 4}, 15, false, vectors, data);
    assertThat(seen.subList(1, seen.size()))
        .containsExactly(
            new Seen(0, 0, 5, "first", 0, 0),
            new Seen(0, 1, 7, "", 0, 14),
            new Seen(0, 2, 3, "sec", 0, 0));
    data = op(IOVEC, 0).base(BASE_CAPTURED, 0).reports(0, 4).stride(16).limit(1);
    assertThat(entry(new long[] {array, 4}, vectors, data).get(2))
        .isEqualTo(new Seen(0, 1, -1, "", Capture.LIMIT, 0));
  }

  @Test
  void aVectorOfPointersEndsAtItsNullAndEachIsFollowed() {
    long vector = words(text("ls"), hole, text("-l"), 0);
    List<Seen> seen =
        entry(
            new long[] {vector},
            op(PTRVEC, 0).base(BASE_ARGUMENT, 0).reports(0, 3).stride(8).limit(400),
            op(EACH, 0).base(BASE_CAPTURED, 0).stride(8).limit(400).span(1),
            op(STR, 0).base(BASE_ELEMENT, 0).reports(0, 2).flags(FLAG_DATA));
    assertThat(seen.get(0).original()).isEqualTo(32);
    assertThat(seen.get(0).flags()).isEqualTo(Capture.STRING);
    assertThat(seen.subList(1, seen.size()))
        .containsExactly(
            new Seen(0, 0, 2, "ls", Capture.STRING, 0),
            new Seen(0, 1, -1, "", 0, 14),
            new Seen(0, 2, 2, "-l", Capture.STRING, 0));
  }

  @Test
  void aVectorWithoutANullIsCutAtItsLimit() {
    List<Seen> seen =
        entry(
            new long[] {words(1, 1, 1, 1)},
            op(PTRVEC, 0).base(BASE_ARGUMENT, 0).reports(0, 3).limit(3));
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).bytes()).hasSize(24);
    assertThat(seen.get(0).flags()).isEqualTo(Capture.TRUNCATED | Capture.LIMIT);
  }

  @Test
  void messagesOfAVectorHaveTheirOwnIovecsAndNesting() {
    long headers = words(words(text("aa"), 2), 1, words(text("b"), 1, text("cc"), 2), 2);
    List<Seen> seen =
        entry(
            new long[] {headers},
            op(COPY, 0)
                .base(BASE_ARGUMENT, 0)
                .reports(0, 1)
                .term(TERM_A, TERM_CONSTANT, 0, 8, 0, 32),
            op(EACH, 0).base(BASE_CAPTURED, 0).stride(16).limit(8).span(4),
            op(COPY, 0)
                .base(BASE_ELEMENT, 0)
                .reports(0, 1)
                .term(TERM_A, TERM_ELEMENT, 0, 8, 0, 8)
                .factor(16),
            op(IOVEC, 0).base(BASE_CAPTURED, 2).reports(0, 4).stride(16).limit(8),
            op(EACH, 0).base(BASE_CAPTURED, 2).stride(16).limit(8).span(1),
            op(COPY, 0)
                .base(BASE_ELEMENT, 0)
                .reports(1, 1)
                .term(TERM_A, TERM_ELEMENT, 0, 8, 0, 8)
                .term(TERM_B, TERM_ELEMENT, 1, 8, 0, 8));
    assertThat(
            seen.stream()
                .filter(s -> s.argument() == 0 && s.bytes().length() <= 2)
                .map(Seen::bytes))
        .containsExactly("aa", "b", "cc");
    assertThat(seen.stream().filter(s -> s.argument() == 1).map(Seen::bytes))
        .containsExactly("a", "b", "cc");
  }

  @Test
  void valueAndResultLengthsAreTheSmallerOfEntryAndExit() {
    long length = words(4);
    List<Seen> seen =
        exit(
            new long[] {text("sockaddr"), length},
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
    long at = text("mode");
    OpBuilder unless =
        op(SKIP_UNLESS, 0).term(TERM_A, TERM_ARGUMENT, 1, 4, 0, 0).condition(0x40, NE, 0).span(1);
    assertThat(entry(new long[] {at, 0x41}, unless, string(0), string(0))).hasSize(2);
    assertThat(entry(new long[] {at, 0x01}, unless, string(0), string(0))).hasSize(1);
    OpBuilder out =
        op(COPY, 1).base(BASE_ARGUMENT, 0).reports(0, 1).term(TERM_A, TERM_CONSTANT, 0, 8, 0, 4);
    assertThat(exit(new long[] {at}, -4, true, out)).isEmpty();
    assertThat(exit(new long[] {at}, -4, true, out.flags(FLAG_ON_FAILURE))).hasSize(1);
  }

  @Test
  void bitSetsAndIoctlNumbersGiveLengths() {
    long at = words(1, 2);
    OpBuilder set =
        op(COPY, 0)
            .base(BASE_ARGUMENT, 1)
            .reports(1, 1)
            .term(TERM_A, TERM_ARGUMENT, 0, 4, SCALE_BITS, 0);
    assertThat(entry(new long[] {65, at}, set).get(0).original()).isEqualTo(16);
    OpBuilder ioctl =
        op(COPY, 0).base(BASE_ARGUMENT, 1).reports(1, 1).term(TERM_A, TERM_IOC_SIZE, 0, 4, 0, 0);
    assertThat(entry(new long[] {0x40105401, at}, ioctl).get(0).original()).isEqualTo(16);
  }

  @Test
  void a32BitProgramsPointersAreHalfAsWide() {
    assertThat(entry(new long[] {0xdead_0000_0000_0000L}, string(0).pointerWidth(4))).isEmpty();
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

  private long text(String text) {
    long at = next;
    Memory.copy(text.getBytes(StandardCharsets.US_ASCII), 0, at, text.length());
    next += text.length() + 8 & ~7;
    return at;
  }

  private long words(long... words) {
    long at = next;
    Memory.copy(words, 0, at, words.length);
    next += 8L * words.length;
    return at;
  }

  private List<Seen> entry(long[] arguments, OpBuilder... ops) {
    return exit(arguments, 0, false, ops);
  }

  /**
   * Runs the entry operations, then the exit operations, and reads the captures out of the state.
   */
  private List<Seen> exit(long[] arguments, long result, boolean failed, OpBuilder... ops) {
    long value = Memory.allocate(CaptureProgram.STATE_SIZE);
    long operation = Memory.allocate(SIZE);
    int entries = 0;
    for (int i = 0; i < ops.length; i++) {
      Memory.copy(ops[i].build(), 0, operation, SIZE);
      entries += phase(operation) == PHASE_ENTRY ? 1 : 0;
      bpf.update(operations, i, operation);
    }
    Memory.copy(arguments, 0, value + CaptureProgram.ARGUMENTS, arguments.length);
    Memory.putLong(value + CaptureProgram.STRING_LIMIT, LIMIT);
    Memory.putInt(value + CaptureProgram.CURSOR, CaptureProgram.NOTHING);
    for (int i = 0; i < MAX_OPERATIONS; i++) {
      Memory.putInt(value + CaptureProgram.REFS + 8L * i, CaptureProgram.NOTHING);
    }
    Memory.putInt(value + CaptureProgram.END, entries);
    bpf.update(state, 0, value);
    assertThat(bpf.run(program)).isZero();
    bpf.lookup(state, 0, value);
    Memory.putLong(value + CaptureProgram.RESULT, result);
    Memory.putInt(value + CaptureProgram.FAILED, failed ? 1 : 0);
    Memory.putInt(value + CaptureProgram.PC, entries);
    Memory.putInt(value + CaptureProgram.SKIP, 0);
    Memory.putInt(value + CaptureProgram.END, ops.length);
    bpf.update(state, 0, value);
    assertThat(bpf.run(program)).isZero();
    bpf.lookup(state, 0, value);
    List<Seen> seen = captures(value);
    Memory.free(value);
    Memory.free(operation);
    return seen;
  }

  private static List<Seen> captures(long value) {
    List<Seen> seen = new ArrayList<>();
    long end = value + CaptureProgram.DATA + Memory.getInt(value + CaptureProgram.OUT);
    for (long c = value + CaptureProgram.DATA; c < end; c = Capture.next(c)) {
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
