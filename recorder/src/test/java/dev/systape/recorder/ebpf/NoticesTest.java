package dev.systape.recorder.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.recorder.linux.ProcFs;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.RecordType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the kernel's word of an execve; this process is the one that it is about. */
class NoticesTest {
  private static final int SELF = (int) ProcessHandle.current().pid();
  private static final byte[] WORD = "word".getBytes(StandardCharsets.UTF_8);
  private static final byte[] GIVEN = "./given".getBytes(StandardCharsets.UTF_8);

  @Test
  void aProgramIsWhatTheKernelSaidOfIt() {
    Exec exec = executed(List.of(WORD), "/the/file", "/somewhere");
    assertThat(exec.path()).asString().isEqualTo("/the/file");
    assertThat(exec.workingDirectory()).asString().isEqualTo("/somewhere");
    assertThat(exec.arguments()).containsExactly(WORD);
  }

  @Test
  void aProgramWithoutANameOfItsOwnHasTheOneThatItWasCalledBy() {
    Exec exec = executed(List.of(WORD), "", "");
    assertThat(exec.path()).isEqualTo(GIVEN);
    assertThat(exec.workingDirectory()).isEmpty();
  }

  @Test
  void argumentsThatTheKernelCutAreLookedUpWhereTheyAreThisProgramsStill() {
    byte[] first = ProcFs.arguments(SELF).get(0);
    byte[] longer = new byte[Notice.ARGUMENTS_SIZE];
    Arrays.fill(longer, (byte) 'x');
    Exec exec = executed(List.of(first, longer), "", "");
    assertThat(exec.arguments()).containsExactlyElementsOf(ProcFs.arguments(SELF));
    exec = executed(List.of("other".getBytes(StandardCharsets.UTF_8), longer), "", "");
    assertThat(exec.arguments()).hasSize(2).first().isEqualTo(new byte[] {'o', 't', 'h', 'e', 'r'});
  }

  /** Of a notice with these arguments, as many of their bytes as there is room for. */
  private static Exec executed(List<byte[]> arguments, String executable, String directory) {
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    for (byte[] word : arguments) {
      words.writeBytes(word);
      words.write(0);
    }
    long notice = Memory.allocate(Notice.EXEC_SIZE);
    try {
      Memory.zero(notice, Notice.EXEC_SIZE);
      RecordHeader.encode(notice, RecordType.EXEC.code(), 0, SELF, SELF, 0, 1, 2);
      Memory.putInt(notice + Notice.OLD_TID, SELF);
      Memory.putInt(notice + Notice.PATH_LENGTH, GIVEN.length + 1);
      Memory.copy(GIVEN, 0, notice + Notice.PATH, GIVEN.length);
      int length = Math.min(words.size(), Notice.ARGUMENTS_SIZE);
      Memory.putInt(notice + Notice.ARGUMENTS_LENGTH, length);
      Memory.copy(words.toByteArray(), 0, notice + Notice.ARGUMENTS, length);
      return Notices.executed(
          notice,
          executable.getBytes(StandardCharsets.UTF_8),
          directory.getBytes(StandardCharsets.UTF_8));
    } finally {
      Memory.free(notice);
    }
  }
}
