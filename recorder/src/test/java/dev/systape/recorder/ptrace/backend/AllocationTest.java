package dev.systape.recorder.ptrace.backend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.systape.recorder.RecordOptions;
import dev.systape.recorder.launch.LaunchState;
import dev.systape.recorder.launch.Program;
import dev.systape.recorder.tape.TapeWriter;
import dev.systape.schema.plan.CapturePlans;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The backend's loop, by the counter that the JVM keeps of what a thread allocates. */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CALLS = 10_000;

  @TempDir Path directory;

  @Test
  void aStopAllocatesNothing() throws Exception {
    record(CALLS);
    long few = record(CALLS);
    long many = record(2 * CALLS);
    // dd makes two calls a block: four stops. A batch of the tape may cost something, a stop
    // nothing.
    assertThat((many - few) / (double) (4 * CALLS)).isLessThan(1.0);
  }

  /** Records a program that reads and writes so many blocks; what this thread allocated for it. */
  private long record(int blocks) throws Exception {
    List<byte[]> command =
        List.of("dd", "if=/dev/zero", "of=/dev/null", "bs=64", "count=" + blocks, "status=none")
            .stream()
            .map(word -> word.getBytes(StandardCharsets.UTF_8))
            .toList();
    LaunchState launch = LaunchState.current();
    String path = Program.find("dd", System.getenv("PATH"));
    Program program = new Program(path, command, launch.environment(), null);
    long before;
    long calls;
    try (TapeWriter tape = new TapeWriter(directory.resolve(System.nanoTime() + ".cq"), 0);
        PtraceBackend backend =
            new PtraceBackend(tape, RecordOptions.defaults(), CapturePlans.load())) {
      before = THREADS.getCurrentThreadAllocatedBytes();
      backend.run(program, launch);
      before = THREADS.getCurrentThreadAllocatedBytes() - before;
      calls = tape.calls();
    }
    assertThat(calls).isGreaterThan(2L * blocks);
    return before;
  }
}
