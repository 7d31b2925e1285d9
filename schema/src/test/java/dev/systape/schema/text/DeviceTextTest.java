package dev.systape.schema.text;

import static org.assertj.core.api.Assertions.assertThat;

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
}
