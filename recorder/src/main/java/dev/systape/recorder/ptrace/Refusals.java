package dev.systape.recorder.ptrace;

import dev.systape.recorder.linux.Linux;
import dev.systape.recorder.linux.ProcFs;
import dev.systape.schema.numbers.ErrnoNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Why the kernel refused to trace a process, found out where its EPERM does not say: the rules of
 * ptrace(2), "Ptrace access mode checking", gone through one by one.
 */
public final class Refusals {
  /** CAP_SYS_PTRACE of capabilities(7). */
  private static final int CAP_SYS_PTRACE = 19;

  private static final Path SCOPE = Path.of("/proc/sys/kernel/yama/ptrace_scope");
  private static final int SCOPE_NONE = 3;
  private static final int SCOPE_ADMIN = 2;
  private static final int SCOPE_CHILDREN = 1;
  private static final String AS_ROOT =
      "run record as root (`sudo`), or give the JVM the capability CAP_SYS_PTRACE";

  private Refusals() {}

  /**
   * Yama's {@code kernel.yama.ptrace_scope}: 0 to 3, or -1 on a kernel without Yama (ptrace(2),
   * "/proc/sys/kernel/yama/ptrace_scope").
   */
  public static int ptraceScope() {
    try {
      return Integer.parseInt(Files.readString(SCOPE).strip());
    } catch (IOException | NumberFormatException e) {
      return -1;
    }
  }

  /** Whether this process has CAP_SYS_PTRACE in effect. */
  public static boolean capable() {
    String effective = ProcFs.status(self(), "CapEff");
    return !effective.isEmpty()
        && (Long.parseUnsignedLong(effective, 16) >>> CAP_SYS_PTRACE & 1) != 0;
  }

  private static int self() {
    return (int) ProcessHandle.current().pid();
  }

  /** Why a running process was refused. */
  static TraceRefusedException of(int pid, int errno) {
    String what = "cannot attach to process " + pid + ": ";
    if (errno == Linux.ESRCH) {
      return new TraceRefusedException(what + "there is no such process", "");
    }
    if (errno != Linux.EPERM) {
      return new TraceRefusedException(what + ErrnoNames.describe(errno), "");
    }
    TraceRefusedException special = special(pid, what);
    return special != null ? special : forbidden(pid, what);
  }

  /** Processes that nobody may trace. */
  private static TraceRefusedException special(int pid, String what) {
    int tracer = ProcFs.tracer(pid);
    if (tracer != 0) {
      String process = ProcFs.status(tracer, "Tgid");
      return new TraceRefusedException(
          what + "process " + process + " (" + name(tracer) + ") traces it already",
          "end that one first, a process has one tracer");
    }
    if (ProcFs.tasks(self()).contains(pid)) {
      return new TraceRefusedException(what + "it is the recorder itself", "");
    }
    char state = ProcFs.state(pid);
    if (state == 'Z' || state == 'X') {
      return new TraceRefusedException(
          what + "it has ended, and its parent did not wait for it", "");
    }
    if (ProcFs.arguments(pid).isEmpty() && ProcFs.status(pid, "VmSize").isEmpty()) {
      return new TraceRefusedException(what + "it is a thread of the kernel", "");
    }
    return null;
  }

  /** Processes that a more privileged one may trace. */
  private static TraceRefusedException forbidden(int pid, String what) {
    int scope = ptraceScope();
    if (scope == SCOPE_NONE) {
      return new TraceRefusedException(
          what + "kernel.yama.ptrace_scope is 3, which forbids it to all until the next boot",
          "remove that setting from /etc/sysctl.d and restart the machine, or use --backend ebpf");
    }
    if (capable()) {
      return new TraceRefusedException(
          what + "a security module or the container that this runs in forbids it",
          "in a container, start it with --cap-add=SYS_PTRACE and a seccomp policy that allows"
              + " ptrace, and record processes of its own");
    }
    String owner = uid(pid);
    if (!owner.equals(uid(self()))) {
      return new TraceRefusedException(what + "it belongs to user " + owner, AS_ROOT);
    }
    if (scope == SCOPE_ADMIN) {
      return new TraceRefusedException(
          what + "kernel.yama.ptrace_scope is 2, which leaves it to administrators", AS_ROOT);
    }
    if (scope == SCOPE_CHILDREN) {
      return new TraceRefusedException(
          what
              + "kernel.yama.ptrace_scope is 1, which allows only what this process started itself",
          "`sudo sysctl kernel.yama.ptrace_scope=0` allows it, or " + AS_ROOT);
    }
    return new TraceRefusedException(
        what + "it has privileges that this process does not have (set-user-id, capabilities)",
        AS_ROOT);
  }

  /** Why the process that was just started was refused. */
  static TraceRefusedException ofChild(int errno) {
    String what = "cannot trace the program that was started: " + ErrnoNames.describe(errno);
    if (ptraceScope() == SCOPE_NONE) {
      return new TraceRefusedException(
          what + ": kernel.yama.ptrace_scope is 3, which forbids it to all until the next boot",
          "remove that setting from /etc/sysctl.d and restart the machine, or use --backend ebpf");
    }
    return new TraceRefusedException(
        what + ": the seccomp policy of a container, or a security module, forbids ptrace",
        "start the container with --cap-add=SYS_PTRACE or --security-opt seccomp=unconfined");
  }

  private static String uid(int pid) {
    return ProcFs.status(pid, "Uid").split("\t")[0];
  }

  private static String name(int pid) {
    return new String(ProcFs.comm(pid), StandardCharsets.UTF_8);
  }
}
