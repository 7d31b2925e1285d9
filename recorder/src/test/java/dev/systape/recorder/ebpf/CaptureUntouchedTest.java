package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.TestOps.*;
import static dev.systape.schema.plan.CaptureOp.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.LibC;
import dev.systape.recorder.linux.Linux;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.plan.OpBuilder;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Memory that is mapped and was never touched holds zeros, which no program can read there; what is
 * not readable, or whose content only others know, is not taken for it. Derived by hand.
 */
class CaptureUntouchedTest {
  private static final long UNKNOWN = Capture.UNKNOWN_LENGTH;
  private static final int PAGE = 4096;
  private static final int SYS_MMAP = 9;
  private static final int SYS_MADVISE = 28;
  private static final int MADV_GUARD_INSTALL = 102;
  private static final int READ = 1;
  private static final int READ_WRITE = 3;
  private static final int WRITE = 2;
  private static final int SHARED = 0x21;
  private static final int PRIVATE = 0x22;
  private static KernelInterpreter kernel;

  private final UserMemory memory = new UserMemory(1, 2);
  private final List<Long> mapped = new ArrayList<>();

  @BeforeAll
  static void load() {
    kernel = KernelInterpreter.loadKnowingUntouched();
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
    mapped.forEach(page -> LibC.LIBC.munmap(page, PAGE));
  }

  @Test
  void theVerifierIsContentLongBeforeItsLimit() {
    assertThat(kernel.verifiedInstructions())
        .as("instructions verified, of a program of %d", kernel.instructions())
        .isBetween(kernel.instructions(), 20_000);
  }

  @Test
  void bytesAreZerosWhereTheyAreUntouched() {
    memory.text(memory.base(), "ab");
    memory.text(memory.end() - 2, "yz");
    captures(memory.start(), bytes(0, 3), "\0\0\0", 3);
    captures(memory.base() - 2, bytes(0, 4), "\0\0ab", 4);
    captures(memory.end() - 2, bytes(0, 4), "yz\0\0", 4);
    captures(memory.end() + PAGE - 2, bytes(0, 4), "\0\0\0\0", 4);
  }

  @Test
  void largeBuffersAreReadPageByPage() {
    memory.text(memory.base(), "first");
    memory.text(memory.end() - 4, "last");
    int length = (int) (memory.hole() - memory.start());
    String all =
        "\0".repeat(2 * PAGE) + "first" + "\0".repeat(PAGE - 9) + "last" + "\0".repeat(2 * PAGE);
    captures(memory.start(), bytes(0, length), all, length);
    String behindFirst = all.substring(1);
    captures(memory.start() + 1, bytes(0, length - 1), behindFirst, length - 1);
  }

  @Test
  void whatIsBehindUntouchedMemoryIsStillUnreadable() {
    List<Seen> seen = run(memory.hole() - 3, bytes(0, 8), 3);
    assertThat(seen)
        .containsExactly(
            seen(0, Capture.BYTES, 0, memory.hole() - 3, 8, "\0\0\0", 0, Linux.EFAULT));
  }

  @Test
  void stringsEndAtTheFirstUntouchedByte() {
    memory.text(memory.end() - 3, "end");
    assertString(memory.end() - 3, string(0), "end", 3, Capture.STRING);
    assertString(memory.end() - 3, string(0).cap(3), "end", UNKNOWN, Capture.TRUNCATED);
    assertString(memory.end() - 3, string(0).cap(2), "en", UNKNOWN, Capture.TRUNCATED);
    assertString(memory.end(), string(0), "", 0, Capture.STRING);
    assertString(memory.base() - 1, string(0), "", 0, Capture.STRING);
    assertString(memory.hole() - 1, string(0), "", 0, Capture.STRING);
  }

  @Test
  void vectorsEndAtTheFirstUntouchedWord() {
    long word = memory.words(0x41);
    Memory.putLong(memory.end() - 8, word);
    Seen seen = run(memory.end() - 8, vector(9), 16).get(0);
    assertThat(seen.bytes()).hasSize(16).endsWith("\0".repeat(8));
    assertThat(seen.flags()).isEqualTo(Capture.STRING);
    assertThat(run(memory.end(), vector(9).pointerWidth(4), 4).get(0).original()).isEqualTo(4);
  }

  @Test
  void wordsHalfInUntouchedMemoryAreWhole() {
    memory.text(memory.end() - 3, "\1\2\3");
    Seen seen = run(memory.end() - 3, vector(9), 16).get(0);
    assertThat(seen.bytes()).isEqualTo("\1\2\3" + "\0".repeat(13));
  }

