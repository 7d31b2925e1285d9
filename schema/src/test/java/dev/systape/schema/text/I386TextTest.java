package dev.systape.schema.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.abi.Abi;
import org.junit.jupiter.api.Test;

/** Calls that i386 alone has, as strace 6.1 wrote them for the same words and bytes. */
class I386TextTest {
  private static final long AT = 0x2000_1000L;

  private static RecordedCall call(String name, long... arguments) {
    return RecordedCall.on(Abi.I386, name, arguments);
  }

  @Test
  void ipcIsWrittenAsTheCallThatItStandsFor() {
    assertThat(call("ipc", 2, 0, 2, 01600, 0, 0).returns(7).line())
        .isEqualTo("semget(IPC_PRIVATE, 2, IPC_CREAT|0600) = 7");
    assertThat(call("ipc", 13, 0xffffffffL, 3, 0, 0, 0).returns(-2).line())
        .isEqualTo("msgget(0xffffffff, 003) = -1 ENOENT (No such file or directory)");
    assertThat(call("ipc", 22, 0, 0, 0, AT, 0).returns(0).line())
        .isEqualTo("shmdt(0x20001000) = 0");
    assertThat(
            call("ipc", 11, 7, 3, 04000, AT, 0)
                .entry(4, AT, "05000000")
                .entry(4, AT + 4, "6869ff")
                .returns(0)
                .line())
        .isEqualTo("msgsnd(7, {mtype=5, mtext=\"hi\\377\"}, 3, IPC_NOWAIT) = 0");
    assertThat(call("ipc", 1, 7, 1, 0, AT, 0).entry(4, AT, "0000 ffff 0008").returns(-11).line())
        .isEqualTo(
            "semop(7, [{sem_num=0, sem_op=-1, sem_flg=IPC_NOWAIT}], 1)"
                + " = -1 EAGAIN (Resource temporarily unavailable)");
    assertThat(
            call("ipc", 4, 7, 1, 0, AT, AT + 64)
                .entry(4, AT, "0000 ffff 0008")
                .entry(5, AT + 64, "00000000 e8030000")
                .returns(-11)
                .line())
        .startsWith(
            "semtimedop(7, [{sem_num=0, sem_op=-1, sem_flg=IPC_NOWAIT}], 1, {tv_sec=0, tv_nsec=1000})");
  }

  @Test
  void aNumberThatIpcDoesNotKnowHasItsWords() {
    assertThat(call("ipc", 0x1_0005L, 0xffffffffL, 1, 0, AT, 0).returns(-38).line())
        .isEqualTo(
            "ipc(1<<16|5, 0xffffffff, 0x1, 0, 0x20001000, 0)"
                + " = -1 ENOSYS (Function not implemented)");
    assertThat(call("ipc", 9, 1, 2, 3, 0, 5).returns(-38).line())
        .startsWith("ipc(9, 0x1, 0x2, 0x3, 0, 0x5) =");
  }

  @Test
  void theUnionOfSemctlLiesInMemory() {
    assertThat(call("ipc", 3, 7, 1, 0x110, AT, 0).entry(4, AT, "05000000").returns(0).line())
        .isEqualTo("semctl(7, 1, IPC_64|SETVAL, [0x5]) = 0");
    assertThat(call("ipc", 3, 7, 1, 0x113, AT, 0).entry(4, AT, "05000000").returns(-14).line())
        .isEqualTo("semctl(7, 1, IPC_64|SEM_INFO, 0x5) = -1 EFAULT (Bad address)");
    assertThat(call("ipc", 3, -1, 2, 3, 0, 0).returns(-22).line())
        .isEqualTo("semctl(-1, 2, IPC_INFO, NULL) = -1 EINVAL (Invalid argument)");
  }

