package dev.systape.schema.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.tape.Capture;
import org.junit.jupiter.api.Test;

/** Lines as strace 6.1 writes them of the same calls. */
class CallPrinterTest {
  private static final long AT = 0x7ffe00001000L;
  private static final int AT_FDCWD = -100;
  private static final int ENOENT = 2;
  private static final int EFAULT = 14;

  @Test
  void aFileThatIsOpenedHasItsNameAndFlags() {
    assertThat(
            RecordedCall.of("openat", AT_FDCWD, AT, 02000000)
                .text(1, AT, "/etc/ld.so.cache")
                .returns(3)
                .line())
        .isEqualTo("openat(AT_FDCWD, \"/etc/ld.so.cache\", O_RDONLY|O_CLOEXEC) = 3");
  }

  @Test
  void aModeIsWrittenOnlyWhereTheFlagsAskForOne() {
    assertThat(
            RecordedCall.of("openat", AT_FDCWD, AT, 01101, 0666).text(1, AT, "f").returns(3).line())
        .isEqualTo("openat(AT_FDCWD, \"f\", O_WRONLY|O_CREAT|O_TRUNC, 0666) = 3");
  }

  @Test
  void anErrorHasItsNameAndWhatItMeans() {
    assertThat(RecordedCall.of("access", AT, 4).text(0, AT, "/etc/x").returns(-ENOENT).line())
        .isEqualTo("access(\"/etc/x\", R_OK) = -1 ENOENT (No such file or directory)");
  }

  @Test
  void anErrorThatOnlyATracerSeesIsNoResult() {
    assertThat(RecordedCall.of("read", 3, AT, 10).returns(-512).line())
        .isEqualTo(
            "read(3, 0x7ffe00001000, 10) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)");
  }

  @Test
  void resultsBeginAtAColumn() {
    assertThat(RecordedCall.of("close", 3).line(TextOptions.defaults()))
        .isEqualTo("close(3)                                = 0");
  }

  @Test
  void aPointerThatCouldNotBeReadIsAnAddress() {
    byte[] nothing = {};
    assertThat(
            RecordedCall.of("openat", AT_FDCWD, 8, 0)
                .capture(1, Capture.ENTRY, 0, 8, Capture.UNKNOWN_LENGTH, nothing, EFAULT)
                .returns(-EFAULT)
                .line())
        .isEqualTo("openat(AT_FDCWD, 0x8, O_RDONLY) = -1 EFAULT (Bad address)");
  }

  @Test
  void whatWasNotCapturedIsAnAddressAndWhatIsEmptyIsEmpty() {
    assertThat(RecordedCall.of("read", 3, AT, 10).returns(5).line())
        .isEqualTo("read(3, 0x7ffe00001000, 10) = 5");
    assertThat(RecordedCall.of("read", 3, AT, 10).returns(0).line())
        .isEqualTo("read(3, \"\", 10) = 0");
    assertThat(RecordedCall.of("write", 1, 0, 0).returns(0).line())
        .isEqualTo("write(1, NULL, 0) = 0");
  }

  @Test
  void aBufferOfAFailedReadIsAnAddress() {
    assertThat(RecordedCall.of("read", 3, AT, 10).exit(1, AT, "00").returns(-9).line())
        .isEqualTo("read(3, 0x7ffe00001000, 10) = -1 EBADF (Bad file descriptor)");
  }

  @Test
  void bytesAreEscapedAsShortAsTheNextByteAllows() {
    assertThat(
            RecordedCall.of("write", 4, AT, 16)
                .entry(1, AT, "68656c6c6f 00 01 00 3132 ff 22 5c 07 08 09")
                .returns(16)
                .line())
        .isEqualTo("write(4, \"hello\\0\\1\\00012\\377\\\"\\\\\\7\\10\\t\", 16) = 16");
  }