  @Test
  void untouchedArraysAndLengthsAreZero() {
    OpBuilder data = entry(IOVEC).base(BASE_CAPTURED, 0).reports(0, Capture.IOVEC_DATA);
    OpBuilder length = bytes(1, 9).term(TERM_B, TERM_CAPTURED, 0, 8, SCALE_NONE, 8);
    long text = memory.text("text");
    PlannedCall call =
        PlannedCall.of(
            new long[] {memory.end(), text}, bytes(0, 48), data.stride(16).limit(8), length);
    List<Seen> expected =
        List.of(
            seen(0, Capture.BYTES, 0, memory.end(), 48, "\0".repeat(48), 0, 0),
            seen(1, Capture.BYTES, 2, text, 0, "", 0, 0));
    assertThat(kernel.runUntil(call, expected)).isEqualTo(expected);
  }

  @Test
  void elementsBehindTheRecordAreFetchedFromUntouchedMemoryToo() {
    long one = memory.text("one");
    Memory.putLong(memory.end() - 16, one);
    Memory.putLong(memory.end() - 8, 3);
    int count = 300;
    OpBuilder data = entry(IOVEC).base(BASE_CAPTURED, 0).reports(0, Capture.IOVEC_DATA);
    PlannedCall call =
        PlannedCall.of(
            new long[] {memory.end() - 16}, bytes(0, 16 * count), data.stride(16).limit(1024));
    List<Seen> seen = kernel.run(call);
    assertThat(seen.get(0).bytes()).hasSize(16 * count);
    assertThat(seen.subList(1, seen.size())).extracting(Seen::bytes).containsExactly("one");
  }

  @Test
  void whatIsNotReadableIsNotZero() {
    unreadable(map(0, PRIVATE));
    unreadable(map(WRITE, PRIVATE));
    unreadable(memory.hole());
    unreadable(PAGE);
    unreadable(1L << 47);
    unreadable(-PAGE);
  }

  @Test
  void memoryThatOthersShareIsNotKnownToBeUntouched() {
    unreadable(map(READ_WRITE, SHARED));
  }

  /** Its entry in the page tables is not empty, though nobody can read it. */
  @Test
  void aGuardedPageIsNotUntouched() {
    long page = map(READ_WRITE, PRIVATE);
    long result = LibC.LIBC.syscall(SYS_MADVISE, page, PAGE, MADV_GUARD_INSTALL, 0, 0, 0);
    assumeThat(result).as("guarding pages needs Linux 6.13").isZero();
    unreadable(page);
  }

  @Test
  void memoryThatIsOnlyReadIsUntouchedToo() {
    captures(map(READ, PRIVATE), bytes(0, 2), "\0\0", 2);
  }

  private long map(int protection, int flags) {
    long page = LibC.LIBC.syscall(SYS_MMAP, 0, PAGE, protection, flags, -1, 0);
    if (page == -1) {
      throw ErrnoException.last("mmap of a page of the test's");
    }
    mapped.add(page);
    return page;
  }

  /** Nothing there is captured, try as one may. */
  private static void unreadable(long at) {
    for (int i = 0; i < 10; i++) {
      assertThat(kernel.run(PlannedCall.of(new long[] {at}, bytes(0, 4))))
          .containsExactly(seen(0, Capture.BYTES, 0, at, 4, "", 0, Linux.EFAULT));
    }
  }

  private static void captures(long at, OpBuilder operation, String bytes, long original) {
    List<Seen> expected = List.of(seen(0, Capture.BYTES, 0, at, original, bytes, 0, 0));
    PlannedCall call = PlannedCall.of(new long[] {at}, operation);
    assertThat(kernel.runUntil(call, expected)).isEqualTo(expected);
  }

  private static void assertString(
      long at, OpBuilder operation, String text, long original, int flags) {
    List<Seen> expected = List.of(seen(0, Capture.TEXT, 0, at, original, text, flags, 0));
    PlannedCall call = PlannedCall.of(new long[] {at}, operation);
    assertThat(kernel.runUntil(call, expected)).isEqualTo(expected);
  }

  /** What is captured of one argument; tries again until so many bytes are. */
  private static List<Seen> run(long at, OpBuilder operation, int bytes) {
    PlannedCall call = PlannedCall.of(new long[] {at}, operation);
    List<Seen> seen = kernel.run(call);
    for (int i = 0; i < 10 && seen.get(0).bytes().length() < bytes; i++) {
      seen = kernel.run(call);
    }
    return seen;
  }
}