  @Test
  void aMessageThatIsReceivedHasItsTypeInMemoryInTheOldestVersion() {
    assertThat(
            call("ipc", 12, 7, 8, 04000, AT, 0)
                .entry(4, AT, "00200020 07000000")
                .returns(-42)
                .line())
        .isEqualTo("msgrcv(7, 0x20001000, 8, IPC_NOWAIT) = -1 ENOMSG (No message of desired type)");
    assertThat(
            call("ipc", 0x1_000cL, 7, 2, 04000, AT, -5)
                .exit(4, AT, "05000000")
                .exit(4, AT + 4, "6869")
                .returns(2)
                .line())
        .isEqualTo("msgrcv(7, {mtype=5, mtext=\"hi\"}, 2, -5, IPC_NOWAIT) = 2");
  }

  @Test
  void memoryThatIsAttachedIsTheResult() {
    assertThat(call("ipc", 21, 9, 010000, AT, 0, 0).exit(3, AT, "00c0fdf7").returns(0).line())
        .isEqualTo("shmat(9, NULL, SHM_RDONLY) = 0xf7fdc000");
  }

  @Test
  void theFirstMmapIsWrittenAsTheLaterOnes() {
    String words = "00000000 00100000 03000000 22000000 ffffffff 00500000";
    assertThat(call("mmap", AT).entry(0, AT, words).returns(0xf7fc_f000L).line())
        .isEqualTo(
            "mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0x5000)"
                + " = 0xf7fcf000");
    assertThat(call("mmap", AT).returns(-14).line())
        .isEqualTo("mmap(0x20001000) = -1 EFAULT (Bad address)");
    assertThat(call("mmap2", 0, 4096, 1, 2, 3, 5).returns(-22).line())
        .isEqualTo(
            "mmap2(NULL, 4096, PROT_READ, MAP_PRIVATE, 3, 0x5000) = -1 EINVAL (Invalid argument)");
  }

  @Test
  void theFirstStatHasModeAndSizeOrDevice() {
    String device = "0600 0300 b621 0100 0000 feff 0301 0000 00000000 01000000 02000000 03000000";
    assertThat(call("oldfstat", 0, AT).exit(1, AT, device).returns(0).line())
        .isEqualTo("oldfstat(0, {st_mode=S_IFCHR|0666, st_rdev=makedev(0x1, 0x3), ...}) = 0");
    assertThat(
            call("oldfstat", 0, AT)
                .exit(1, AT, device)
                .returns(0)
                .line(new TextOptions(32, true, 0, 0)))
        .contains("st_blksize=0, st_blocks=0, st_rdev=makedev(0x1, 0x3), st_atime=1 ")
        .doesNotContain("nsec");
  }

  @Test
  void anEntryThatIsReadAloneHasTheLengthOfItsName() {
    assertThat(
            call("readdir", 3, AT, 1).exit(1, AT, "01000000 00000000 0100 2e00").returns(1).line())
        .isEqualTo("readdir(3, {d_ino=1, d_off=0, d_reclen=1, d_name=\".\"}) = 1");
    assertThat(call("readdir", -1, 0, 5).returns(-9).line())
        .isEqualTo("readdir(-1, NULL, 5) = -1 EBADF (Bad file descriptor)");
  }

  @Test
  void numbersOf32BitsHaveNoSignWhereTheyAreResultsOrSizes() {
    assertThat(call("getegid32").returns(0x8001_2345L).line())
        .isEqualTo("getegid32() = 2147558213");
    assertThat(call("truncate64", 0, -1, -1).returns(-14).line())
        .isEqualTo("truncate64(NULL, 18446744073709551615) = -1 EFAULT (Bad address)");
    assertThat(call("signal", 10, -1).returns(1).line())
        .isEqualTo("signal(SIGUSR1, 0xffffffff) = 0x1 (SIG_IGN)");
  }

  @Test
  void placesOfUserDataAreThoseOf64Bits() {
    assertThat(call("ptrace", 3, 7, 44, AT).returns(-3).line())
        .isEqualTo("ptrace(PTRACE_PEEKUSER, 7, 8*RBX+4, 0x20001000) = -1 ESRCH (No such process)");
  }
}
