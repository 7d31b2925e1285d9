package dev.systape.schema.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Calls about processes, as strace 6.1 wrote them for the same words and bytes. */
class ProcessTextTest {
  private static final long AT = 0x7ffe_0000_1000L;

  @Test
  void ofPrctlTheOptionSaysWhichArgumentsThereAre() {
    assertThat(RecordedCall.of("prctl", 3, 1, 2, 3, 4).returns(1).line())
        .isEqualTo("prctl(PR_GET_DUMPABLE) = 1 (SUID_DUMP_USER)");
    assertThat(RecordedCall.of("prctl", 23, 7, 2, 3, 4).returns(1).line())
        .isEqualTo("prctl(PR_CAPBSET_READ, CAP_SETUID) = 1");
    assertThat(RecordedCall.of("prctl", 0x30, 1, 2, 3, 0).returns(-22).line())
        .isEqualTo("prctl(0x30 /* PR_??? */, 0x1, 0x2, 0x3, 0) = -1 EINVAL (Invalid argument)");
  }

  @Test
  void anArgumentOfPrctlMayDependOnTheOneBeforeIt() {
    assertThat(RecordedCall.of("prctl", 47, 2, 3, 0, 0).returns(0).line())
        .isEqualTo("prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_FOWNER, 0, 0) = 0");
    assertThat(RecordedCall.of("prctl", 47, 4, 3, 0, 0).returns(0).line())
        .isEqualTo("prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0x3, 0, 0) = 0");
  }

  @Test
  void aNameOfSixteenBytesIsCutAsTheKernelCutsIt() {
    String name = "30313233343536373839616263646566";
    assertThat(RecordedCall.of("prctl", 15, AT).entry(1, AT, name).returns(0).line())
        .isEqualTo("prctl(PR_SET_NAME, \"0123456789abcde\"...) = 0");
  }

  @Test
  void whatAFutexTakesFollowsFromItsOperation() {
    assertThat(RecordedCall.of("futex", AT, 0x81, 7, 8, 9, 10).returns(0).line())
        .isEqualTo("futex(0x7ffe00001000, FUTEX_WAKE_PRIVATE, 7) = 0");
    assertThat(RecordedCall.of("futex", AT, 5, 1, 2, AT, 0x5e123456).returns(0).line())
        .isEqualTo(
            "futex(0x7ffe00001000, FUTEX_WAKE_OP, 1, 2, 0x7ffe00001000,"
                + " 0x5<<28 /* FUTEX_OP_??? */|0x123<<12|0xe<<24 /* FUTEX_OP_CMP_??? */|0x456)"
                + " = 0");
  }

  @Test
  void capabilitiesHaveTwoWordsWhereTheVersionSaysSo() {
    String sets = "01000000" + "00000000" + "00000000" + "00010000" + "00000000" + "00000000";
    assertThat(
            RecordedCall.of("capset", AT, AT + 64)
                .entry(0, AT, "2205082000000000")
                .entry(1, AT + 64, sets)
                .returns(0)
                .line())
        .isEqualTo(
            "capset({version=_LINUX_CAPABILITY_VERSION_3, pid=0},"
                + " {effective=1<<CAP_CHOWN|1<<CAP_CHECKPOINT_RESTORE, permitted=0,"
                + " inheritable=0}) = 0");
  }

  @Test
  void aPersonalityIsToldByNameAndAsItWas() {
    assertThat(RecordedCall.of("personality", 0x40008).returns(0x20000).line())
        .isEqualTo("personality(PER_LINUX32|ADDR_NO_RANDOMIZE) = 0x20000 (PER_LINUX|UNAME26)");
    assertThat(RecordedCall.of("personality", 0xffffffffL).returns(0).line())
        .isEqualTo("personality(0xffffffff) = 0 (PER_LINUX)");
  }

  @Test
  void countsOfAnIntAreCutToIt() {
    assertThat(
            RecordedCall.of("setgroups", 0x1_0000_0002L, AT)
                .entry(1, AT, "0100000002000000")
                .returns(0)
                .line())
        .isEqualTo("setgroups(2, [1, 2]) = 0");
  }

  @Test
  void aPolicyThatIsToBeKeptIsWrittenWhereItIsNone() {
    String rest = "00".repeat(40);
    assertThat(
            RecordedCall.of("sched_setattr", 7, AT, 0)
                .entry(1, AT, "38000000 05000000 0800000000000000" + rest)
                .returns(-3)
                .line())
        .startsWith("sched_setattr(7, {size=56, sched_flags=SCHED_FLAG_KEEP_POLICY, sched_nice=0,");
    assertThat(
            RecordedCall.of("sched_setattr", 7, AT, 0)
                .entry(1, AT, "38000000 ffffffff 0800000000000000" + rest)
                .returns(-22)
                .line())
        .startsWith(
            "sched_setattr(7, {size=56, sched_policy=0xffffffff /* SCHED_??? */,"
                + " sched_flags=SCHED_FLAG_KEEP_POLICY, sched_nice=0,");
  }

  @Test
  void noPagesHaveNoStatesWhateverCameOfTheCall() {
    assertThat(RecordedCall.of("mincore", 1, 0, AT).returns(-22).line())
        .isEqualTo("mincore(0x1, 0, []) = -1 EINVAL (Invalid argument)");
    assertThat(RecordedCall.of("mincore", 1, 0, 0).returns(-22).line())
        .isEqualTo("mincore(0x1, 0, NULL) = -1 EINVAL (Invalid argument)");
  }

  @Test
  void thePolicyOfMemoryThatIsAskedForHasNoFlags() {
    assertThat(
            RecordedCall.of("get_mempolicy", AT, 0, 0, 0, 0)
                .exit(0, AT, "02800000")
                .returns(0)
                .line())
        .isEqualTo("get_mempolicy([0x8002 /* MPOL_??? */], NULL, 0, NULL, 0) = 0");
    assertThat(RecordedCall.of("set_mempolicy", 0x8002, 0, 0).returns(0).line())
        .isEqualTo("set_mempolicy(MPOL_BIND|MPOL_F_STATIC_NODES, NULL, 0) = 0");
  }

  @Test
  void aSetOfSignalsOfAnotherSizeIsAnAddress() {
    assertThat(
            RecordedCall.of("io_pgetevents", AT, 0, 1, 0, 0, AT)
                .entry(5, AT, "4010000000000000 0400000000000000")
                .entry(5, 0x1040, "0002000000000000")
                .returns(-22)
                .line())
        .isEqualTo(
            "io_pgetevents(0x7ffe00001000, 0, 1, NULL, NULL, {sigmask=0x1040, sigsetsize=4})"
                + " = -1 EINVAL (Invalid argument)");
  }
}
