package dev.systape.recorder.cli;

import dev.systape.recorder.Backend;
import dev.systape.recorder.RecordOptions;
import dev.systape.recorder.ebpf.EbpfBackend;
import dev.systape.recorder.ebpf.UnavailableException;
import dev.systape.recorder.ptrace.PtraceBackend;
import dev.systape.recorder.tape.TapeWriter;
import dev.systape.schema.plan.CapturePlans;
import dev.systape.schema.tape.TapeHeader;

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
   * @param fallback why it is ptrace where eBPF was tried, or empty
   */
  record Chosen(Backend backend, int kind, String fallback) {}

  private Backends() {}

  /**
   * Opens a backend.
   *
   * @throws IllegalStateException where eBPF was asked for and is not to be had
   */
  static Chosen open(
      RecordCommand command, RecordOptions options, CapturePlans plans, TapeWriter tape) {
    String fallback = "";
    if (command.resolves() && command.backend.equals(AUTO)) {
      fallback = "--paths resolved needs the program to be stopped";
    } else if (!command.backend.equals(PTRACE)) {
      try {
        Backend ebpf = new EbpfBackend(tape, options, plans, command.ringBytes());
        return new Chosen(ebpf, TapeHeader.EBPF, "");
      } catch (UnavailableException e) {
        fallback = reason(e);
        if (command.backend.equals(EBPF)) {
          throw new IllegalStateException("--backend ebpf: " + fallback + detail(e), e);
        }
      }
    }
    return new Chosen(new PtraceBackend(tape, options, plans), TapeHeader.PTRACE, fallback);
  }

  private static String reason(UnavailableException e) {
    return e.getMessage() + (e.remedy().isEmpty() ? "" : "; " + e.remedy());
  }

  private static String detail(UnavailableException e) {
    return e.detail().isEmpty() ? "" : "\n" + e.detail();
  }
}
