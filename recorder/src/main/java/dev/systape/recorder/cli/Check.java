package dev.systape.recorder.cli;

import dev.systape.recorder.RecordOptions;
import dev.systape.recorder.ebpf.EbpfBackend;
import dev.systape.recorder.ebpf.UnavailableException;
import dev.systape.recorder.ptrace.Refusals;
import dev.systape.recorder.ptrace.TraceRefusedException;
import dev.systape.recorder.ptrace.Tracee;
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

  private static final String WORKS = "works";

  /** What DESIGN.md allows to differ from an untraced run. */
  private static final String IMPOSED =
      """
      What ptrace itself imposes on a program, whoever traces it:
        TracerPid in /proc/PID/status is not 0
        no other tracer can attach to it, and its own ptrace of its children is refused
        set-user-id and set-group-id programs and file capabilities have no effect, without CAP_SYS_PTRACE
        -p: a blocking call that was open when record attached may end with EINTR
        it runs slower, and so the order in which its threads come may be another""";

  private Check() {}

  /** Prints the report; 0 where a program can be recorded by ptrace at least. */
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
    String ptrace = ptrace();
    out.println("ptrace         " + ptrace);
    out.println("ptrace -p      " + attaching());
    out.println(
        "ptrace -e      "
            + (KernelFilters.capable()
                ? "filters in the kernel, by seccomp"
                : "stops the program at every call; CAP_SYS_ADMIN, or --seccomp always, which sets"
                    + " no_new_privs, lets the others pass"));
    out.println();
    out.println(IMPOSED);
    return ptrace.startsWith(WORKS) ? 0 : 1;
  }

  /** Tries it, on a program that does nothing. */
  private static String ptrace() {
    try (Tracee tracee = Tracee.spawn("true")) {
      tracee.kill();
      while (tracee.await().stopped()) {
        continue;
      }
      return WORKS + ": a program was started under it";
    } catch (TraceRefusedException e) {
      return "cannot be used: " + e.getMessage();
    }
  }

  private static String attaching() {
    int scope = Refusals.ptraceScope();
    String yama = scope < 0 ? "no Yama in this kernel" : "kernel.yama.ptrace_scope is " + scope;
    if (scope == 3) {
      return yama + ": nothing can be traced until the next boot with another setting";
    }
    if (Refusals.capable()) {
      return "all processes but those that have a tracer already; " + yama;
    }
    return switch (scope) {
      case 1 ->
          yama
              + ": only what record starts itself; `sudo sysctl kernel.yama.ptrace_scope=0`,"
              + " or record as root, allows more";
      case 2 -> yama + ": only root";
      default -> "your own processes, others as root; " + yama;
    };
  }

  private static String held(long capabilities, int bit, String name) {
    return ((capabilities >>> bit & 1) == 0 ? "no " : "") + name;
  }

  private static String ebpf(RecordCommand command) {
    try {
      EbpfBackend.attempt(RecordOptions.defaults(), CapturePlans.load(), command.ringBytes());
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
