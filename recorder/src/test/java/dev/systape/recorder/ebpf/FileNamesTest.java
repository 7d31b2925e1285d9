package dev.systape.recorder.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.memory.Memory;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * What becomes of the names that the kernel's side found; the rest of it is tested on real files.
 */
class FileNamesTest {
  private static final int PIPEFS = 0x50495045;
  private static final int DMA_BUF = 0x444d4142;

  @Test
  void componentsAreJoinedFromTheRootOn() {
    assertThat(path(false, false, 0, "file", "sub", "a")).isEqualTo("/a/sub/file");
    assertThat(path(false, false, 0)).isEqualTo("/");
    assertThat(path(false, true, 0, "file")).isEqualTo("/file (deleted)");
  }

  @Test
  void whatTheKernelFindsTooLongIsNotTold() {
    String name = "n".repeat(255);
    String[] names = new String[16];
    java.util.Arrays.fill(names, name);
    names[15] = "n".repeat(254);
    assertThat(path(false, false, 0, names)).hasSize(4095).doesNotContain("\0");
    names[15] = name;
    assertThat(path(false, false, 0, names)).isNull();
  }

  @Test
  void aFileThatIsInNoDirectoryIsNamedByItsKindIfThatIsKnown() {
    assertThat(path(true, false, PIPEFS, "")).isEqualTo("pipe:[4026531840]");
    assertThat(path(true, false, DMA_BUF, "buffer")).isNull();
    assertThat(path(true, false, PIPEFS)).isNull();
  }

  @Test
  void devicesAreThoseOfStat() {
    assertThat(FileNames.device(8 << 20 | 1)).isEqualTo(0x801);
    assertThat(FileNames.device(259 << 20 | 0x12345)).isEqualTo(0x12310345L);
  }

  private static String path(boolean made, boolean deleted, int magic, String... names) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String name : names) {
      bytes.writeBytes((name + "\0").getBytes(StandardCharsets.US_ASCII));
    }
    long notice = Memory.allocate(Notice.FILE_SIZE);
    try {
      Memory.zero(notice, Notice.FILE_SIZE);
      Memory.putInt(notice + Notice.NAMED_BY_FILE, made ? 1 : 0);
      Memory.putInt(notice + Notice.DELETED, deleted ? 1 : 0);
      Memory.putLong(notice + Notice.MAGIC, magic);
      Memory.putLong(notice + Notice.INODE, 4026531840L);
      Memory.putInt(notice + Notice.NAMES_LENGTH, bytes.size());
      Memory.copy(bytes.toByteArray(), 0, notice + Notice.NAMES, bytes.size());
      byte[] path = FileNames.path(notice);
      return path == null ? null : new String(path, StandardCharsets.US_ASCII);
    } finally {
      Memory.free(notice);
    }
  }
}
