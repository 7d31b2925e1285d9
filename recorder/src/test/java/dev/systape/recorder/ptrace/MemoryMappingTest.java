package dev.systape.recorder.ptrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Lines as proc(5) shows them. */
class MemoryMappingTest {
  @Test
  void linesAreTakenApart() {
    String maps =
        "00400000-00452000 r-xp 00001000 08:02 173521      /usr/bin/a program\n"
            + "35b1800000-35b1820000 rw-s 00000000 00:00 0 \n"
            + "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]\n";
    var mappings = MemoryMapping.parse(maps.getBytes(StandardCharsets.UTF_8));
    assertThat(mappings)
        .containsExactly(
            new MemoryMapping(
                0x400000, 0x452000, "r-xp", 0x1000, "08:02", 173521, "/usr/bin/a program"),
            new MemoryMapping(0x35b1800000L, 0x35b1820000L, "rw-s", 0, "00:00", 0, ""),
            new MemoryMapping(
                0xffffffffff600000L, 0xffffffffff601000L, "--xp", 0, "00:00", 0, "[vsyscall]"));
    assertThat(mappings.get(0).executable()).isTrue();
    assertThat(mappings.get(0).writable()).isFalse();
    assertThat(mappings.get(2).readable()).isFalse();
    assertThat(mappings.get(2).contains(0xffffffffff600fffL)).isTrue();
    assertThat(mappings.get(2).contains(0x400000)).isFalse();
  }

  @Test
  void anotherLineIsRefused() {
    assertThatThrownBy(() -> MemoryMapping.ofLine("Rss: 4 kB"))
        .hasMessage("no line of /proc/PID/maps: Rss: 4 kB");
  }
}
