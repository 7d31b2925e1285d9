package dev.systape.recorder.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code record}, as picocli fills them in. */
@Command(
    name = "record",
    synopsisHeading = "Usage: ",
    customSynopsis = {
      "record [options] -- PROG [ARG...]",
      "       record [options] -p PID[,PID...]"
    },
    description = "Runs a program and records its system calls on a tape, for `analyze` to read.",
    sortOptions = false,
    mixinStandardHelpOptions = false)
final class RecordCommand {
  private static final long MIN_BUFFER = 4 << 10;
  private static final long MAX_BUFFER = 1 << 30;

  private int bufferBytes;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "the tape, a directory; default trace.cq")
  Path output = Path.of("trace.cq");

  @Option(names = "--force", description = "replace DIR if it is a tape")
  boolean force;

  @Option(
      names = {"-e", "--trace"},
      paramLabel = "SET",
      description =
          "which calls: names, /regex, %%file %%network %%process %%desc %%memory %%signal %%ipc %%creds, %%model (what the paths of descriptors follow from), separated by commas; !SET for all others")
  String trace = "";

  @Option(
      names = {"-s", "--string-limit"},
      paramLabel = "N",
      description =
          "bytes kept per data buffer, argv or envp string; K and M may follow; default 256")
  String stringLimit = "256";

  @Option(
      names = {"-p", "--attach"},
      paramLabel = "PID[,PID...]",
      description =
          "attach to running processes and record them until they end, Ctrl-C or SIGTERM; they run on then")
  List<String> attach = List.of();

  @Option(
      names = "--no-follow",
      description = "record the first process alone, with all its threads")
  boolean noFollow;

  @Option(
      names = "--registers",
      paramLabel = "syscall|full",
      description = "registers of the system call ABI (default), or the whole set at both stops")
  String registers = "syscall";

  @Option(
      names = "--paths",
      paramLabel = "lexical|resolved",
      description =
          "what is kept of a new descriptor: the name that the program gave (default), or also what the kernel says that it is")
  String paths = "lexical";

  @Option(
      names = "--backend",
      paramLabel = "auto|ebpf|ptrace",
      description =
          "how calls are seen: by programs in the kernel, by stopping the program at each call, or the first of these that can be had here (default)")
  String backend = Backends.AUTO;

  @Option(
      names = "--inject",
      paramLabel = "SET:ACTION[:...][:when=N]",
      description =
          "change calls of SET as strace does: error=ERRNO or retval=N in place of executing them, signal=SIG, delay=TIME or delay_exit=TIME (us; ms, s may follow); when=FIRST[..LAST][+[STEP]] of each thread's calls. May be repeated; needs ptrace. The calls are marked on the tape")
  List<String> inject = List.of();

  @Option(
      names = "--no-vdso",
      description =
          "hide the vDSO from programs, so that clock_gettime, gettimeofday, time and getcpu become calls; needs ptrace")
  boolean noVdso;

  @Option(
      names = "--seccomp",
      paramLabel = "auto|always|never",
      description =
          "ptrace with -e: let the calls outside SET pass by a seccomp filter in the program, so that they run at native speed; such programs are killed if the recorder is. auto (default): where CAP_SYS_ADMIN allows it; always: also where it takes no_new_privs, which keeps programs from gaining privileges by execve")
  String seccomp = KernelFilters.AUTO;

  @Option(
      names = "--seccomp-dump",
      paramLabel = "PID",
      description =
          "print the seccomp filters of a running process, disassembled; needs CAP_SYS_ADMIN")
  String seccompDump;

  @Option(
      names = "--buffer",
      paramLabel = "SIZE",
      description = "eBPF: bytes that wait in the kernel at the most, a power of two; default 64M")
  String buffer = "64M";

  @Option(
      names = "--check",
      description = "say which backends can be used here, and what the others lack")
  boolean check;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "stop recording, not the program, after e.g. 500ms, 10s, 5m, 1h")
  String timeout = "";

  @Option(
      names = "--max-size",
      paramLabel = "SIZE",
      description = "stop recording, not the program, at e.g. 100M of tape")
  String maxSize = "";

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER",
      description =
          "run the program as this user: a name, a number of /etc/passwd, or UID:GID (root only)")
  String user = "";

  @Option(
      names = {"-E", "--env"},
      paramLabel = "VAR[=VALUE]",
      description = "set a variable in the program's environment, or remove it")
  List<String> environment = List.of();

  @Option(
      names = {"-q", "--quiet"},
      description = "no messages but errors")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "say how it was recorded")
  boolean verbose;

  @Option(names = "-f", hidden = true, description = "strace's: children are followed anyway")
  boolean[] follow = {};

  @Option(names = "-c", hidden = true, description = "strace's: counts")
  boolean counts;

  @Option(names = "--debug", description = "show stack traces, and the eBPF programs")
  boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "the version")
  boolean version;

  @Parameters(paramLabel = "PROG", arity = "0..*", hidden = true)
  List<String> program = List.of();

  /** Whether what new descriptors are is looked up. */
  boolean resolves() {
    return paths.equals("resolved");
  }

  /** Bytes of the kernel's ring, once they are checked. */
  int bufferBytes() {
    return bufferBytes;
  }

  /** Reads {@code --buffer}. */
  void checkBuffer() throws UsageException {
    long size = Units.bytes("--buffer", buffer);
    if (size < MIN_BUFFER || size > MAX_BUFFER || Long.bitCount(size) != 1) {
      throw new UsageException("--buffer takes a power of two from 4K to 1024M");
    }
    bufferBytes = (int) size;
  }
}
