package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.RecordSink;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.bench.endtoend.Programs.Ended;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeEnd;
import dev.systape.schema.tape.TapeRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the options of record do to a tape, and what they leave alone. */
class OptionsTest {
  private static final int SYS_WRITEV = 20;

  @TempDir Path directory;

  @Test
  void eightMebibytesOfAWritevComeBackWhole() throws Exception {
    Programs.require("python3");
    String program =
        "import os; fd = os.open('/dev/null', os.O_WRONLY); os.writev(fd, [bytes([65 + i]) * (1 << 20) for i in range(8)]);"
            + " os.writev(fd, [bytes([i & 255]) * 8192 for i in range(1024)])";
    record(List.of("-s", "1M"), "python3", "-c", program);
    WritevData data = new WritevData();
    try (TapeReader reader = TapeReader.open(tape())) {
      reader.readAll(data);
      assertThat(reader.health().whole()).isTrue();
    }
    assertThat(data.wrong).isZero();
    assertThat(data.bytes).isEqualTo(16L << 20);
  }

  /** In pieces, of which the last says that nothing is missing. */
  @Test
  void aLongBufferThatIsThereIsNotSaidToBeIncomplete() throws Exception {
    String kept = "count(*) FILTER (flags & 16 <> 0), max(octet_length(data)), max(flags)";
    for (String limit : List.of("1M", "100000")) {
      record(
          List.of("-s", limit),
          "dd",
          "if=/dev/zero",
          "of=/dev/null",
          "bs=300000",
          "count=2",
          "status=none");
      assertThat(
              Programs.sql(
                  directory,
                  tape(),
                  "SELECT " + kept + " FROM capture WHERE original_length = 300000"))
          .containsExactly(limit.equals("1M") ? "0,300000,0" : "0,100000,1");
    }
  }

  /** By eBPF as much as it keeps of a call, above that by ptrace, which is said. */
  @Test
  void nothingThatTheStringLimitAsksForIsCut() throws Exception {
    for (int mebibytes : List.of(16, 17)) {
      int bytes = mebibytes << 20;
      String[] dd = {"dd", "if=/dev/zero", "of=/dev/null", "bs=" + bytes, "count=1", "status=none"};
      String limit = mebibytes + "M";
      Ended ended = record(List.of("-s", limit), dd);
      assertThat(ended.status()).isZero();
      String kept =
          "SELECT octet_length(data), capture.flags FROM capture JOIN syscall USING (seq)";
      String written = " WHERE name = 'write' AND original_length = " + bytes;
      assertThat(Programs.sql(directory, tape(), kept + written)).containsExactly(bytes + ",0");
      if (mebibytes == 17) {
        assertThat(ended.err()).isEqualTo("record: with ptrace, which -s above 16M needs\n");
        Ended refused = record(List.of("-s", limit, "--backend", "ebpf"), dd);
        assertThat(refused.status()).isEqualTo(125);
        assertThat(refused.err()).startsWith("record: -s above 16M needs ptrace").hasLineCount(1);
      }
    }
  }

  @Test
  void onlyTheCallsAskedForAreRecorded() throws Exception {
    record(List.of("-e", "openat,%process"), "sh", "-c", "cat /dev/null");
    assertThat(read().counts.keySet())
        .contains("openat", "execve")
        .isSubsetOf(Set.of("openat", "execve", "vfork", "clone", "wait4"));
    record(List.of("-e", "!/^(mmap|read)"), "cat", "/dev/null");
    assertThat(read().counts).doesNotContainKeys("mmap", "read", "readlink").containsKey("openat");
  }

  @Test
  void childrenAreLeftAloneWithoutFollow() throws Exception {
    Ended ended = record(List.of("--no-follow"), "sh", "-c", "echo one | cat; exit 3");
    assertThat(ended).isEqualTo(new Ended(3, "one\n", ""));
    assertThat(read().events.stream().filter(ProcessNew.class::isInstance)).hasSize(1);
  }

  @Test
  void recordingStopsAndTheProgramGoesOn() throws Exception {
    Ended ended =
        record(
            List.of("-q", "--max-size", "200K"),
            "sh",
            "-c",
            "ls -lR /usr/share/doc >/dev/null; echo done; exit 5");
    assertThat(ended).isEqualTo(new Ended(5, "done\n", ""));
    TapeEnd end = (TapeEnd) read().events.get(read().events.size() - 1);
    assertThat(end.reason()).isEqualTo(TapeEnd.MAX_SIZE);
    ended = record(List.of("-q", "--timeout", "1ms"), "sh", "-c", "sleep 0.3; echo done; exit 6");
    assertThat(ended).isEqualTo(new Ended(6, "done\n", ""));
    String analyze = Programs.ROOT.resolve("bin/analyze").toString();
    assertThat(Programs.run(directory, analyze, tape().toString()).out())
        .contains("\nrecording ended before the program did: timeout\n");
  }

  @Test
  void theEnvironmentIsChangedOnRequest() throws Exception {
    Ended ended =
        record(List.of("-E", "GIVEN=value", "-E", "HOME"), "sh", "-c", "echo $GIVEN-$HOME");
    assertThat(ended.out()).isEqualTo("value-\n");
  }

  @Test
  void theProgramRunsAsAUserByNameOrByNumber() throws Exception {
    Programs.requireRoot("to become another user");
    String[] who = {"sh", "-c", "id -u; id -g; id -G"};
    assertThat(record(List.of("-u", "nobody"), who).out()).startsWith("65534\n");
    assertThat(record(List.of("-u", "65534"), who)).isEqualTo(record(List.of("-u", "nobody"), who));
    assertThat(record(List.of("-u", "4000000000:54321"), who).out())
        .isEqualTo("4000000000\n54321\n54321\n");
    for (String user : List.of("nosuch", "4000000000")) {
      Ended refused = record(List.of("-u", user), who);
      assertThat(refused.err())
          .isEqualTo(
              "record: -u: there is no user '%s' in /etc/passwd; UID:GID names one that is not there\n"
                  .formatted(user));
      assertThat(refused.status()).isEqualTo(125);
    }
    assertThat(record(List.of("-u", "0:4294967295"), who).err()).contains("4294967295 is no id");
  }

  @Test
  void wholeRegisterSetsReadAsTheSameCalls() throws Exception {
    record(List.of(), "echo", "hi");
    var plain = read().counts;
    record(List.of("--registers", "full"), "echo", "hi");
    assertThat(read().counts).isEqualTo(plain);
  }

  private Path tape() {
    return directory.resolve("t.cq");
  }

  private TapeCalls read() throws Exception {
    return TapeCalls.read(tape());
  }

  private Ended record(List<String> options, String... command) throws Exception {
    List<String> all = new ArrayList<>(options);
    all.add("--force");
    return Programs.record(directory, tape(), all, command);
  }

  /** Adds up the bytes of writev's buffers, and those that are not what the program wrote. */
  private static final class WritevData implements RecordSink {
    long bytes;
    long wrong;
    private int calls;

    @Override
    public void syscall(long index, long record, CallCaptures captures) {
      if (SyscallRecord.number(record) != SYS_WRITEV) {
        return;
      }
      int base = calls++ == 0 ? 65 : 0;
      while (captures.next()) {
        if (captures.kind() == Capture.IOVEC_DATA) {
          bytes += captures.length();
          for (long i = 0; i < captures.length(); i++) {
            wrong += Memory.getU8(captures.data() + i) == (captures.element() + base & 255) ? 0 : 1;
          }
        }
      }
    }

    @Override
    public void event(long index, long record, TapeRecord body) {
      // Only calls are looked at.
    }
  }
}
