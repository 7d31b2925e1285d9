package dev.systape.analyzer.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.analyzer.testing.CallBuilder;
import dev.systape.analyzer.testing.TapeBuilder;
import dev.systape.schema.tape.Descriptor;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.FdSnapshot;
import dev.systape.schema.tape.Lost;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.Taken;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a descriptor stood for when a call used it. Times are in ms; 100 is a process, 101 a thread
 * of it, 200 a child.
 */
class DescriptorPathsTest {
  private static final int AT_FDCWD = -100;
  private static final int READ = 0;
  private static final int CLOSE = 3;
  private static final int DUP2 = 33;
  private static final int FCHDIR = 81;
  private static final int CHROOT = 161;
  private static final int OPENAT = 257;
  private static final int O_CLOEXEC = 02000000;
  private static final long THREAD = 0x10000 | 0x400 | 0x200;
  private static final long MS = 1_000_000;

  @TempDir Path directory;

  @Test
  void aDescriptorHasTheNameThatItsOpenerGave() throws Exception {
    assertThat(
            paths(
                tape -> {
                  open(tape, 100, 1, 2, "data/../x", 5);
                  call(tape, 100, READ, 3, 4, 5);
                  call(tape, 100, DUP2, 5, 6, 5, 7);
                  call(tape, 100, READ, 7, 8, 7);
                  call(tape, 100, CLOSE, 9, 10, 5);
                  call(tape, 100, READ, 11, 12, 5);
                  call(tape, 100, READ, 13, 14, 7);
                }))
        .containsExactly("/w/data/../x", "/w/data/../x", "~", "/w/data/../x");
  }

  @Test
  void aChildHasCopiesAndAThreadHasTheSame() throws Exception {
    assertThat(
            paths(
                tape -> {
                  open(tape, 100, 1, 2, "/a", 5);
                  born(tape, 200, 3, 0);
                  born(tape, 101, 3, THREAD);
                  call(tape, 200, CLOSE, 4, 5, 5);
                  call(tape, 101, READ, 6, 7, 5);
                  call(tape, 101, CLOSE, 8, 9, 5);
                  call(tape, 100, READ, 10, 11, 5);
                }))
        .containsExactly("/a", "~");
  }

  @Test
  void aCloseThatBeganBeforeAReadEndedMayHaveComeFirst() throws Exception {
    assertThat(
            paths(
                tape -> {
                  open(tape, 100, 1, 2, "/a", 5);
                  born(tape, 101, 3, THREAD);
                  call(tape, 101, READ, 4, 5, 5);
                  call(tape, 101, READ, 6, 8, 5);
                  call(tape, 100, CLOSE, 7, 9, 5);
                }))
        .containsExactly("/a", "~");
  }

  @Test
  void aCloseThatTakesLongerThanAnyWindowIsFoundAsWell() throws Exception {
    assertThat(
            paths(
                tape -> {
                  open(tape, 100, 1, 2, "/a", 5);
                  born(tape, 101, 3, THREAD);
                  call(tape, 101, READ, 6, 8, 5);
                  call(tape, 100, CLOSE, 7, 90_000, 5);
                }))
        .containsExactly("~");
  }

  @Test
  void ofTwoThatOverlapNoneIsTheLast() throws Exception {
    assertThat(
            paths(
                tape -> {
                  open(tape, 100, 1, 2, "/a", 5);
                  open(tape, 100, 3, 4, "/b", 6);
                  born(tape, 101, 5, THREAD);
                  call(tape, 100, DUP2, 6, 8, 5, 7);
                  call(tape, 101, DUP2, 7, 9, 6, 7);
                  call(tape, 100, READ, 10, 11, 7);
                  call(tape, 100, DUP2, 12, 13, 5, 7);
                  call(tape, 101, READ, 14, 15, 7);
                }))
        .containsExactly("~", "/a");
  }

