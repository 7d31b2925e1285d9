package dev.systape.analyzer.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.analyzer.testing.TapeBuilder;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.Lost;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.ResolvedPath;
import dev.systape.schema.tape.Signal;
import dev.systape.schema.tape.Stop;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeHeader;
import dev.systape.schema.tape.Usage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeLoaderTest {
  private static final int AT_FDCWD = -100;
  private static final int READ = 0;
  private static final int CHDIR = 80;
  private static final int FCHDIR = 81;
  private static final int OPENAT = 257;
  private static final int RENAMEAT = 264;

  @TempDir private Path directory;

  @Test
  void everyColumnOfACallIsWhatTheRecordSays() throws Exception {
    try (TapeBuilder tape = TapeBuilder.withHeader(directory.resolve("t.cq"))) {
      tape.call(101, 100, READ)
          .cpu(3)
          .times(5_000, 7_500)
          .arguments(4, 0x7ffc_0000_1000L, 512, 0xffff_ffff_ffff_fff0L, 5, 6)
          .result(3)
          .buffer(1, Capture.EXIT, 0x7ffc_0000_1000L, TapeBuilder.bytes("abc"))
          .add()
          .end(9_000, 0);
    }
    try (LoadedTape loaded = LoadedTape.of(directory.resolve("t.cq"))) {
      assertThat(loaded.rows("FROM syscall"))
          .containsExactly(
              "1|100|101|x86_64|0|read|5000|7500|2500|4|140720308490240|512|18446744073709551600|5|6"
                  + "|3|~|4|~|~|~|3|~|3|0");
      assertThat(loaded.rows("SELECT * REPLACE (hex(data) AS data) FROM capture"))
          .containsExactly("1|1|exit|bytes|0|0|140720308490240|3|0|~|616263");
    }
  }

  @Test
  void anErrorIsTheNegativeResultAndThePositiveErrno() throws Exception {
    try (TapeBuilder tape = TapeBuilder.withHeader(directory.resolve("t.cq"))) {
      tape.call(100, 100, READ).arguments(9).result(-9).add();
      tape.call(100, 100, 9).result(-4096).add();
      tape.call(100, 100, READ).result(-512).add();
    }
    try (LoadedTape loaded = LoadedTape.of(directory.resolve("t.cq"))) {
      assertThat(loaded.rows("SELECT ret, errno, fd, bytes FROM syscall"))
          .containsExactly("-9|9|9|~", "-4096|~|~|~", "-512|512|0|~");
      assertThat(loaded.rows("SELECT name, errno_name, calls FROM call_error ORDER BY ALL"))
          .containsExactly("read|EBADF|1", "read|ERESTARTSYS|1");
    }
  }

  @Test
  void whatWasNotSeenIsNull() throws Exception {
    try (TapeBuilder tape = TapeBuilder.withHeader(directory.resolve("t.cq"))) {
      tape.call(100, 100, 231)
          .flags(SyscallRecord.NO_EXIT)
          .times(5_000, 0)
          .registers(new long[8], new long[0])
          .add();
      tape.call(100, 100, 39).flags(SyscallRecord.NO_ENTRY).times(6_000, 6_000).result(-1).add();
      tape.call(100, 100, 39).registers(new long[] {1, 2}, new long[0]).add();
      tape.call(100, 100, 99_999).add();
    }
    try (LoadedTape loaded = LoadedTape.of(directory.resolve("t.cq"))) {
      assertThat(
              loaded.rows(
                  "SELECT name, entry_ns, exit_ns, duration_ns, arg1, arg2, ret, errno, flags FROM syscall"))
          .containsExactly(
              "exit_group|5000|~|~|0|0|~|~|2",
              "getpid|~|6000|~|0|0|-1|1|1",
              "getpid|2000000|2000500|500|2|~|~|~|0",
              "~|2000000|2000500|500|0|0|0|~|0");
      assertThat(loaded.rows("SELECT name FROM unfinished_call")).containsExactly("exit_group");
    }
  }

  @Test
  void callsOfA32BitProgramHave32BitArgumentsAndResults() throws Exception {
    try (TapeBuilder tape = TapeBuilder.withHeader(directory.resolve("t.cq"))) {
      tape.call(100, 100, 3)
          .abi(Abi.I386)
          .arguments(0xffff_ffff_0000_0003L, 0xf7ff_0000L)
          .result(0xffff_fff7L)
          .add();
    }
    try (LoadedTape loaded = LoadedTape.of(directory.resolve("t.cq"))) {
      assertThat(loaded.rows("SELECT abi, name, arg0, arg1, ret, errno, fd FROM syscall"))
          .containsExactly("i386|read|3|4160684032|-9|9|3");
    }
  }

  @Test
  void relativePathsAreMadeAbsoluteOnlyWhereThatIsCertain() throws Exception {
    try (TapeBuilder tape = TapeBuilder.withHeader(directory.resolve("t.cq"))) {
      spawn(tape, 100);
      open(tape, 100, AT_FDCWD, "/etc/passwd");
      open(tape, 100, AT_FDCWD, "notes.txt");
      open(tape, 100, 3, "below-a-descriptor");
      open(tape, 100, 3, "/not-below-it");
      open(tape, 100, AT_FDCWD, "");
      open(tape, 777, AT_FDCWD, "of-an-unknown-thread");
    }
    try (LoadedTape loaded = LoadedTape.of(directory.resolve("t.cq"))) {
      assertThat(loaded.rows("SELECT path FROM syscall"))
          .containsExactly("/etc/passwd", "/home/user/notes.txt", "~", "/not-below-it", "~", "~");
    }
  }

  @Test
  void pathsFollowTheWorkingDirectoryThroughChdirForkAndExec() throws Exception {
    try (TapeBuilder tape = TapeBuilder.withHeader(directory.resolve("t.cq"))) {
      spawn(tape, 100);
      tape.record(200, 200, 3_000, created(100, 0));
      tape.record(101, 100, 3_000, created(100, 0x10000 | 0x200));
      tape.call(100, 100, CHDIR)
          .times(1_000_000, 1_000_500)
          .arguments(0x5000)
          .text(0, 0x5000, "sub/")
          .add();
      open(tape, 100, AT_FDCWD, "changed");
      open(tape, 101, AT_FDCWD, "shared");
      open(tape, 200, AT_FDCWD, "own");
      chdir(tape, 200, "/missing", -2);
      open(tape, 200, AT_FDCWD, "not-changed");
      chdir(tape, 200, "/", 0);
      open(tape, 200, AT_FDCWD, "root");
      tape.call(200, 200, FCHDIR).arguments(5).add();
      open(tape, 200, AT_FDCWD, "lost");
      tape.record(200, 200, 4_000, exec(200, "/bin/x", "/found", List.of("x")));
      open(tape, 200, AT_FDCWD, "again");
    }
    try (LoadedTape loaded = LoadedTape.of(directory.resolve("t.cq"))) {
      assertThat(loaded.rows("SELECT path FROM syscall WHERE name = 'openat'"))
          .containsExactly(
              "/home/user/sub/changed",
              "/home/user/sub/shared",
              "/home/user/own",
              "/home/user/not-changed",
              "/root",
              "/root/lost",
              "/found/again");
    }
  }

  @Test
  void aPathThatWasCutOrCouldNotBeReadIsNoPath() throws Exception {
    try (TapeBuilder tape = TapeBuilder.withHeader(directory.resolve("t.cq"))) {
      tape.call(100, 100, OPENAT)
          .arguments(AT_FDCWD, 0x5000)
          .text(1, 0x5000, TapeBuilder.bytes("/cut"), Capture.TRUNCATED)
          .add();
      tape.call(100, 100, OPENAT)
          .arguments(AT_FDCWD, 0x5000)
          .capture(
              1, Capture.ENTRY, Capture.TEXT, 0, 0x5000, Capture.UNKNOWN_LENGTH, 0, 14, new byte[0])
          .result(-14)
          .add();
    }
    try (LoadedTape loaded = LoadedTape.of(directory.resolve("t.cq"))) {
      assertThat(loaded.rows("SELECT path FROM syscall")).containsExactly("~", "~");
      assertThat(loaded.rows("SELECT original_length, flags, errno, data FROM capture"))
          .containsExactly("4|1|~|/cut", "~|0|14|~");
      assertThat(loaded.value("FROM capture_health")).isEqualTo("2|1|0|0|1|0");
    }
  }

  @Test
  void bytesOfAPathThatAreNotUtf8AreEscapedAndRawInTheCapture() throws Exception {
    byte[] name = {
      '/', 'a', (byte) 0xff, (byte) 0xc3, (byte) 0xa4, (byte) 0xed, (byte) 0xa0, (byte) 0x80
    };
    try (TapeBuilder tape = TapeBuilder.withHeader(directory.resolve("t.cq"))) {
      tape.call(100, 100, OPENAT)
          .arguments(AT_FDCWD, 0x5000)
          .text(1, 0x5000, name, Capture.STRING)
          .add();
    }
    try (LoadedTape loaded = LoadedTape.of(directory.resolve("t.cq"))) {
      assertThat(loaded.value("SELECT path FROM syscall")).isEqualTo("/a\\xffä\\xed\\xa0\\x80");
      assertThat(loaded.value("SELECT hex(data) FROM capture")).isEqualTo("2F61FFC3A4EDA080");
    }
  }

  @Test
  void aCallOfTwoPathsHasBoth() throws Exception {
    try (TapeBuilder tape = TapeBuilder.withHeader(directory.resolve("t.cq"))) {
      spawn(tape, 100);
      tape.call(100, 100, RENAMEAT)
          .arguments(AT_FDCWD, 0x5000, 7, 0x6000)
          .text(1, 0x5000, "from")
          .text(3, 0x6000, "/to")
          .add();
    }
    try (LoadedTape loaded = LoadedTape.of(directory.resolve("t.cq"))) {
      assertThat(loaded.value("SELECT path, path2 FROM syscall")).isEqualTo("/home/user/from|/to");
    }
  }

  @Test
  void aResolvedPathBelongsToTheCallThatItNames() throws Exception {
    try (TapeBuilder tape = TapeBuilder.withHeader(directory.resolve("t.cq"))) {
      spawn(tape, 100);
      tape.record(
          100, 100, 3_000, new ResolvedPath(3, 5, OPENAT, 1, 2, TapeBuilder.bytes("/real")));
      open(tape, 100, AT_FDCWD, "/link");
      open(tape, 100, AT_FDCWD, "/other");
    }
    try (LoadedTape loaded = LoadedTape.of(directory.resolve("t.cq"))) {
      assertThat(loaded.rows("SELECT path, path_resolved, fd FROM syscall"))
          .containsExactly("/link|/real|5", "/other|~|5");
    }
  }

  @Test
  void processesAndThreadsHaveTheirLives() throws Exception {
    Usage usage = new Usage(1, 10, 20, 30, 40, 50, 60, 70);
    try (TapeBuilder tape = TapeBuilder.withHeader(directory.resolve("t.cq"))) {
      spawn(tape, 100);
      tape.record(100, 100, 2_000, exec(100, "/bin/prog", "/work", List.of("prog", "", "ä")));
      tape.record(101, 100, 3_000, created(100, 0x10000));
      tape.record(200, 200, 4_000, created(101, 0));
      tape.record(300, 300, 4_500, created(200, 0));
      tape.record(101, 100, 5_000, new Exit(7 << 8, 0, Usage.UNKNOWN));
      tape.record(200, 200, 6_000, new Exit(0x80 | 11, 1, Usage.UNKNOWN));
      tape.record(100, 100, 7_000, new Exit(3 << 8, 1, usage));
      tape.record(200, 200, 8_000, created(100, 0));
      tape.end(9_000, 3 << 8);
    }
    try (LoadedTape loaded = LoadedTape.of(directory.resolve("t.cq"))) {
      assertThat(loaded.rows("FROM process ORDER BY begin_ns"))
          .containsExactly(
              "100|1500|7000|~|~|spawned|0|100|9|comm|/bin/prog|[prog, '', ä]|~|/work|1|3|~|false|10|20|30|40|50|60|70|prog  ä",
              "200|4000|6000|100|101|created|0|200|9|comm|~|~|[prog, '', ä]|~|0|~|11|true|~|~|~|~|~|~|~|prog  ä",
              "300|4500|~|100|200|created|0|200|9|comm|~|~|[prog, '', ä]|~|0|~|~|~|~|~|~|~|~|~|~|prog  ä",
              "200|8000|~|100|100|created|0|200|9|comm|~|~|~|~|0|~|~|~|~|~|~|~|~|~|~|comm");
      assertThat(loaded.rows("FROM thread ORDER BY begin_ns"))
          .containsExactly(
              "100|100|1500|7000|~|0|100|comm|3|~",
              "101|100|3000|5000|100|65536|101|comm|7|~",
              "200|200|4000|6000|101|0|200|comm|~|11",
              "300|300|4500|~|200|0|200|comm|~|~",
              "200|200|8000|~|100|0|200|comm|~|~");
      assertThat(loaded.rows("SELECT depth, pid FROM process_tree ORDER BY branch"))
          .containsExactly("0|100", "1|200", "1|300", "0|200");
    }
  }

  @Test
  void anExecveOfAThreadThatIsNotTheLeaderMakesItTheLeader() throws Exception {
    try (TapeBuilder tape = TapeBuilder.withHeader(directory.resolve("t.cq"))) {
      spawn(tape, 100);
      tape.record(101, 100, 3_000, created(100, 0x10000));
      tape.record(100, 100, 4_000, exec(101, "/bin/new", "/there", List.of("new")));
      open(tape, 100, AT_FDCWD, "x");
      tape.record(100, 100, 5_000, new Exit(0, 1, Usage.UNKNOWN));
    }
    try (LoadedTape loaded = LoadedTape.of(directory.resolve("t.cq"))) {
      assertThat(loaded.rows("SELECT tid, begin_ns, end_ns, exit_code FROM thread ORDER BY tid"))
          .containsExactly("100|1500|5000|0", "101|3000|4000|~");
      assertThat(loaded.value("SELECT path FROM process")).isEqualTo("/bin/new");
      assertThat(loaded.value("SELECT path FROM syscall")).isEqualTo("/there/x");
    }
  }

  @Test
  void signalsStopsAndLossesHaveTheirRows() throws Exception {
    byte[] siginfo =
        ByteBuffer.allocate(128)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(17)
            .putInt(0)
            .putInt(1)
            .array();
    try (TapeBuilder tape = TapeBuilder.withHeader(directory.resolve("t.cq"))) {
      tape.record(100, 100, 3_000, new Signal(17, siginfo));
      tape.record(100, 100, 4_000, new Stop(19));
      tape.record(0, 0, 5_000, new Lost(12, 4_500, 4_900, TapeHeader.EBPF, Lost.RING_FULL));
      tape.record(100, 100, 6_000, new Signal(10, new byte[0]));
    }
    try (LoadedTape loaded = LoadedTape.of(directory.resolve("t.cq"))) {
      assertThat(loaded.rows("SELECT * REPLACE (octet_length(siginfo) AS siginfo) FROM signal"))
          .containsExactly(
              "1|3000|100|100|17|SIGCHLD|false|1|128",
              "2|4000|100|100|19|SIGSTOP|true|~|~",
              "4|6000|100|100|10|SIGUSR1|false|~|~");
      assertThat(loaded.rows("FROM lost")).containsExactly("3|12|4500|4900|ebpf|ring full");
      assertThat(loaded.value("SELECT lost_records, whole FROM tape")).isEqualTo("12|false");
    }
  }

  @Test
  void theTapesOwnRowSaysHowItWasMadeAndHowItEnded() throws Exception {
    try (TapeBuilder tape = TapeBuilder.withHeader(directory.resolve("t.cq"))) {
      tape.call(100, 100, READ).add();
      tape.end(9_000, 3 << 8);
    }
    try (LoadedTape loaded = LoadedTape.of(directory.resolve("t.cq"))) {
      assertThat(
              loaded.value(
                  "SELECT * EXCLUDE (last_commit_ns, loader, tape_files, tail_offset, tail_word) FROM tape"))
          .isEqualTo(
              "1|0.1.0|ptrace|box|6.18.0|x86_64|4096|/home/user|[./prog, arg]|[]|~|256|true|false|false|false|false|77"
                  + "|1311768467463790320|2023-11-14 22:13:20.0|1000000|1700000000000000000|2000000"
                  + "|ended|~|9000|3|~|2|1|0|1|3|1|0|0|0|0|0|0|false|true");
      assertThat(loaded.value("SELECT began_at, began_s FROM call_timeline"))
          .isEqualTo("2023-11-14 22:13:20.001|0.001");
    }
  }

  @Test
  void aLargeCaptureLoadsWhole() throws Exception {
    byte[] data = new byte[8 << 20];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (i * 31 + (i >> 12));
    }
    try (TapeBuilder tape = TapeBuilder.withHeader(directory.resolve("t.cq"))) {
      tape.call(100, 100, 20)
          .large(1, Capture.ENTRY, 0, 0x7000_0000L, 64 << 10, 64 << 10, data)
          .result(data.length)
          .add();
      tape.end(9_000, 0);
    }
    try (LoadedTape loaded = LoadedTape.of(directory.resolve("t.cq"))) {
      assertThat(loaded.value("SELECT octet_length(data), original_length, flags FROM capture"))
          .isEqualTo("8388608|8388608|0");
      assertThat(loaded.value("SELECT sha256(data) FROM capture")).isEqualTo(Hashes.sha256(data));
      assertThat(loaded.value("SELECT whole FROM tape")).isEqualTo("true");
    }
  }

  @Test
  void manyRowsAndValuesOfAllLengthsArriveInOrder() throws Exception {
    try (TapeBuilder tape = TapeBuilder.withHeader(directory.resolve("t.cq"))) {
      for (int i = 0; i < 10_000; i++) {
        tape.call(100, 100, READ)
            .arguments(3, 0x1000, i)
            .result(i)
            .buffer(1, Capture.EXIT, 0x1000, TapeBuilder.bytes("x".repeat(i % 40)))
            .add();
      }
      tape.end(9_000, 0);
    }
    try (LoadedTape loaded = LoadedTape.of(directory.resolve("t.cq"))) {
      assertThat(
              loaded.value(
                  "SELECT count(*), bool_and(seq = rowid + 1 AND ret = rowid AND arg2 = rowid) FROM syscall"))
          .isEqualTo("10000|true");
      assertThat(
              loaded.value(
                  "SELECT count(*), bool_and(data = repeat('x', (rowid % 40)::INTEGER)::BLOB AND seq = rowid + 1) FROM capture"))
          .isEqualTo("10000|true");
    }
  }

  @Test
  void theFileIsPrivateAndOpenToOlderClients() throws Exception {
    try (TapeBuilder tape = TapeBuilder.withHeader(directory.resolve("t.cq"))) {
      tape.end(9_000, 0);
    }
    try (LoadedTape loaded = LoadedTape.of(directory.resolve("t.cq"))) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(directory.resolve("trace.duckdb"))))
          .isEqualTo("rw-------");
      assertThat(
              loaded.value(
                  "SELECT tags['storage_version'] FROM duckdb_databases() WHERE database_name = 'trace'"))
          .startsWith("v1.0.0");
      assertThat(directory.resolve("trace.duckdb.wal")).doesNotExist();
    }
  }

  private static void spawn(TapeBuilder tape, int pid) {
    tape.record(
        pid,
        pid,
        1_500,
        new ProcessNew(0, 0, 0, ProcessNew.SPAWNED, pid, 9, TapeBuilder.bytes("comm")));
    // One more record of the thread, so that sequences are not all 0.
    tape.record(pid, pid, 1_600, new Stop(19));
  }

  private static ProcessNew created(int parentTid, long flags) {
    int inside = (flags & 0x10000) != 0 ? 101 : 200;
    return new ProcessNew(
        parentTid, 100, flags, ProcessNew.CREATED, inside, 9, TapeBuilder.bytes("comm"));
  }

  private static Exec exec(int oldTid, String path, String cwd, List<String> argv) {
    return new Exec(
        oldTid, TapeBuilder.bytes(path), TapeBuilder.bytes(cwd), TapeBuilder.bytes(argv));
  }

  private static void open(TapeBuilder tape, int tid, int dirfd, String path) {
    tape.call(tid, tid, OPENAT).arguments(dirfd, 0x5000).text(1, 0x5000, path).result(5).add();
  }

  private static void chdir(TapeBuilder tape, int tid, String path, long result) {
    tape.call(tid, tid, CHDIR).arguments(0x5000).text(0, 0x5000, path).result(result).add();
  }
}
