package dev.systape.schema.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.tape.Capture;
import org.junit.jupiter.api.Test;

/** Calls whose structs have sizes and kinds, as strace 6.1 wrote them for the same bytes. */
class DeviceTextTest {
  private static final long AT = 0x7ffe_0000_1000L;

  @Test
  void fieldsOfBpfComeInGroupsWhoseMissingBytesAreZero() {
    assertThat(RecordedCall.of("bpf", 9, AT, 1).entry(1, AT, "07").returns(-22).line())
        .isEqualTo(
            "bpf(BPF_PROG_DETACH, {target_fd=7, attach_type=BPF_CGROUP_INET_INGRESS}, 1)"
                + " = -1 EINVAL (Invalid argument)");
    assertThat(RecordedCall.of("bpf", 6, AT, 13).entry(1, AT, "00".repeat(13)).returns(-9).line())
        .isEqualTo(
            "bpf(BPF_OBJ_PIN, {pathname=NULL, bpf_fd=0, file_flags=0}, 13)"
                + " = -1 EBADF (Bad file descriptor)");
  }

  @Test
  void whatBpfStatesBehindTheKnownIsMentionedWhereItIsNotZero() {
    String id = "05000000";
    assertThat(RecordedCall.of("bpf", 19, AT, 8).entry(1, AT, id + "00000000").returns(3).line())
        .isEqualTo("bpf(BPF_BTF_GET_FD_BY_ID, {btf_id=5}, 8) = 3");
    assertThat(RecordedCall.of("bpf", 19, AT, 8).entry(1, AT, id + "00000001").returns(3).line())
        .isEqualTo("bpf(BPF_BTF_GET_FD_BY_ID, {btf_id=5, ...}, 8) = 3");
  }

  @Test
  void aCacheThatIsCountedHasThreeNames() {
    String attributes = "03000000" + "40000000" + "0101010000000000" + "00".repeat(48);
    assertThat(
            RecordedCall.of("perf_event_open", AT, 0, -1, -1, 0)
                .entry(0, AT, attributes)
                .returns(3)
                .line())
        .startsWith(
            "perf_event_open({type=PERF_TYPE_HW_CACHE, size=PERF_ATTR_SIZE_VER0,"
                + " config=PERF_COUNT_HW_CACHE_RESULT_MISS<<16|PERF_COUNT_HW_CACHE_OP_WRITE<<8"
                + "|PERF_COUNT_HW_CACHE_L1I, sample_period=0,");
  }

  @Test
  void theKindOfANamespaceIsAResultWithAName() {
    assertThat(RecordedCall.of("ioctl", 3, 0xb703, 0).returns(0x40000000).line())
        .isEqualTo("ioctl(3, NS_GET_NSTYPE) = 1073741824 (CLONE_NEWNET)");
  }

  @Test
  void aVideoFormatIsWhatTheTypeOfItsBuffersSays() {
    String radio = "0b000000" + "00000000" + "4e563132" + "10000000";
    assertThat(video(0xc0d05605L, radio, -9))
        .isEqualTo(
            "ioctl(3, VIDIOC_S_FMT, {type=V4L2_BUF_TYPE_SDR_CAPTURE, fmt.sdr={pixelformat="
                + "v4l2_fourcc('N', 'V', '1', '2') /* V4L2_PIX_FMT_NV12 */, buffersize=16}})"
                + " = -1 EBADF (Bad file descriptor)");
    assertThat(video(0xc0d05605L, radio, 0))
        .endsWith(
            "buffersize=16}} => {fmt.sdr={pixelformat=v4l2_fourcc('N', 'V', '1', '2')"
                + " /* V4L2_PIX_FMT_NV12 */, buffersize=16}}) = 0");
    assertThat(video(0xc0d05605L, "00000000", 0))
        .isEqualTo("ioctl(3, VIDIOC_S_FMT, {type=0 /* V4L2_BUF_TYPE_??? */}) = 0");
  }