  @Test
  void namesAreNumbersWhereThatIsAskedFor() {
    assertThat(bind(TextOptions.Names.RAW))
        .isEqualTo(
            "bind(4, {sa_family=0x2, sin_port=\"\\x00\\x01\","
                + " sin_addr=\"\\x7f\\x00\\x00\\x01\"}, 16) = 0");
    assertThat(bind(TextOptions.Names.VERBOSE))
        .isEqualTo(
            "bind(4, {sa_family=0x2 /* AF_INET */, sin_port=\"\\x00\\x01\" /* htons(1) */,"
                + " sin_addr=\"\\x7f\\x00\\x00\\x01\" /* inet_addr(\"127.0.0.1\") */}, 16) = 0");
    assertThat(
            RecordedCall.of("madvise", 0, 0, 99)
                .returns(-22)
                .line(names(TextOptions.Names.VERBOSE)))
        .startsWith("madvise(NULL, 0, 0x63 /* MADV_??? */) = -1 EINVAL");
    assertThat(
            RecordedCall.of("openat", -100, 0, 0x80000)
                .returns(-14)
                .line(names(TextOptions.Names.VERBOSE)))
        .startsWith("openat(-100 /* AT_FDCWD */, NULL, 0x80000 /* O_RDONLY|O_CLOEXEC */) = -1");
  }

  private static String bind(TextOptions.Names names) {
    return RecordedCall.of("bind", 4, AT, 16)
        .entry(1, AT, "02000001" + "7f000001" + "00".repeat(8))
        .returns(0)
        .line(names(names));
  }

  private static TextOptions names(TextOptions.Names names) {
    return new TextOptions(32, false, 0, names, false, 0);
  }

  @Test
  void aLongBufferIsCut() {
    assertThat(RecordedCall.of("write", 4, AT, 50).entry(1, AT, "78".repeat(50)).returns(50).line())
        .isEqualTo("write(4, \"" + "x".repeat(32) + "\"..., 50) = 50");
    assertThat(
            RecordedCall.of("write", 4, AT, 5)
                .entry(1, AT, "7878787878")
                .returns(5)
                .line(new TextOptions(2, false, 2, 0)))
        .isEqualTo("write(4, \"\\x78\\x78\"..., 5) = 5");
  }

  @Test
  void bitsWithoutANameAreKept() {
    assertThat(
            RecordedCall.of("openat", AT_FDCWD, AT, 0x40000003).text(1, AT, "/x").returns(3).line())
        .isEqualTo("openat(AT_FDCWD, \"/x\", O_ACCMODE|0x40000000) = 3");
    assertThat(RecordedCall.of("umount2", AT, 0x80).text(0, AT, "/x").returns(0).line())
        .isEqualTo("umount2(\"/x\", 0x80 /* MNT_??? */) = 0");
    assertThat(RecordedCall.of("clock_gettime", 77, 0).returns(-22).line())
        .isEqualTo("clock_gettime(0x4d /* CLOCK_??? */, NULL) = -1 EINVAL (Invalid argument)");
  }

  @Test
  void aStatHasModeAndSizeOrDevice() {
    String before = "00".repeat(24);
    assertThat(
            RecordedCall.of("fstat", 3, AT)
                .exit(
                    1,
                    AT,
                    before + "a4810000" + "00".repeat(20) + "c504000000000000" + "00".repeat(88))
                .returns(0)
                .line())
        .isEqualTo("fstat(3, {st_mode=S_IFREG|0644, st_size=1221, ...}) = 0");
    assertThat(
            RecordedCall.of("fstat", 3, AT)
                .exit(
                    1,
                    AT,
                    before + "b6210000" + "00".repeat(12) + "0301000000000000" + "00".repeat(96))
                .returns(0)
                .line())
        .isEqualTo("fstat(3, {st_mode=S_IFCHR|0666, st_rdev=makedev(0x1, 0x3), ...}) = 0");
  }

  @Test
  void aStructThatIsCutIsAnAddress() {
    assertThat(RecordedCall.of("fstat", 3, AT).exit(1, AT, "00".repeat(143)).returns(0).line())
        .isEqualTo("fstat(3, 0x7ffe00001000) = 0");
  }

  @Test
  void aProgramHasItsArgumentsAndTheSizeOfItsEnvironment() {
    assertThat(
            RecordedCall.of("execve", AT, AT + 64, AT + 128)
                .text(0, AT, "/bin/ls")
                .capture(
                    1,
                    Capture.ENTRY,
                    Capture.STRING,
                    AT + 64,
                    24,
                    RecordedCall.hex("0001000000000000 0002000000000000 0000000000000000"),
                    0)
                .text(1, 0x100, "ls")
                .text(1, 0x200, "-l")
                .capture(
                    2,
                    Capture.ENTRY,
                    Capture.STRING,
                    AT + 128,
                    16,
                    RecordedCall.hex("0003000000000000 0000000000000000"),
                    0)
                .returns(0)
                .line())
        .isEqualTo("execve(\"/bin/ls\", [\"ls\", \"-l\"], 0x7ffe00001080 /* 1 var */) = 0");
  }

