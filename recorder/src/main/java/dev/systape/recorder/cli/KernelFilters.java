package dev.systape.recorder.cli;

import dev.systape.recorder.CallFilter;
import dev.systape.recorder.RecordOptions;
import dev.systape.recorder.launch.ProgramFilter;
import dev.systape.recorder.linux.ProcFs;
import dev.systape.recorder.seccomp.TraceFilter;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.numbers.SyscallNumbers;
import java.util.BitSet;
import java.util.List;

/**
 * Whether the calls outside {@code -e} are let pass by a seccomp filter in the program, so that
 * they do not stop it: {@code --seccomp}.
 */
final class KernelFilters {
  /** Values of {@code --seccomp}. */
  static final String AUTO = "auto";

  static final String ALWAYS = "always";
  static final String NEVER = "never";

  private static final int CAP_SYS_ADMIN = 21;

  /**
   * What became of it.
   *
   * @param filter null where there is none
   * @param message why not, or at what price, for the user; or empty
   */
  record Chosen(ProgramFilter filter, String message) {}

  /** No filter, and nothing to say about it. */
  static final Chosen NONE = new Chosen(null, "");

  private KernelFilters() {}

  /**
   * Refuses what does not go with {@code --seccomp always}.
   *
   * @throws UsageException with a line for the user
   */
  static void check(RecordCommand command, boolean attaches) throws UsageException {
    if (!List.of(AUTO, ALWAYS, NEVER).contains(command.seccomp)) {
      throw new UsageException(
          "--seccomp takes auto, always or never, not '" + command.seccomp + "'");
    }
    if (!command.seccomp.equals(ALWAYS)) {
      return;
    }
    if (command.trace.isEmpty()) {
      throw new UsageException("--seccomp always filters by -e SET: name a set");
    }
    if (command.noFollow || attaches) {
      throw new UsageException(
          "--seccomp always and "
              + (attaches ? "-p" : "--no-follow")
              + " contradict each other: what is not traced could not make the calls of -e");
    }
    if (!command.inject.isEmpty()) {
      throw new UsageException(
          "--seccomp always and --inject contradict each other: injections count calls that a"
              + " filter would let pass");
    }
    if (command.backend.equals(Backends.EBPF)) {
      throw new UsageException("--seccomp is of the ptrace backend: eBPF filters anyway");
    }
  }

  /** The filter of a recording by ptrace. */
  static Chosen choose(RecordCommand command, RecordOptions options, boolean attaches) {
    if (command.seccomp.equals(NEVER)
        || options.filter().recordsAll()
        || !options.injections().isEmpty()
        || !options.follow()
        || attaches) {
      return NONE;
    }
    boolean admin = capable();
    if (admin || command.seccomp.equals(ALWAYS)) {
      return new Chosen(
          new ProgramFilter(TraceFilter.of(abi -> numbers(options.filter(), abi)), !admin),
          admin
              ? ""
              : "no_new_privs is set in the program, which a seccomp filter needs without"
                  + " CAP_SYS_ADMIN");
    }
    return new Chosen(
        null,
        "every call stops the program, those outside -e too: a seccomp filter needs CAP_SYS_ADMIN,"
            + " or --seccomp always, which sets no_new_privs in the program");
  }

  /** Also the execve that recording begins with: how it fails is to be told. */
  private static BitSet numbers(CallFilter filter, Abi abi) {
    BitSet numbers = filter.numbers(abi);
    if (abi == Abi.X86_64) {
      numbers.set(SyscallNumbers.of(abi).number("execve"));
    }
    return numbers;
  }

  /** Whether this process has CAP_SYS_ADMIN. */
  static boolean capable() {
    String effective = ProcFs.status((int) ProcessHandle.current().pid(), "CapEff");
    return !effective.isEmpty()
        && (Long.parseUnsignedLong(effective, 16) >>> CAP_SYS_ADMIN & 1) != 0;
  }
}
