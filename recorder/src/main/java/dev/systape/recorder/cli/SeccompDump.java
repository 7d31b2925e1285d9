package dev.systape.recorder.cli;

import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.Linux;
import dev.systape.recorder.linux.ProcFs;
import dev.systape.recorder.ptrace.InstalledFilter;
import dev.systape.recorder.ptrace.Tracee;
import dev.systape.recorder.seccomp.FilterDisassembly;
import dev.systape.recorder.seccomp.FilterFlags;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code record --seccomp-dump}: the seccomp filters of a running process. It is stopped for the
 * moment that the kernel takes to hand them out.
 */
final class SeccompDump {
  private static final String STRICT = "1";
  private static final String FILTER = "2";

  private SeccompDump() {}

  /**
   * Prints them.
   *
   * @throws UsageException where there is no such process, or it has no filter
   * @throws IllegalStateException where the kernel does not hand them out
   */
  static int run(String word, PrintStream out) throws UsageException {
    int pid = pid(word);
    String mode = ProcFs.status(pid, "Seccomp");
    if (!mode.equals(FILTER) && !anyFiltered(pid)) {
      throw new UsageException(
          "process " + pid + " has no seccomp filter: its mode is " + mode(mode));
    }
    requirePrivileges();
    Map<List<InstalledFilter>, List<Integer>> byFilters = read(pid);
    int threads = byFilters.values().stream().mapToInt(List::size).sum();
    byFilters.forEach((filters, tids) -> print(pid, filters, tids, threads, out));
    return 0;
  }

  private static int pid(String word) throws UsageException {
    int pid;
    try {
      pid = Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw new UsageException(
          "--seccomp-dump takes a process id, not '" + word + "' (pidof NAME finds it)");
    }
    String process = pid > 0 ? ProcFs.status(pid, "Tgid") : "";
    if (process.isEmpty()) {
      throw new UsageException("--seccomp-dump: there is no process " + word);
    }
    return Integer.parseInt(process);
  }

  private static boolean anyFiltered(int pid) {
    return ProcFs.tasks(pid).stream().anyMatch(tid -> ProcFs.status(tid, "Seccomp").equals(FILTER));
  }

  private static String mode(String mode) {
    return switch (mode) {
      case "" -> "unknown, the kernel has no seccomp (CONFIG_SECCOMP)";
      case STRICT -> "1 (strict: read, write, _exit and sigreturn alone)";
      case FILTER -> "2 (filter)";
      default -> mode + " (disabled)";
    };
  }

  private static void requirePrivileges() {
    if (!KernelFilters.capable()) {
      throw new IllegalStateException(
          "--seccomp-dump needs CAP_SYS_ADMIN to read filters: run record as root (`sudo`)");
    }
    String own = ProcFs.status((int) ProcessHandle.current().pid(), "Seccomp");
    if (!own.equals("0")) {
      throw new IllegalStateException(
          "--seccomp-dump: the kernel shows filters to no process that has one itself, and record"
              + " runs under one (a container's?): run it outside, e.g. with --security-opt"
              + " seccomp=unconfined");
    }
  }

  /** The filters, and the threads that have them; each thread has its own list. */
  private static Map<List<InstalledFilter>, List<Integer>> read(int pid) {
    Map<List<InstalledFilter>, List<Integer>> byFilters = new LinkedHashMap<>();
    List<Tracee> tracees = Tracee.attach(pid);
    try {
      for (Tracee tracee : tracees) {
        boolean filtered = ProcFs.status(tracee.tid(), "Seccomp").equals(FILTER);
        byFilters
            .computeIfAbsent(filtered ? filters(tracee) : List.of(), key -> new ArrayList<>())
            .add(tracee.tid());
      }
    } finally {
      for (Tracee tracee : tracees) {
        tracee.detach(0);
        tracee.close();
      }
    }
    return byFilters;
  }

  private static List<InstalledFilter> filters(Tracee tracee) {
    try {
      return tracee.seccompFilters();
    } catch (ErrnoException e) {
      throw new IllegalStateException(
          switch (e.errno()) {
            case Linux.EACCES ->
                "--seccomp-dump needs CAP_SYS_ADMIN of the machine itself, not of a container: run"
                    + " record as root outside";
            case Linux.EINVAL ->
                "--seccomp-dump needs a kernel with CONFIG_CHECKPOINT_RESTORE, this one does not"
                    + " hand out filters";
            default -> e.getMessage();
          },
          e);
    }
  }

  private static void print(
      int pid, List<InstalledFilter> filters, List<Integer> tids, int threads, PrintStream out) {
    String who = "process " + pid + " (" + name(pid) + ")";
    if (tids.size() != threads) {
      String listed = tids.stream().map(String::valueOf).collect(Collectors.joining(", "));
      who += (tids.size() == 1 ? ", thread " : ", threads ") + listed;
    }
    int count = filters.size();
    out.println(
        who
            + ": seccomp mode "
            + (count == 0 ? mode("0") : mode(FILTER))
            + ", "
            + count
            + (count == 1 ? " filter" : " filters"));
    for (int i = 0; i < count; i++) {
      InstalledFilter filter = filters.get(i);
      out.println();
      out.println(
          "filter "
              + i
              + (i == 0 && count > 1 ? " (installed first)" : "")
              + ": "
              + filter.program().size()
              + " instructions, flags "
              + FilterFlags.text(filter.flags()));
      out.print(FilterDisassembly.of(filter.program()));
    }
  }

  private static String name(int pid) {
    return new String(ProcFs.comm(pid), StandardCharsets.UTF_8);
  }
}
