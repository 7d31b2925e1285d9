package dev.systape.schema.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.tape.Capture;
import org.junit.jupiter.api.Test;

/** Calls on files, mounts and file systems whose memory is cut, doubled or more than is known. */
class FileTextTest {
  private static final long AT = 0x7ffe00001000L;
  private static final long BUFFER = 0x7ffe00002000L;
  private static final int EFAULT = 14;
  private static final int EBADF = 9;
  private static final int E2BIG = 7;
  private static final String NO_DESCRIPTOR = ") = -1 EBADF (Bad file descriptor)";
  private static final String NUMBER_1 = "0100000000000000";

  @Test
  void oneBufferOfTwoThatBeginAlikeMayEndTooEarly() {
    String buffer = "00200000fe7f0000";
    byte[] there = {'a', 'b'};
    assertThat(
            RecordedCall.of("writev", 1, AT, 2)
                .entry(1, AT, buffer + "0200000000000000" + buffer + "0300000000000000")
                .entry(1, BUFFER, "6162")
                .capture(1, Capture.ENTRY, 0, BUFFER, 3, there, EFAULT)
                .returns(2)
                .line())
        .isEqualTo(
            "writev(1, [{iov_base=\"ab\", iov_len=2},"
                + " {iov_base=0x7ffe00002000, iov_len=3}], 2) = 2");
  }

  @Test
  void aStructThatEndsBehindWhatIsKnownSaysOnlyThatThereIsMore() {
    String known = "00".repeat(24) + NUMBER_1;
    assertThat(
            RecordedCall.of("openat2", -100, 0, AT, 48)
                .capture(2, Capture.ENTRY, 0, AT, 48, RecordedCall.hex(known), EFAULT)
                .returns(-E2BIG)
                .line())
        .startsWith("openat2(AT_FDCWD, NULL, {flags=O_RDONLY, resolve=0, ???}, 48) = -1 E2BIG");
    assertThat(
            RecordedCall.of("openat2", -100, 0, AT, 32).entry(2, AT, known).returns(-E2BIG).line())
        .contains("resolve=0, /* bytes 24..31 */ \"\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\"}");
  }

  @Test
  void aRulesetTellsThatItIsLongerButNotWhatFollows() {
    String attributes = NUMBER_1 + "0200000000000000" + NUMBER_1 + "0900000000000000";
    assertThat(
            RecordedCall.of("landlock_create_ruleset", AT, 32, 0)
                .entry(0, AT, attributes)
                .returns(-E2BIG)
                .line())
        .startsWith(
            "landlock_create_ruleset({handled_access_fs=LANDLOCK_ACCESS_FS_EXECUTE,"
                + " handled_access_net=LANDLOCK_ACCESS_NET_CONNECT_TCP,"
                + " scoped=LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET, ...}, 32, 0)");
    assertThat(
            RecordedCall.of("landlock_create_ruleset", AT, 8, 0)
                .entry(0, AT, NUMBER_1)
                .returns(3)
                .line())
        .isEqualTo(
            "landlock_create_ruleset({handled_access_fs=LANDLOCK_ACCESS_FS_EXECUTE}, 8, 0) = 3");
  }

  @Test
  void aRuleOfLandlockHasNoGapBehindIt() {
    assertThat(
            RecordedCall.of("landlock_add_rule", -1, 1, AT, 0)
                .entry(2, AT, NUMBER_1 + "05000000")
                .returns(-EBADF)
                .line())
        .contains("{allowed_access=LANDLOCK_ACCESS_FS_EXECUTE, parent_fd=5}, 0" + NO_DESCRIPTOR);
  }

  @Test
  void theLastArgumentOfFsconfigIsADirectoryWherePathsAreSet() {
    assertThat(
            RecordedCall.of("fsconfig", -1, 3, 0, AT, -100)
                .text(3, AT, "/x")
                .returns(-EBADF)
                .line())
        .isEqualTo("fsconfig(-1, FSCONFIG_SET_PATH, NULL, \"/x\", AT_FDCWD" + NO_DESCRIPTOR);
    assertThat(RecordedCall.of("fsconfig", -1, 1, 0, 0, -100).returns(-EBADF).line())
        .isEqualTo("fsconfig(-1, FSCONFIG_SET_STRING, NULL, NULL, -100" + NO_DESCRIPTOR);
  }

  @Test
  void aBinaryValueLongerThanTheKernelTakesIsAnAddress() {
    assertThat(binary(2)).contains("FSCONFIG_SET_BINARY, NULL, \"\\x61\\x62\", 2)");
    assertThat(binary(0x100001)).contains("NULL, 0x7ffe00001000, 1048577)");
    assertThat(binary(-1)).contains("NULL, 0x7ffe00001000, -1)");
  }

  private static String binary(int length) {
    return RecordedCall.of("fsconfig", -1, 2, 0, AT, length)
        .entry(3, AT, "6162")
        .returns(-EBADF)
        .line();
  }

