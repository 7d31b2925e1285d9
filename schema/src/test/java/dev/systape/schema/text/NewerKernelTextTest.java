package dev.systape.schema.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What came with kernels after 6.1, as releases of strace after 6.1 write it. */
class NewerKernelTextTest {
  private static final long AT = 0x7ffe_0000_1000L;
  private static final String INVALID = " = -1 EINVAL (Invalid argument)";

  @Test
  void whatAPaddedStructLacksIsZeroWhereItGoesAlongWithWhatIsThere() {
    assertThat(RecordedCall.of("bpf", 5, AT, 4).entry(1, AT, "01000000").returns(-22).line())
        .isEqualTo(
            "bpf(BPF_PROG_LOAD, {prog_type=BPF_PROG_TYPE_SOCKET_FILTER, insn_cnt=0, insns=NULL,"
                + " license=NULL}, 4)"
                + INVALID);
    assertThat(
            RecordedCall.of("landlock_create_ruleset", AT, 12, 0)
                .entry(0, AT, "010000000000000002000000")
                .returns(-22)
                .line())
        .isEqualTo(
            "landlock_create_ruleset({handled_access_fs=LANDLOCK_ACCESS_FS_EXECUTE,"
                + " handled_access_net=LANDLOCK_ACCESS_NET_CONNECT_TCP}, 12, 0)"
                + INVALID);
  }

  @Test
  void bytesBehindWhatIsKnownOfAPaddedStructAreDotsUnlessTheyAreZero() {
    assertThat(
            RecordedCall.of("bpf", 22, AT, 8).entry(1, AT, "0500000001000000").returns(-22).line())
        .isEqualTo("bpf(BPF_MAP_FREEZE, {map_fd=5, ...}, 8)" + INVALID);
    assertThat(
            RecordedCall.of("bpf", 34, AT, 8).entry(1, AT, "0500000000000000").returns(-22).line())
        .isEqualTo("bpf(BPF_LINK_DETACH, {link_detach={link_fd=5}}, 8)" + INVALID);
  }

  @Test
  void aContextForAnLsmFollowsItsHeader() {
    String header = "65000000000000000000000000000000" + "2200000000000000" + "0200000000000000";
    assertThat(
            RecordedCall.of("lsm_set_self_attr", 100, AT, 34, 0)
                .entry(1, AT, header + "6162")
                .returns(-22)
                .line())
        .isEqualTo(
            "lsm_set_self_attr(LSM_ATTR_CURRENT, {id=LSM_ID_SELINUX, flags=0, len=34, ctx_len=2,"
                + " ctx=\"\\x61\\x62\"}, 34, 0)"
                + INVALID);
  }

  @Test
  void namesOfNewerFlagsAreKnown() {
    assertThat(RecordedCall.of("madvise", 0, 0, 102).returns(0).line())
        .isEqualTo("madvise(NULL, 0, MADV_GUARD_INSTALL) = 0");
    assertThat(RecordedCall.of("prctl", 71, 0, 1, 0, 0).returns(-22).line())
        .isEqualTo(
            "prctl(PR_RISCV_SET_ICACHE_FLUSH_CTX, PR_RISCV_CTX_SW_FENCEI_ON,"
                + " PR_RISCV_SCOPE_PER_THREAD)"
                + INVALID);
  }
}
