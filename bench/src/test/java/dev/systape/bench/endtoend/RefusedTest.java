package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that the kernel's verifier refuses, because the recorder was told wrongly where a field
 * of the kernel's lies: type information that says so is mounted over the kernel's own.
 */
class RefusedTest {
  private static final Path TYPES = Path.of("/sys/kernel/btf/vmlinux");
  private static final String RECORD = Programs.ROOT.resolve("bin/record").toString();
  private static final String REFUSED = "the kernel refuses the program 'surroundings' (EACCES): ";

  /** The verifier's last lines, and the message before them. */
  private static final int MOST_LINES = 41;

  @TempDir Path directory;
  private Path tape;

  @BeforeEach
  void falsify() throws Exception {
    Programs.requireRoot("mounting type information");
    Programs.requireEbpf(directory);
    tape = directory.resolve("t.cq");
    Files.write(directory.resolve("btf"), moved(Files.readAllBytes(TYPES), "thread_pid"));
  }

  @Test
  void theVerifiersLastLinesAndTheKernelsReleaseAreShownAndThereIsNoTape() throws Exception {
    Programs.Ended ended = underFalseTypes("--backend ebpf -o " + tape + " -- echo hello");
    assertThat(ended.status()).isEqualTo(125);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .startsWith("record: --backend ebpf: " + REFUSED)
        .contains("; kernel " + System.getProperty("os.version") + "\n")
        .contains("call bpf_get_current_task_btf#158")
        .contains("invalid mem access");
    assertThat(ended.err().lines()).hasSizeBetween(3, MOST_LINES);
    assertThat(tape).doesNotExist();
  }

  @Test
  void ptraceRecordsInsteadAndTheReasonIsTold() throws Exception {
    Programs.Ended ended = underFalseTypes("-o " + tape + " -- echo hello");
    assertThat(ended.status()).isZero();
    assertThat(ended.out()).isEqualTo("hello\n");
    assertThat(ended.err())
        .startsWith("record: with ptrace, for want of eBPF: " + REFUSED)
        .contains("invalid mem access");
    assertThat(TapeCalls.read(tape).counts).containsEntry("execve", 1);
  }

  @Test
  void aCheckTellsItToo() throws Exception {
    Programs.Ended ended = underFalseTypes("--check");
    assertThat(ended.status()).isZero();
    assertThat(ended.out()).contains("ebpf           cannot be used: " + REFUSED);
  }

  @Test
  void debugPrintsThePrograms() throws Exception {
    Programs.Ended ended =
        Programs.run(directory, RECORD, "--debug", "--backend", "ebpf", "-o", "t.cq", "--", "true");
    assertThat(ended.status()).isZero();
    assertThat(ended.err().lines())
        .contains("sys_enter:", "sys_exit:", "sched_process_fork:", "signal_deliver:")
        .anyMatch(line -> line.matches("\\d+: \\(85\\) call bpf_ktime_get_ns#5"));
  }

  private Programs.Ended underFalseTypes(String line) throws Exception {
    String mount = "mount --bind " + directory.resolve("btf") + " " + TYPES + " && exec ";
    return Programs.run(directory, "unshare", "-m", "sh", "-c", mount + RECORD + " " + line);
  }

  /** A copy of type information in which the members of a name lie where their structs begin. */
  private static byte[] moved(byte[] image, String member) {
    ByteBuffer data = ByteBuffer.wrap(image.clone()).order(ByteOrder.LITTLE_ENDIAN);
    int header = data.getInt(4);
    int types = header + data.getInt(8);
    int typesEnd = types + data.getInt(12);
    int strings = header + data.getInt(16);
    String text = new String(image, StandardCharsets.ISO_8859_1);
    int name = text.indexOf("\0" + member + "\0", strings) + 1 - strings;
    assertThat(name).isPositive();
    int moved = 0;
    for (int at = types; at < typesEnd - 8; at += 4) {
      // struct btf_member: name, type, offset in bits.
      if (data.getInt(at) == name) {
        data.putInt(at + 8, 0);
        moved++;
      }
    }
    assertThat(moved).isPositive();
    return data.array();
  }
}
