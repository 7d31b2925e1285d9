package dev.systape.recorder.cli;

import dev.systape.recorder.RecordOptions;
import dev.systape.recorder.ebpf.EbpfBackend;
import dev.systape.recorder.ebpf.UnavailableException;
import dev.systape.schema.plan.CapturePlans;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code record --check}: which backends can be used here, tried and not guessed. */
final class Check {
  private static final int CAP_SYS_PTRACE = 19;
  private static final int CAP_SYS_ADMIN = 21;
  private static final int CAP_PERFMON = 38;
  private static final int CAP_BPF = 39;

  private Check() {}

  /** Prints the report; 0 where a program can be recorded. */
  static int run(RecordCommand command, PrintStream out) throws IOException {
    long capabilities = capabilities();
    out.println("kernel         " + System.getProperty("os.version"));
    out.println(
        "types          "
            + (Files.isReadable(Path.of("/sys/kernel/btf/vmlinux"))
                ? "/sys/kernel/btf/vmlinux"
                : "no /sys/kernel/btf/vmlinux: a kernel with CONFIG_DEBUG_INFO_BTF has it"));
    out.println(
        "capabilities   "
            + held(capabilities, CAP_BPF, "CAP_BPF")
            + ", "
            + held(capabilities, CAP_PERFMON, "CAP_PERFMON")
            + ", "
            + held(capabilities, CAP_SYS_ADMIN, "CAP_SYS_ADMIN")
            + ", "
            + held(capabilities, CAP_SYS_PTRACE, "CAP_SYS_PTRACE"));
    out.println("ebpf           " + ebpf(command));
    out.println("ptrace         works: a program's own children can always be traced");
    return 0;
  }

  private static String held(long capabilities, int bit, String name) {
    return ((capabilities >>> bit & 1) == 0 ? "no " : "") + name;
  }

  private static String ebpf(RecordCommand command) {
    try {
      EbpfBackend.attempt(RecordOptions.defaults(), CapturePlans.load(), command.bufferBytes());
      return "works: the kernel took all programs";
    } catch (UnavailableException e) {
      String remedy = e.remedy().isEmpty() ? "" : "; " + e.remedy();
      String detail = e.detail().isEmpty() ? "" : "\n" + e.detail().indent(2).stripTrailing();
      return "cannot be used: " + e.getMessage() + remedy + detail;
    }
  }

  private static long capabilities() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("CapEff:"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16))
        .findFirst()
        .orElse(0);
  }
}
