package dev.systape.schema.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Calls about keys and about where memory lies, as strace 6.1 wrote them. */
class KeyTextTest {
  private static final long AT = 0x7ffe_0000_1000L;
  private static final String PARAMS = "09000000 02000000 03000000" + "00".repeat(28);

  @Test
  void theNulOfADescriptionIsNotShown() {
    assertThat(RecordedCall.of("keyctl", 6, -3, AT, 64).exit(2, AT, "6b657900").returns(4).line())
        .isEqualTo("keyctl(KEYCTL_DESCRIBE, KEY_SPEC_SESSION_KEYRING, \"key\", 64) = 4");
  }

  @Test
  void parametersSayHowMuchIsVerified() {
    assertThat(
            RecordedCall.of("keyctl", 28, AT, 0, AT + 64, AT + 128)
                .entry(1, AT, PARAMS)
                .entry(3, AT + 64, "61626364")
                .entry(4, AT + 128, "65666768")
                .returns(-22)
                .line())
        .isEqualTo(
            "keyctl(KEYCTL_PKEY_VERIFY, {key_id=9, in_len=2, in2_len=3}, NULL, \"ab\", \"efg\")"
                + " = -1 EINVAL (Invalid argument)");
  }

  @Test
  void aRejectedKeyHasTheNameOfItsError() {
    assertThat(RecordedCall.of("keyctl", 19, 9, 10, 111, -3).returns(0).line())
        .isEqualTo("keyctl(KEYCTL_REJECT, 9, 10, ECONNREFUSED, KEY_SPEC_SESSION_KEYRING) = 0");
    assertThat(RecordedCall.of("keyctl", 14, -2).returns(-22).line())
        .isEqualTo(
            "keyctl(KEYCTL_SET_REQKEY_KEYRING, -2 /* KEY_REQKEY_DEFL_??? */)"
                + " = -1 EINVAL (Invalid argument)");
  }

  @Test
  void capabilitiesAreAByteOfFlagsAfterAnother() {
    assertThat(RecordedCall.of("keyctl", 31, AT, 8).exit(1, AT, "8101").returns(2).line())
        .isEqualTo(
            "keyctl(KEYCTL_CAPABILITIES, [KEYCTL_CAPS0_CAPABILITIES|KEYCTL_CAPS0_MOVE,"
                + " KEYCTL_CAPS1_NS_KEYRING_NAME], 8) = 2");
  }

  @Test
  void aNodeMaskHasOneBitLessThanIsSaid() {
    assertThat(
            RecordedCall.of("set_mempolicy", 2 | 0x8000, AT, 65)
                .entry(1, AT, "0100000000000000 0200000000000000")
                .returns(0)
                .line())
        .isEqualTo("set_mempolicy(MPOL_BIND|MPOL_F_STATIC_NODES, [0x00000000000001], 65) = 0");
    assertThat(
            RecordedCall.of("set_mempolicy", 0, AT, 1)
                .entry(1, AT, "0100000000000000")
                .returns(0)
                .line())
        .isEqualTo("set_mempolicy(MPOL_DEFAULT, 0x7ffe00001000, 1) = 0");
  }

  @Test
  void pagesThatCannotBeFoundSayWhy() {
    assertThat(
            RecordedCall.of("move_pages", 0, 2, 0, 0, AT, 2)
                .exit(4, AT, "feffffff 01000000")
                .returns(0)
                .line())
        .isEqualTo("move_pages(0, 2, NULL, NULL, [-ENOENT, 1], MPOL_MF_MOVE) = 0");
  }

  @Test
  void residencyHasAsManyElementsAsThereArePages() {
    assertThat(RecordedCall.of("mincore", AT, 4097, AT).exit(2, AT, "010080").returns(0).line())
        .isEqualTo("mincore(0x7ffe00001000, 4097, [1, 0]) = 0");
  }
}