  @Test
  void numbersHaveTheNameOfTheirGreatestWithoutASign() {
    assertThat(defragment("feffffffffffffff")).contains("len=18446744073709551614, flags=0");
    assertThat(defragment("ffffffffffffffff")).contains("len=UINT64_MAX, flags=0");
  }

  private static String defragment(String length) {
    return RecordedCall.of("ioctl", -1, 0x40309410L, AT)
        .entry(2, AT, NUMBER_1 + length + "00".repeat(32))
        .returns(-EBADF)
        .line();
  }

  @Test
  void aBalanceHasWhatItsFlagsAskFor() {
    String data = NUMBER_1 + "00".repeat(128);
    String line =
        RecordedCall.of("ioctl", -1, 0xc4009420L, AT)
            .entry(2, AT, NUMBER_1 + "00".repeat(8) + data + "00".repeat(872))
            .returns(-EBADF)
            .line();
    assertThat(line)
        .isEqualTo(
            "ioctl(-1, BTRFS_IOC_BALANCE_V2, {flags=BTRFS_BALANCE_DATA,"
                + " data={profiles=BTRFS_BLOCK_GROUP_DATA, usage=0, devid=makedev(0, 0), pstart=0,"
                + " pend=0, vstart=0, vend=0, target=0, flags=0}}"
                + NO_DESCRIPTOR);
  }

  @Test
  void aNewSubvolumePointsToTheGroupsThatItInherits() {
    String head = "03000000" + "00".repeat(12) + "0400000000000000" + "4800000000000000";
    String line =
        RecordedCall.of("ioctl", -1, 0x50009418L, AT)
            .entry(2, AT, head + "00200000fe7f0000" + "00".repeat(16) + "73" + "00".repeat(4039))
            .entry(2, BUFFER, NUMBER_1 + "02" + "00".repeat(63))
            .returns(-EBADF)
            .line();
    assertThat(line)
        .contains(
            "{fd=3, flags=BTRFS_SUBVOL_QGROUP_INHERIT, size=72,"
                + " qgroup_inherit={flags=BTRFS_QGROUP_INHERIT_SET_LIMITS, num_qgroups=2,"
                + " num_ref_copies=0, num_excl_copies=0, lim={flags=0, max_rfer=0, max_excl=0,"
                + " rsv_rfer=0, rsv_excl=0}, ...}, name=\"s\"}");
  }

  @Test
  void directoryEntriesAreCountedInThePlural() {
    assertThat(
            RecordedCall.of("getdents64", 3, AT, 24)
                .exit(1, AT, "00".repeat(16) + "180004" + "2e" + "00".repeat(4))
                .returns(24)
                .line())
        .isEqualTo("getdents64(3, 0x7ffe00001000 /* 1 entries */, 24) = 24");
  }

  @Test
  void aFileSystemWithoutANameIsANumberAlone() {
    assertThat(statfs("45504950")).startsWith("statfs(NULL, {f_type=PIPEFS_MAGIC, f_bsize=0");
    assertThat(statfs("78563412")).startsWith("statfs(NULL, {f_type=0x12345678, f_bsize=0");
  }

  private static String statfs(String type) {
    return RecordedCall.of("statfs", 0, AT).exit(1, AT, type + "00".repeat(116)).line();
  }

  @Test
  void theTwoBitsOfTimesOfAccessHaveTheirOwnNames() {
    assertThat(RecordedCall.of("fsmount", -1, 0, 0x70).returns(-22).line())
        .isEqualTo(
            "fsmount(-1, 0, MOUNT_ATTR_NOATIME|MOUNT_ATTR_STRICTATIME|0x40)"
                + " = -1 EINVAL (Invalid argument)");
    assertThat(RecordedCall.of("fsmount", -1, 0, 0x200000).returns(-22).line())
        .isEqualTo("fsmount(-1, 0, 0x200000 /* MOUNT_ATTR_??? */) = -1 EINVAL (Invalid argument)");
  }

  @Test
  void aRequestHasADescriptorToTellWhereItsFlagsSaySo() {
    String head = "00".repeat(16) + "0000 0000 03000000" + "00".repeat(32);
    assertThat(request(head + "01000000 05000000").line())
        .contains("aio_offset=0, aio_flags=IOCB_FLAG_RESFD, aio_resfd=5}");
    assertThat(request(head + "00000000 ffffffff").line())
        .contains("aio_offset=0, aio_resfd=0xffffffff}");
    assertThat(request(head + "00000000 00000000").line()).contains("aio_offset=0}");
  }

  private static RecordedCall request(String iocb) {
    return RecordedCall.of("io_submit", 0, 1, 0x1000)
        .entry(2, 0x1000, "0020000000000000")
        .entry(2, 0x2000, iocb)
        .returns(-22);
  }
}