  private static String video(long command, String start, long result) {
    String bytes = start + "00".repeat(208 - start.length() / 2);
    RecordedCall call = RecordedCall.of("ioctl", 3, command, AT).entry(2, AT, bytes);
    return (result < 0 ? call : call.exit(2, AT, bytes)).returns(result).line();
  }

  @Test
  void aControlWithoutANameIsANumberOfItsClass() {
    assertThat(
            RecordedCall.of("ioctl", -1, 0xc008561cL, AT)
                .entry(2, AT, "00099a00" + "01000000")
                .returns(-9)
                .line())
        .isEqualTo(
            "ioctl(-1, VIDIOC_S_CTRL, {id=V4L2_CTRL_CLASS_CAMERA+0x900, value=1})"
                + " = -1 EBADF (Bad file descriptor)");
    assertThat(
            RecordedCall.of("ioctl", -1, 0xc0445624L, AT)
                .entry(2, AT, "00099880" + "00".repeat(64))
                .returns(-9)
                .line())
        .startsWith(
            "ioctl(-1, VIDIOC_QUERYCTRL, {id=V4L2_CTRL_FLAG_NEXT_CTRL|V4L2_CID_BRIGHTNESS})");
  }

  @Test
  void theBuffersOfAScsiRequestAreAsMuchAsIsTransferred() {
    String head = "53000000" + "feffffff" + "00000200" + "06000000";
    String request = head + "0020000000000000" + "00".repeat(64);
    String iovecs =
        "0030000000000000" + "0400000000000000" + "0040000000000000" + "0900000000000000";
    assertThat(
            RecordedCall.of("ioctl", -1, 0x2285, AT)
                .entry(2, AT, request)
                .entry(2, 0x2000, iovecs)
                .entry(2, 0x3000, "61626364")
                .entry(2, 0x4000, "656667686967616a6b")
                .returns(-9)
                .line())
        .contains(
            "iovec_count=2, dxfer_len=6, timeout=0, flags=0, dxferp=[{iov_base=\"abcd\", iov_len=4},"
                + " {iov_base=\"ef\", iov_len=9}], status=0,");
  }

  @Test
  void whatARingIsToBeKeptToHasTheNamesOfItsKind() {
    assertThat(
            RecordedCall.of("io_uring_register", 3, 11, AT, 2)
                .entry(2, AT, "0100" + "02" + "00".repeat(13) + "0900" + "04" + "00".repeat(13))
                .returns(-77)
                .line())
        .startsWith(
            "io_uring_register(3, IORING_REGISTER_RESTRICTIONS,"
                + " [{opcode=IORING_RESTRICTION_SQE_OP, sqe_op=IORING_OP_WRITEV},"
                + " {opcode=0x9 /* IORING_RESTRICTION_??? */ /* op: 0x4 */}], 2)");
  }

  @Test
  void workersOfARingAreToldAsTheyWereToo() {
    assertThat(
            RecordedCall.of("io_uring_register", 3, 19, AT, 2)
                .entry(2, AT, "0300000000000000")
                .exit(2, AT, "0400000007000000")
                .returns(0)
                .line())
        .isEqualTo(
            "io_uring_register(3, IORING_REGISTER_IOWQ_MAX_WORKERS, [[IO_WQ_BOUND]=3,"
                + " [IO_WQ_UNBOUND]=0] => [[IO_WQ_BOUND]=4, [IO_WQ_UNBOUND]=7], 2) = 0");
    assertThat(
            RecordedCall.of("io_uring_register", 3, 19, AT, 1)
                .entry(2, AT, "03000000")
                .returns(-22)
                .line())
        .startsWith(
            "io_uring_register(3, IORING_REGISTER_IOWQ_MAX_WORKERS, [[IO_WQ_BOUND]=3]"
                + " => 0x7ffe00001000, 1)");
  }

