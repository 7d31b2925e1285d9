package dev.systape.schema.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.SyscallNumbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The descriptions in src/main/descriptions, held against what nobody here wrote. */
class ShippedDescriptionsTest {
  private static final Path DESCRIPTIONS = Path.of("src/main/descriptions");
  private static final Path TRACEFS = Path.of("/sys/kernel/tracing");

  private static Compiler compiler;
  private static Descriptions descriptions;

  @BeforeAll
  static void compile() throws IOException {
    compiler = Compiler.of(DESCRIPTIONS);
    descriptions = compiler.descriptions();
  }

  @Test
  void compilingTwiceGivesTheSameBytes() throws IOException {
    Compiler again = Compiler.of(DESCRIPTIONS);
    assertThat(again.plans()).isEqualTo(compiler.plans());
    assertThat(again.descriptions().encode()).isEqualTo(descriptions.encode());
  }

  @Test
  void theModelReadsBackAsItWasWritten() {
    Descriptions read = Descriptions.decode(descriptions.encode());
    assertThat(read.calls()).isEqualTo(descriptions.calls());
    assertThat(read.hash()).isEqualTo(descriptions.hash());
  }

  @Test
  void namesOnEachAbiAreFoundByTheirNumbers() {
    for (Abi abi : Abi.values()) {
      for (String name : List.of("read", "openat", "execve", "recvmsg", "statx")) {
        CallDef call = descriptions.call(abi, SyscallNumbers.of(abi).number(name));
        assertThat(call).as(abi + " " + name).isNotNull();
        assertThat(call.name()).isEqualTo(name);
        assertThat(call.appliesTo(abi.label())).isTrue();
      }
    }
  }

  @Test
  void callsOfX8664TakeAsManyArgumentsAsTheKernelSaysInTracefs()
      throws IOException, InterruptedException {
    Path events = TRACEFS.resolve("events/syscalls");
    boolean mounted = false;
    if (!Files.isDirectory(events)) {
      mounted = run("mount", "-t", "tracefs", "nodev", TRACEFS.toString());
      assumeTrue(mounted, "tracefs is not mounted, and mounting it takes CAP_SYS_ADMIN");
    }
    try {
      assumeTrue(Files.isReadable(events), "reading tracefs takes root");
      assertThat(wrongArities(events)).isEmpty();
    } finally {
      if (mounted) {
        run("umount", TRACEFS.toString());
      }
    }
  }

  private static List<String> wrongArities(Path events) throws IOException {
    SyscallNumbers numbers = SyscallNumbers.of(Abi.X86_64);
    List<String> wrong = new ArrayList<>();
    List<Path> formats;
    try (var listing = Files.list(events)) {
      formats =
          listing
              .filter(event -> event.getFileName().toString().startsWith("sys_enter_"))
              .sorted()
              .toList();
    }
    for (Path event : formats) {
      String function = event.getFileName().toString().substring("sys_enter_".length());
      CallDef call = descriptions.call(Abi.X86_64, numbers.number(function));
      long arguments;
      try (var lines = Files.lines(event.resolve("format"))) {
        arguments =
            lines
                .filter(line -> line.startsWith("\tfield:") && !line.contains(" common_"))
                .filter(line -> !line.contains("__syscall_nr") && !line.contains("__data_loc"))
                .count();
      }
      if (call == null) {
        wrong.add(function + " has no description");
      } else if (words(call) != arguments) {
        wrong.add(call.name() + " has " + words(call) + ", the kernel " + arguments);
      }
    }
    return wrong;
  }

  /** Argument words that a call takes. */
  private static long words(CallDef call) {
    return call.parameters().stream()
        .filter(parameter -> !(parameter.type() instanceof Type.Stack))
        .count();
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
