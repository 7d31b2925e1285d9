package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Register.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Loading into the kernel, refusal by its verifier, and leaving nothing behind. */
class BpfProgramTest {
  @Test
  void aRefusedProgramGivesTheVerifiersReasonAndItsLog() {
    KernelInterpreter.load().close();
    Code code = new Assembler().function("main").mov(R0, R3).exit().assemble();
    assertThatExceptionOfType(VerifierException.class)
        .isThrownBy(() -> BpfProgram.load(BpfProgram.RAW_TRACEPOINT, "refused", code))
        .withMessageStartingWith("the kernel refuses the program 'refused' (EACCES): ")
        .withMessageContaining("R3 !read_ok")
        .withMessageContaining(System.getProperty("os.version"))
        .satisfies(e -> assertThat(e.log()).contains("r0 = r3"));
  }

  @Test
  void anAcceptedProgramRunsAndReturnsItsResult() {
    KernelInterpreter.load().close();
    Code code = new Assembler().function("main").mov(R0, 42).exit().assemble();
    try (BpfProgram program = BpfProgram.load(BpfProgram.RAW_TRACEPOINT, "answer", code)) {
      assertThat(program.testRun()).isEqualTo(42);
      assertThat(program.verifiedInstructions()).isEqualTo(2);
    }
  }

  @Test
  void nothingIsLeftWhenAllIsClosed() throws IOException {
    KernelInterpreter.load().close();
    List<String> before = bpfDescriptors();
    try (KernelInterpreter kernel = KernelInterpreter.load()) {
      assertThat(kernel.instructions()).isPositive();
      assertThat(bpfDescriptors()).hasSize(before.size() + 5);
    }
    assertThat(bpfDescriptors()).hasSameSizeAs(before);
  }

  /** The maps, programs and types that this process holds open. */
  private static List<String> bpfDescriptors() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors
          .map(BpfProgramTest::target)
          .filter(t -> t.contains("bpf") || t.contains("btf"))
          .toList();
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