  @Test
  void aProbeOfZerosIsToldOnceItIsFilledIn() {
    String zeros = "00".repeat(16);
    RecordedCall failed = RecordedCall.of("io_uring_register", 3, 8, AT, 0).entry(2, AT, zeros);
    assertThat(failed.returns(-22).line())
        .startsWith("io_uring_register(3, IORING_REGISTER_PROBE, 0x7ffe00001000, 0)");
    RecordedCall filled = RecordedCall.of("io_uring_register", 3, 8, AT, 1).entry(2, AT, zeros);
    assertThat(
            filled
                .entry(2, AT + 16, "0000000000000000")
                .exit(2, AT, "0301" + "00".repeat(14))
                .exit(2, AT + 16, "0000010000000000")
                .returns(0)
                .line())
        .isEqualTo(
            "io_uring_register(3, IORING_REGISTER_PROBE, {last_op=IORING_OP_FSYNC, ops_len=1,"
                + " ops=[{op=IORING_OP_NOP, flags=IO_URING_OP_SUPPORTED}]}, 1) = 0");
  }

  @Test
  void aNumberThatBpfChangedIsToldAnew() {
    assertThat(
            RecordedCall.of("bpf", 12, AT, 12)
                .entry(1, AT, "00".repeat(12))
                .exit(1, AT, "0000000005000000")
                .returns(0)
                .line())
        .isEqualTo("bpf(BPF_MAP_GET_NEXT_ID, {start_id=0, next_id=0 => 5, open_flags=0}, 12) = 0");
  }

  @Test
  void aNameThatTheSizeOfTheAttributesCutsIsNotWhole() {
    String attributes =
        "63000000" + "04000000" + "08000000" + "02000000" + "00".repeat(12) + "6d6d6d6d";
    assertThat(RecordedCall.of("bpf", 0, AT, 32).entry(1, AT, attributes).returns(-22).line())
        .contains("map_name=\"mmm\"...}, 32)");
  }

  @Test
  void aNotificationOfZerosIsToldOnceItIsReceived() {
    String told =
        "0500000000000000" + "07000000" + "00000000" + "6e000000" + "3e0000c0" + "00".repeat(56);
    assertThat(
            RecordedCall.of("ioctl", 3, 0xc0502100L, AT)
                .entry(2, AT, "00".repeat(80))
                .exit(2, AT, told)
                .returns(0)
                .line())
        .startsWith(
            "ioctl(3, SECCOMP_IOCTL_NOTIF_RECV, {id=0x5, pid=7, flags=0, data={nr=__NR_getppid,"
                + " arch=AUDIT_ARCH_X86_64,");
    assertThat(
            RecordedCall.of("ioctl", 3, 0xc0182101L, AT)
                .entry(2, AT, "05" + "00".repeat(15) + "f9ffffff" + "00000000")
                .returns(0)
                .line())
        .isEqualTo(
            "ioctl(3, SECCOMP_IOCTL_NOTIF_SEND, {id=0x5, val=0, error=-E2BIG, flags=0}) = 0");
  }

  @Test
  void aMappedDeviceAnswersWithItsState() {
    String head = "04000000" + "00".repeat(8) + "38010000" + "00000000" + "02000000" + "01000000";
    String bytes = head + "00000000" + "03000000" + "00".repeat(276);
    assertThat(
            RecordedCall.of("ioctl", 3, 0xc138fd07L, AT)
                .entry(2, AT, bytes)
                .exit(2, AT, bytes)
                .returns(0)
                .line())
        .isEqualTo(
            "ioctl(3, DM_DEV_STATUS, [{version=[4, 0, 0], data_size=312, flags=0}] => [{version="
                + "[4, 0, 0], data_size=312, target_count=2, open_count=1, event_nr=3, flags=0}])"
                + " = 0");
  }

  @Test
  void aCallThatAFilterAnsweredTellsAllAsItWasAtExit() {
    String bytes = "666b" + "00".repeat(14) + "05000000" + "00".repeat(20);
    assertThat(
            RecordedCall.of("ioctl", 3, 0x8933, AT)
                .capture(2, Capture.ENTRY, Capture.LATE, AT, 40, RecordedCall.hex(bytes), 0)
                .exit(2, AT, bytes)
                .returns(0)
                .line())
        .isEqualTo("ioctl(3, SIOCGIFINDEX, {ifr_name=\"fk\", ifr_ifindex=5}) = 0");
  }
}
