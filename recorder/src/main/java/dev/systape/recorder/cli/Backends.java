package dev.systape.recorder.cli;

import dev.systape.recorder.Backend;
import dev.systape.recorder.RecordOptions;
import dev.systape.recorder.ebpf.EbpfBackend;
import dev.systape.recorder.ebpf.UnavailableException;
import dev.systape.recorder.launch.Target;
import dev.systape.recorder.ptrace.backend.PtraceBackend;
import dev.systape.recorder.tape.TapeWriter;
import dev.systape.schema.plan.CapturePlans;
import dev.systape.schema.tape.TapeHeader;
import java.io.PrintStream;
import java.util.function.Consumer;

/** Chooses what records: eBPF where this kernel and this user may, ptrace otherwise. */
final class Backends {
  /** Values of {@code --backend}. */
  static final String AUTO = "auto";

  static final String EBPF = "ebpf";
  static final String PTRACE = "ptrace";

  /**
   * A backend.
   *
   * @param backend it
   * @param kind {@link TapeHeader#PTRACE} or {@link TapeHeader#EBPF}
   * @param reason why it is ptrace where the user did not say so, or empty
   * @param filter whether a seccomp filter in the program chooses the calls, and why not
   */
  record Chosen(Backend backend, int kind, String reason, KernelFilters.Chosen filter) {}

  private Backends() {}

  /**
   * Opens a backend.
   *
   * @throws IllegalStateException where eBPF was asked for and is not to be had
   */
  static Chosen open(
      RecordCommand command,
      RecordOptions options,
      CapturePlans plans,
      Target target,
      TapeWriter tape,
      PrintStream err) {
    String reason = needsPtrace(options);
    if (!command.backend.equals(PTRACE) && reason.isEmpty()) {
      try {
        if (target.attached()) {
          EbpfBackend.requireAttach();
        }
        Consumer<String> disassembly = command.debug ? err::print : null;
        Backend ebpf = new EbpfBackend(tape, options, plans, command.bufferBytes(), disassembly);
        return new Chosen(ebpf, TapeHeader.EBPF, "", KernelFilters.NONE);
      } catch (UnavailableException e) {
        String why = reason(e);
        if (command.backend.equals(EBPF)) {
          throw new IllegalStateException("--backend ebpf: " + why + detail(e), e);
        }
        reason = "for want of eBPF: " + why + detail(e);
      }
    }
    boolean told = command.backend.equals(PTRACE);
    KernelFilters.Chosen filter = KernelFilters.choose(command, options, target.attached());
    return new Chosen(
        new PtraceBackend(tape, options, plans, filter.filter()),
        TapeHeader.PTRACE,
        told ? "" : reason,
        filter);
  }

  /** Whether {@code -s} asks for more than the programs in the kernel keep of a call. */
  static boolean isLarge(long stringLimit) {
    return stringLimit > EbpfBackend.MAX_CALL_BYTES;
  }

  /** What of a recording only ptrace can do; {@code --backend ebpf} refuses it before. */
  private static String needsPtrace(RecordOptions options) {
    if (options.noVdso()) {
      return "which --no-vdso needs";
    }
    if (isLarge(options.stringLimit())) {
      return "which -s above 16M needs";
    }
    return options.injections().isEmpty() ? "" : "which --inject needs";
  }

  private static String reason(UnavailableException e) {
    return e.getMessage() + (e.remedy().isEmpty() ? "" : "; " + e.remedy());
  }

  private static String detail(UnavailableException e) {
    return e.detail().isEmpty() ? "" : "\n" + e.detail();
  }
}
