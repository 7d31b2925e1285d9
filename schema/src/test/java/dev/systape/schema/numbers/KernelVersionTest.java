package dev.systape.schema.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class KernelVersionTest {

  @Test
  void aReleaseIsCutToItsFirstTwoNumbers() {
    assertThat(KernelVersion.parse("6.18")).isEqualTo(new KernelVersion(6, 18));
    assertThat(KernelVersion.parse("6.1.0-44-amd64")).isEqualTo(new KernelVersion(6, 1));
    assertThat(KernelVersion.parse("7.0-rc1")).hasToString("7.0");
  }

  @Test
  void aVersionCodeIsUnpackedWhateverItsPatchLevel() {
    assertThat(KernelVersion.ofCode(0x0601FF)).isEqualTo(new KernelVersion(6, 1));
  }

  @Test
  void whatIsNoReleaseIsRefused() {
    assertThatThrownBy(() -> KernelVersion.parse("six"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'six'");
  }

  @Property
  boolean versionsAreOrderedAsTheirCodes(
      @ForAll @IntRange(max = 255) int major,
      @ForAll @IntRange(max = 255) int minor,
      @ForAll @IntRange(max = 255) int otherMajor,
      @ForAll @IntRange(max = 255) int otherMinor) {
    int order =
        new KernelVersion(major, minor).compareTo(new KernelVersion(otherMajor, otherMinor));
    return Integer.signum(order)
        == Integer.compare(major << 8 | minor, otherMajor << 8 | otherMinor);
  }
}
