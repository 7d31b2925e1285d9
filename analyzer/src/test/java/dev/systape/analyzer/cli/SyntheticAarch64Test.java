package dev.systape.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.analyzer.testing.CallBuilder;
import dev.systape.analyzer.testing.TapeBuilder;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.SnapshotRegisters;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tape of an aarch64 machine, read on any: whole register sets, written out here word by word as
 * struct user_pt_regs of asm/ptrace.h has them, and memory as that machine lays it out. No such
 * machine was there to record one, so the tape says that it is synthetic.
 */
class SyntheticAarch64Test {
  private static final String USER_PT_REGS =
      "x0,x1,x2,x3,x4,x5,x6,x7,x8,x9,x10,x11,x12,x13,x14,x15,x16,x17,x18,x19,x20,x21,x22,x23,x24,x25,x26,x27,x28,x29,x30,sp,pc,pstate";

  private static final int X8 = 8;
  private static final int SP = 31;
  private static final int PC = 32;
  private static final int PSTATE = 33;
  private static final int WORDS = 34;

  /** asm-generic/unistd.h. */
  private static final int OPENAT = 56;

  private static final int READ = 63;
  private static final int WRITE = 64;
  private static final int PPOLL = 73;
  private static final int NEWFSTATAT = 79;
  private static final int EXIT_GROUP = 94;
  private static final int MMAP = 222;

  private static final int TID = 41;
  private static final long PATH = 0xffff_9000_1000L;
  private static final long BUFFER = 0xaaaa_bbbb_2000L;

  @TempDir Path directory;

  private Path path;
  private TapeBuilder tape;

  @BeforeEach
  void write() {
    path = directory.resolve("aarch64.cq");
    tape = new TapeBuilder(path);
    tape.record(0, 0, TapeBuilder.START_NS, header());
    tape.record(
        TID, TID, 1_500_000, new ProcessNew(0, 0, 0, ProcessNew.SPAWNED, TID, 0, ascii("sample")));
    call(OPENAT, -2, -100, PATH, 0, 0).text(1, PATH, "/etc/nowhere").add();
    // O_DIRECTORY is 040000 here, where x86 has 0200000.
    call(OPENAT, 3, -100, PATH, 040000, 0).text(1, PATH, "/etc").add();
    call(NEWFSTATAT, 0, -100, PATH, BUFFER, 0)
        .text(1, PATH, "/etc/hosts")
        .buffer(2, Capture.EXIT, BUFFER, stat())
        .add();
    call(READ, 5, 3, BUFFER, 4096).buffer(1, Capture.EXIT, BUFFER, ascii("a\nb\0c")).add();
    call(WRITE, 3, 1, BUFFER, 3).buffer(1, Capture.ENTRY, BUFFER, ascii("abc")).add();
    call(MMAP, 0xffff_8000_0000L, 0, 65536, 3, 0x22, -1, 0).add();
    call(PPOLL, 0, BUFFER, 1, 0, 0, 0)
        .buffer(0, Capture.ENTRY, BUFFER, little(8).putInt(3).putShort((short) 1).array())
        .add();
    call(EXIT_GROUP, 0, 7).flags(SyscallRecord.NO_EXIT).add();
    tape.end(9_000_000, 7 << 8).close();
  }

  private static TapeHeader header() {
    TapeHeader x86 = TapeBuilder.header();
    return new TapeHeader(
        x86.formatVersion(),
        x86.pageSize(),
        x86.stringLimit(),
        TapeHeader.FOLLOWED | TapeHeader.FULL_REGISTERS | TapeHeader.SYNTHETIC,
        x86.backend(),
        x86.clock(),
        x86.descriptionsHash(),
        x86.recorderPid(),
        x86.recorderVersion(),
        x86.host(),
        x86.kernel(),
        "aarch64",
        x86.workingDirectory(),
        x86.command(),
        x86.commandLine(),
        "",
        List.of(new SnapshotRegisters(Abi.AARCH64.code(), USER_PT_REGS, USER_PT_REGS)),
        List.of());
  }

  /** A call whose arguments are in x0 to x5, its number in x8, its result in x0 afterwards. */
  private CallBuilder call(int number, long result, long... arguments) {
    long[] entry = new long[WORDS];
    for (int i = 0; i < WORDS; i++) {
      entry[i] = 0xdead_0000L + i;
    }
    System.arraycopy(arguments, 0, entry, 0, arguments.length);
    entry[X8] = number;
    entry[SP] = 0xffff_ffff_e000L;
    entry[PC] = 0xaaaa_0000_0100L;
    entry[PSTATE] = 0x6000_0000L;
    long[] exit = entry.clone();
    exit[0] = result;
    return tape.call(TID, TID, number).abi(Abi.AARCH64).registers(entry, exit);
  }

  /** struct stat of asm-generic/stat.h, 128 bytes. */
  private static byte[] stat() {
    return little(128)
        .putLong(0xfe00)
        .putLong(4711)
        .putInt(0100644)
        .putInt(1)
        .putInt(0)
        .putInt(0)
        .putLong(0)
        .putLong(0)
        .putLong(321)
        .putInt(4096)
        .putInt(0)
        .putLong(8)
        .putLong(1_700_000_000)
        .putLong(1)
        .putLong(1_700_000_001)
        .putLong(2)
        .putLong(1_700_000_002)
        .putLong(3)
        .array();
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] ascii(String text) {
    return TapeBuilder.bytes(text);
  }

  @Test
  void itPrintsAsItWouldThere() {
    CommandLineRun run = CommandLineRun.of(directory, "print", "-a", "0", path.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .containsExactly(
            "openat(AT_FDCWD, \"/etc/nowhere\", O_RDONLY) = -1 ENOENT (No such file or directory)",
            "openat(AT_FDCWD, \"/etc\", O_RDONLY|O_DIRECTORY) = 3",
            "newfstatat(AT_FDCWD, \"/etc/hosts\", {st_mode=S_IFREG|0644, st_size=321, ...}, 0) = 0",
            "read(3, \"a\\nb\\0c\", 4096) = 5",
            "write(1, \"abc\", 3) = 3",
            "mmap(NULL, 65536, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0xffff80000000",
            "ppoll([{fd=3, events=POLLIN}], 1, NULL, NULL, 0) = 0 (Timeout)",
            "exit_group(7) = ?");
  }

  @Test
  void itIsAskedInSql() {
    assertThat(sql("SELECT flags[2] FROM calls.openat WHERE ret = 3")).isEqualTo("O_DIRECTORY");
    assertThat(sql("SELECT statbuf.st_size, statbuf.st_ino FROM calls.newfstatat"))
        .isEqualTo("321,4711");
    assertThat(sql("SELECT machine, synthetic, full_registers FROM tape"))
        .isEqualTo("aarch64,true,true");
    assertThat(sql("SELECT count(*) FROM syscall WHERE abi = 'aarch64'")).isEqualTo("8");
  }

  private String sql(String statement) {
    CommandLineRun run = CommandLineRun.of(directory, "sql", "--csv", path.toString(), statement);
    assertThat(run.err()).isEmpty();
    return String.join("\n", run.lines().subList(1, run.lines().size()));
  }

  @Test
  void itSaysThatItIsSynthetic() {
    assertThat(CommandLineRun.of(directory, "summary", path.toString()).out())
        .contains("nothing was recorded: the tape is synthetic");
  }
}
