package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.RecordSink;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Numbers of processes in pid namespaces, by both backends: those of the tape are what the recorder
 * sees, and a birth says what the new one sees of itself, which is what its getpid answers.
 */
class NamespacesTest {
  private static final String RECORD = Programs.ROOT.resolve("bin/record").toString();
  private static final String NEW = "unshare -pf --mount-proc ";
  private static final String PROGRAM = "sh -c 'echo $$; sh -c \"echo \\$\\$; true\"; true'";

  @TempDir Path directory;

  @BeforeEach
  void namespaces() throws Exception {
    Programs.requireRoot("new pid namespaces");
    Programs.requireEbpf(directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ebpf", "ptrace"})
  void theRecorderIsInTheNamespace(String backend) throws Exception {
    Seen seen = seen(NEW + record(backend) + PROGRAM);
    assertThat(seen.inside.keySet()).containsExactlyElementsOf(seen.printed);
    assertThat(seen.inside.values()).containsExactlyElementsOf(seen.printed);
    assertThat(seen.printed).allMatch(pid -> pid > 1);
    seen.makersSawTheirChildren();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ebpf", "ptrace"})
  void theProgramMakesTheNamespace(String backend) throws Exception {
    Seen seen = seen(record(backend) + NEW + PROGRAM);
    assertThat(seen.printed).containsExactly(1, 2);
    assertThat(seen.inside.values()).contains(1, 2).hasSize(3);
    assertThat(seen.inside.keySet()).allMatch(pid -> pid > 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ebpf", "ptrace"})
  void theProgramMakesOneInsideTheRecorders(String backend) throws Exception {
    Seen seen = seen(NEW + record(backend) + NEW + PROGRAM);
    assertThat(seen.printed).containsExactly(1, 2);
    assertThat(seen.inside.values()).contains(1, 2).hasSize(3);
    assertThat(seen.inside.keySet()).allMatch(pid -> pid > 2);
  }

  @Test
  void whatIsAttachedToInTheNamespaceMakesOthers() throws Exception {
    String attach = record("ebpf").replace("-- ", "-q --timeout 1s -p $!");
    Path script = directory.resolve("script");
    Files.writeString(
        script,
        """
        sh -c 'while sleep 0.01; do :; done' &
        echo $!
        %s
        kill $!
        """
            .formatted(attach));
    Seen seen = seen(NEW + "sh " + script);
    assertThat(seen.inside.keySet()).contains(seen.printed.get(0)).hasSizeGreaterThan(2);
    seen.inside.forEach((outside, inside) -> assertThat(inside).isEqualTo(outside));
    seen.makersSawTheirChildren();
  }

  private String record(String backend) {
    return RECORD + " --backend " + backend + " -o " + directory.resolve("t.cq") + " -- ";
  }

  private Seen seen(String command) throws Exception {
    Programs.Ended ended = Programs.run(directory, "sh", "-c", command);
    assertThat(ended.err()).isEmpty();
    Seen seen = new Seen();
    ended.out().lines().map(Integer::parseInt).forEach(seen.printed::add);
    try (TapeReader reader = TapeReader.open(directory.resolve("t.cq"))) {
      reader.readAll(seen);
    }
    return seen;
  }

  /** Numbers, as processes print them, as the tape has them, and as calls answer them. */
  private static final class Seen implements RecordSink {
    private static final int SYS_GETPID = 39;
    private static final int SYS_CLONE = 56;
    private static final int SYS_VFORK = 58;

    final List<Integer> printed = new ArrayList<>();

    /** What each process sees of itself, by its number on the tape. */
    final Map<Integer, Integer> inside = new TreeMap<>();

    private final List<Integer> born = new ArrayList<>();
    private final List<Integer> answers = new ArrayList<>();

    @Override
    public void syscall(long index, long record, CallCaptures captures) {
      int number = SyscallRecord.number(record);
      int result = Memory.getInt(SyscallRecord.exitRegister(record, 0));
      boolean ended = (SyscallRecord.flags(record) & SyscallRecord.NO_EXIT) == 0;
      if (number == SYS_GETPID) {
        assertThat(result).isEqualTo(inside.get(RecordHeader.pid(record)));
      } else if (ended && (number == SYS_CLONE || number == SYS_VFORK)) {
        answers.add(result);
      }
    }

    @Override
    public void event(long index, long record, TapeRecord body) {
      if (body instanceof ProcessNew birth) {
        inside.put(RecordHeader.pid(record), birth.namespaceTid());
        if (birth.origin() == ProcessNew.CREATED) {
          born.add(RecordHeader.pid(record));
        }
      }
    }

    /** Where all are in one namespace: what clone answered is whom the tape has. */
    void makersSawTheirChildren() {
      assertThat(born).isNotEmpty().containsAll(answers);
    }
  }
}