  @Test
  void aProgramStartsWithoutWhatIsClosedForIt() throws Exception {
    assertThat(
            paths(
                tape -> {
                  open(tape, 100, 1, 2, "/a", 5);
                  tape.call(100, 100, OPENAT)
                      .times(3 * MS, 4 * MS)
                      .arguments(AT_FDCWD, 0x5000, O_CLOEXEC)
                      .text(1, 0x5000, "/b")
                      .result(6)
                      .add();
                  tape.record(100, 100, 5 * MS, exec("/cwd"));
                  Descriptor five = new Descriptor(5, 0, 0, TapeBuilder.bytes("/real/a"));
                  Taken taken = new Taken(5 * MS, 6 * MS, 0, Taken.EXEC);
                  tape.record(100, 100, 6 * MS, new FdSnapshot(taken, List.of(five)));
                  call(tape, 100, READ, 7, 8, 5);
                  call(tape, 100, READ, 9, 10, 6);
                }))
        .containsExactly("/a", "~");
  }

  @Test
  void behindAGapNothingIsKnown() throws Exception {
    assertThat(
            paths(
                tape -> {
                  open(tape, 100, 1, 2, "/a", 5);
                  tape.record(0, 0, 3 * MS, new Lost(1, 2 * MS, 3 * MS, 2, Lost.RING_FULL));
                  call(tape, 100, READ, 4, 5, 5);
                }))
        .containsExactly("~");
  }

  @Test
  void namesLeadFromDirectoriesAndBelowTheRoot() throws Exception {
    try (TapeBuilder tape = spawned()) {
      open(tape, 100, 1, 2, "dir/", 5);
      tape.call(100, 100, OPENAT)
          .times(3 * MS, 4 * MS)
          .arguments(5, 0x5000)
          .text(1, 0x5000, "in")
          .result(6)
          .add();
      call(tape, 100, FCHDIR, 5, 6, 5);
      open(tape, 100, 7, 8, "there", 7);
      tape.call(100, 100, CHROOT).times(9 * MS, 10 * MS).arguments(0x5000).add();
      open(tape, 100, 11, 12, "/lost", 8);
    }
    try (LoadedTape loaded = LoadedTape.of(directory.resolve("t.cq"))) {
      assertThat(loaded.rows("SELECT path FROM syscall WHERE name = 'openat'"))
          .containsExactly("/w/dir/", "/w/dir//in", "/w/dir/there", "~");
    }
  }

  /** Writes to a tape. */
  private interface Writer {
    void to(TapeBuilder tape);
  }

  /** Paths of the reads of a tape. */
  private List<String> paths(Writer writer) throws Exception {
    try (TapeBuilder tape = spawned()) {
      writer.to(tape);
    }
    try (LoadedTape loaded = LoadedTape.of(directory.resolve("t.cq"))) {
      return loaded.rows("SELECT path FROM syscall WHERE name = 'read' ORDER BY seq");
    }
  }

  private TapeBuilder spawned() {
    TapeBuilder tape = TapeBuilder.withHeader(directory.resolve("t.cq"));
    ProcessNew birth =
        new ProcessNew(0, 0, 0, ProcessNew.SPAWNED, 100, 9, TapeBuilder.bytes("comm"));
    return tape.record(100, 100, 100, birth).record(100, 100, 200, exec("/w"));
  }

  private static Exec exec(String workingDirectory) {
    return new Exec(
        100, TapeBuilder.bytes("/x"), TapeBuilder.bytes(workingDirectory), List.of(new byte[0]));
  }

  private static void born(TapeBuilder tape, int tid, long atMs, long flags) {
    int pid = tid == 101 ? 100 : tid;
    tape.record(
        tid,
        pid,
        atMs * MS,
        new ProcessNew(100, 100, flags, ProcessNew.CREATED, tid, 9, TapeBuilder.bytes("comm")));
  }

  private static void open(
      TapeBuilder tape, int tid, long beginMs, long endMs, String path, long fd) {
    tape.call(tid, 100, OPENAT)
        .times(beginMs * MS, endMs * MS)
        .arguments(AT_FDCWD, 0x5000)
        .text(1, 0x5000, path)
        .result(fd)
        .add();
  }

  private static void call(
      TapeBuilder tape, int tid, int number, long beginMs, long endMs, long... arguments) {
    CallBuilder call = tape.call(tid, tid == 101 ? 100 : tid, number);
    long result = number == DUP2 ? arguments[1] : 0;
    call.times(beginMs * MS, endMs * MS).arguments(arguments).result(result).add();
  }
}