  @Test
  void aValueThatTheKernelChangedIsShownBeforeAndAfter() {
    assertThat(
            RecordedCall.of("accept", 3, AT, AT + 64)
                .exit(1, AT, "0100")
                .entry(2, AT + 64, "6e000000")
                .exit(2, AT + 64, "02000000")
                .returns(4)
                .line())
        .isEqualTo("accept(3, {sa_family=AF_UNIX}, [110 => 2]) = 4");
  }

  @Test
  void aValueReadTooLateIsNotShownAsTheValueAtEntry() {
    byte[] late = RecordedCall.hex("0a00000000000000");
    assertThat(
            RecordedCall.of("sendfile", 1, 3, AT, 10)
                .capture(2, Capture.ENTRY, Capture.LATE, AT, 8, late, 0)
                .returns(10)
                .line())
        .isEqualTo("sendfile(1, 3, 0x7ffe00001000, 10) = 10");
  }

  @Test
  void addressesOfSocketsAreWrittenByFamily() {
    assertThat(
            RecordedCall.of("connect", 5, AT, 16)
                .entry(1, AT, "0200 0050 7f000001 0000000000000000")
                .returns(-111)
                .line())
        .isEqualTo(
            "connect(5, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"127.0.0.1\")},"
                + " 16) = -1 ECONNREFUSED (Connection refused)");
    assertThat(
            RecordedCall.of("bind", 5, AT, 28)
                .entry(1, AT, "0a00 0009 00000000" + "00".repeat(15) + "01" + "00000000")
                .returns(0)
                .line())
        .isEqualTo(
            "bind(5, {sa_family=AF_INET6, sin6_port=htons(9), sin6_flowinfo=htonl(0),"
                + " inet_pton(AF_INET6, \"::1\", &sin6_addr), sin6_scope_id=0}, 28) = 0");
    assertThat(RecordedCall.of("connect", 5, AT, 6).entry(1, AT, "0100 00616273").returns(0).line())
        .isEqualTo("connect(5, {sa_family=AF_UNIX, sun_path=@\"abs\"}, 6) = 0");
  }

  @Test
  void dataOfAVectorReadEndsWhereTheResultDoes() {
    assertThat(
            RecordedCall.of("readv", 3, AT, 2)
                .entry(1, AT, "0001000000000000 0400000000000000 0002000000000000 0400000000000000")
                .exit(1, 0x100, "61626300")
                .returns(3)
                .line())
        .isEqualTo("readv(3, [{iov_base=\"abc\", iov_len=4}, {iov_base=\"\", iov_len=4}], 2) = 3");
  }

  @Test
  void pollTellsBehindTheResultWhatCame() {
    RecordedCall poll =
        RecordedCall.of("poll", AT, 2, 10)
            .entry(0, AT, "03000000 0100 0000 04000000 0400 0000")
            .exit(0, AT, "03000000 0100 0000 04000000 0400 0400");
    assertThat(poll.returns(1).line())
        .isEqualTo(
            "poll([{fd=3, events=POLLIN}, {fd=4, events=POLLOUT}], 2, 10) = 1"
                + " ([{fd=4, revents=POLLOUT}])");
    assertThat(RecordedCall.of("poll", 0, 0, 5).returns(0).line())
        .isEqualTo("poll(NULL, 0, 5) = 0 (Timeout)");
  }

  @Test
  void selectTellsWhichDescriptorsAreReady() {
    assertThat(
            RecordedCall.of("select", 5, AT, AT + 8, 0, AT + 16)
                .entry(1, AT, "0800000000000000")
                .entry(2, AT + 8, "1000000000000000")
                .entry(4, AT + 16, "0100000000000000 0000000000000000")
                .exit(1, AT, "0000000000000000")
                .exit(2, AT + 8, "1000000000000000")
                .exit(4, AT + 16, "0000000000000000 0900000000000000")
                .returns(1)
                .line())
        .isEqualTo(
            "select(5, [3], [4], NULL, {tv_sec=1, tv_usec=0}) = 1"
                + " (out [4], left {tv_sec=0, tv_usec=9})");
  }

  @Test
  void setsOfSignalsAreShort() {
    assertThat(
            RecordedCall.of("rt_sigprocmask", 2, AT, AT + 8, 8)
                .entry(1, AT, "ffffff7f feffffff")
                .exit(2, AT + 8, "0200010002000000")
                .returns(0)
                .line())
        .isEqualTo("rt_sigprocmask(SIG_SETMASK, ~[RTMIN RT_1], [INT CHLD RT_2], 8) = 0");
  }

  @Test
  void futexHasTheArgumentsOfItsOperation() {
    assertThat(RecordedCall.of("futex", AT, 0x81, 1, 9, 9, 9).returns(0).line())
        .isEqualTo("futex(0x7ffe00001000, FUTEX_WAKE_PRIVATE, 1) = 0");
    assertThat(RecordedCall.of("futex", AT, 0x189, 0, 0, 9, -1).returns(-11).line())
        .isEqualTo(
            "futex(0x7ffe00001000, FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME, 0, NULL,"
                + " FUTEX_BITSET_MATCH_ANY) = -1 EAGAIN (Resource temporarily unavailable)");
  }

  @Test
  void cloneNamesItsArguments() {
    assertThat(RecordedCall.of("clone", 0x1200011, 0, 0, AT, 0).returns(842).line())
        .isEqualTo(
            "clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD,"
                + " child_tidptr=0x7ffe00001000) = 842");
  }

  @Test
  void aChildsEndIsTakenApart() {
    assertThat(RecordedCall.of("wait4", -1, AT, 0, 0).exit(1, AT, "00030000").returns(842).line())
        .isEqualTo("wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 3}], 0, NULL) = 842");
    assertThat(RecordedCall.of("wait4", 5, AT, 1, 0).exit(1, AT, "00030000").returns(0).line())
        .isEqualTo("wait4(5, 0x7ffe00001000, WNOHANG, NULL) = 0");
  }

  @Test
  void limitsAreMultiplesOf1024OrInfinite() {
    assertThat(
            RecordedCall.of("prlimit64", 0, 3, 0, AT)
                .exit(3, AT, "0000800000000000 ffffffffffffffff")
                .returns(0)
                .line())
        .isEqualTo(
            "prlimit64(0, RLIMIT_STACK, NULL, {rlim_cur=8192*1024, rlim_max=RLIM64_INFINITY}) = 0");
  }

  @Test
  void flagsOfADescriptorStandBehindTheResult() {
    assertThat(RecordedCall.of("fcntl", 1, 3).returns(0x8001).line())
        .isEqualTo("fcntl(1, F_GETFL) = 0x8001 (flags O_WRONLY|O_LARGEFILE)");
  }

  @Test
  void entriesAreCountedOnlyWhereAllAreThere() {
    String entry = "00".repeat(16) + "1800" + "00".repeat(6);
    assertThat(
            RecordedCall.of("getdents64", 3, AT, 32768)
                .exit(1, AT, entry + entry)
                .returns(48)
                .line())
        .isEqualTo("getdents64(3, 0x7ffe00001000 /* 2 entries */, 32768) = 48");
    assertThat(RecordedCall.of("getdents64", 3, AT, 32768).exit(1, AT, entry).returns(48).line())
        .isEqualTo("getdents64(3, 0x7ffe00001000, 32768) = 48");
  }

  @Test
  void ofACallThatNeverReturnedStandsWhatWasKnownAtEntry() {
    assertThat(RecordedCall.of("exit_group", 3).neverReturns().line())
        .isEqualTo("exit_group(3) = ?");
    assertThat(RecordedCall.of("read", 0, AT, 1).neverReturns().line())
        .isEqualTo("read(0,  <unfinished ...>) = ?");
    assertThat(RecordedCall.of("pause").neverReturns().line()).isEqualTo("pause() = ?");
  }

  @Test
  void wordsOfA32BitProgramAre32BitsWide() {
    assertThat(
            RecordedCall.on(Abi.I386, "writev", 1, 0x1000, 1)
                .entry(1, 0x1000, "00200000 02000000")
                .entry(1, 0x2000, "6869")
                .returns(2)
                .line())
        .isEqualTo("writev(1, [{iov_base=\"hi\", iov_len=2}], 1) = 2");
    assertThat(RecordedCall.on(Abi.I386, "close", 3).returns(0xfffffff7L).line())
        .isEqualTo("close(3) = -1 EBADF (Bad file descriptor)");
  }

  @Test
  void aCallWithoutADescriptionHasItsWords() {
    assertThat(RecordedCall.numbered(Abi.X86_64, 999, 1, 2, 3, 0, 0xff, 6).returns(-38).line())
        .isEqualTo(
            "syscall_0x3e7(0x1, 0x2, 0x3, 0, 0xff, 0x6) = -1 ENOSYS (Function not implemented)");
  }
}
