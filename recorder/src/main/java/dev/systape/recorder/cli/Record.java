package dev.systape.recorder.cli;

import dev.systape.recorder.CallFilter;
import dev.systape.recorder.NewDescriptors;
import dev.systape.recorder.RecordOptions;
import dev.systape.recorder.launch.Identity;
import dev.systape.recorder.launch.LaunchState;
import dev.systape.recorder.launch.Program;
import dev.systape.recorder.launch.Program.NotExecutableException;
import dev.systape.recorder.launch.Program.NotFoundException;
import dev.systape.recorder.launch.Target;
import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.ProcFs;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.select.CallSet;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * {@code record}: runs a program and makes a tape. Exit status: the program's own, 128 + n where
 * signal n killed it; 125 where recording itself fails, 126 where the program cannot be executed,
 * 127 where it is not there. With {@code -p} it is 0 when the processes ended or were detached
 * from.
 */
public final class Record {
  private static final int FAILED = 125;
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  private Record() {}

  /** The command. */
  public static void main(String[] args) {
    // halt: nothing is left to do, and a shutdown hook of a library must not delay the status that
    // a script waits for.
    int status = run(args, ownWords(args), System.out, System.err);
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(status);
  }

  /**
   * The bytes of the words that this process was started with. The JVM decodes its arguments, and
   * those that are no UTF-8 would reach the program as others.
   */
  private static List<byte[]> ownWords(String[] args) {
    List<byte[]> all = ProcFs.arguments((int) ProcessHandle.current().pid());
    return all.size() < args.length
        ? Arrays.stream(args).map(arg -> arg.getBytes(StandardCharsets.UTF_8)).toList()
        : last(all, args.length);
  }

  private static List<byte[]> last(List<byte[]> words, int count) {
    return words.subList(words.size() - count, words.size());
  }

  /**
   * Runs a command line.
   *
   * @param words the same arguments as bytes
   */
  static int run(String[] args, List<byte[]> words, PrintStream out, PrintStream err) {
    RecordCommand command = new RecordCommand();
    CommandLine line =
        new CommandLine(command)
            .setExpandAtFiles(false)
            .setStopAtPositional(true)
            .setUnmatchedOptionsArePositionalParams(false);
    try {
      line.parseArgs(args);
      if (command.help) {
        line.usage(out);
        return 0;
      }
      if (command.version) {
        out.println("record (systape) " + Version.NUMBER);
        return 0;
      }
      if (command.check || command.seccompDump != null) {
        alone(command);
      }
      if (command.check) {
        command.checkBuffer();
        return Check.run(command, out);
      }
      if (command.seccompDump != null) {
        return SeccompDump.run(command.seccompDump, out);
      }
      return record(command, words, err);
    } catch (ParameterException e) {
      err.println("record: " + e.getMessage());
      err.println("usage: record [options] -- PROG [ARG...]   (record --help lists the options)");
      return FAILED;
    } catch (UsageException e) {
      err.println("record: " + e.getMessage());
      return FAILED;
    } catch (NotFoundException e) {
      err.println("record: " + e.getMessage());
      return NOT_FOUND;
    } catch (NotExecutableException e) {
      err.println("record: " + e.getMessage());
      return NOT_EXECUTABLE;
    } catch (FileSystemException e) {
      err.println("record: " + e.getFile() + ": " + reason(e));
      return FAILED;
    } catch (IOException | ErrnoException | IllegalStateException e) {
      err.println("record: " + e.getMessage());
      if (command.debug) {
        e.printStackTrace(err);
      }
      return FAILED;
    }
  }

  /** Options that ask something, and record nothing: a program would not be run. */
  private static void alone(RecordCommand command) throws UsageException {
    if (!command.program.isEmpty() || !command.attach.isEmpty()) {
      throw new UsageException(
          (command.check ? "--check" : "--seccomp-dump")
              + " records nothing: it takes no program and no -p");
    }
    if (command.check && command.seccompDump != null) {
      throw new UsageException("--check and --seccomp-dump are asked for one at a time");
    }
  }

  /** Its message is often the file's name alone. */
  private static String reason(FileSystemException e) {
    if (e.getReason() != null) {
      return e.getReason();
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof NoSuchFileException
        ? "no such file or directory, or none can be made there"
        : "cannot be written";
  }

  private static int record(RecordCommand command, List<byte[]> words, PrintStream err)
      throws UsageException, IOException, NotFoundException, NotExecutableException {
    straceOptions(command);
    RecordOptions options = options(command);
    Target target = target(command, words);
    Tapes.prepare(command.output, command.force);
    return new Recording(command, words, options, target, err).run();
  }

  private static Target target(RecordCommand command, List<byte[]> words)
      throws UsageException, IOException, NotFoundException, NotExecutableException {
    if (!command.attach.isEmpty()) {
      if (!command.program.isEmpty() || !command.user.isEmpty() || !command.environment.isEmpty()) {
        throw new UsageException(
            "-p records processes that run already: it takes no program, no -u and no -E");
      }
      return Target.attach(Pids.parse(command.attach));
    }
    if (command.program.isEmpty()) {
      throw new UsageException(
          "no program to run: record [options] -- PROG [ARG...] (record --help lists the options)");
    }
    LaunchState launch = LaunchState.current();
    return Target.start(program(command, words, launch), launch);
  }

  /** What the fingers of strace's users type and record does not do, or not so. */
  private static void straceOptions(RecordCommand command) throws UsageException {
    if (command.counts) {
      throw new UsageException(
          "-c: a tape is counted afterwards: record without it, then `analyze counts "
              + command.output
              + "`");
    }
    KernelFilters.check(command, !command.attach.isEmpty());
    if (command.follow.length > 0 && command.noFollow) {
      throw new UsageException("-f and --no-follow contradict each other");
    }
  }

  private static RecordOptions options(RecordCommand command) throws UsageException {
    if (!List.of(Backends.AUTO, Backends.EBPF, Backends.PTRACE).contains(command.backend)) {
      throw new UsageException(
          "--backend takes auto, ebpf or ptrace, not '" + command.backend + "'");
    }
    if (!List.of("syscall", "full").contains(command.registers)) {
      throw new UsageException(
          "--registers takes syscall or full, not '" + command.registers + "'");
    }
    if (!List.of("lexical", "resolved").contains(command.paths)) {
      throw new UsageException("--paths takes lexical or resolved, not '" + command.paths + "'");
    }
    if (command.noVdso && command.backend.equals(Backends.EBPF)) {
      throw new UsageException(
          "--no-vdso needs ptrace, which stops the program at each execve: leave --backend ebpf out");
    }
    if (!command.inject.isEmpty() && command.backend.equals(Backends.EBPF)) {
      throw new UsageException(
          "--inject needs ptrace, which stops the program at each call: leave --backend ebpf out");
    }
    command.checkBuffer();
    long limit = Units.bytes("-s", command.stringLimit);
    if (limit > Integer.MAX_VALUE) {
      throw new UsageException("-s takes at most 2147483647 bytes");
    }
    if (Backends.isLarge(limit) && command.backend.equals(Backends.EBPF)) {
      throw new UsageException(
          "-s above 16M needs ptrace, eBPF keeps 16 MiB of a call: leave --backend ebpf out");
    }
    return new RecordOptions(
        (int) limit,
        filter(command.trace),
        command.trace,
        !command.noFollow,
        command.resolves() ? NewDescriptors.of(Descriptions.load()) : NewDescriptors.none(),
        command.registers.equals("full"),
        command.noVdso,
        Injections.parse(command.inject),
        command.timeout.isEmpty() ? 0 : Units.milliseconds("--timeout", command.timeout),
        command.maxSize.isEmpty() ? 0 : Units.bytes("--max-size", command.maxSize));
  }

  private static CallFilter filter(String expression) throws UsageException {
    try {
      return CallFilter.of(CallSet.parse(expression, Descriptions::load));
    } catch (IllegalArgumentException e) {
      throw new UsageException("-e: " + e.getMessage());
    }
  }

  private static Program program(RecordCommand command, List<byte[]> words, LaunchState launch)
      throws UsageException, IOException, NotFoundException, NotExecutableException {
    List<byte[]> environment = new ArrayList<>(launch.environment());
    for (String change : command.environment) {
      String name = change.contains("=") ? change.substring(0, change.indexOf('=')) : change;
      if (name.isEmpty()) {
        throw new UsageException("-E takes VAR=VALUE, or VAR alone to remove it");
      }
      environment.removeIf(variable -> named(variable, name));
      if (change.contains("=")) {
        environment.add(change.getBytes(StandardCharsets.UTF_8));
      }
    }
    Identity identity = null;
    if (!command.user.isEmpty()) {
      try {
        identity = Identity.ofUser(command.user);
      } catch (IllegalArgumentException e) {
        throw new UsageException("-u: " + e.getMessage());
      }
    }
    List<byte[]> arguments = last(words, command.program.size());
    String path = Program.find(command.program.get(0), searchPath(launch.environment()));
    return new Program(path, arguments, environment, identity);
  }

  private static String searchPath(List<byte[]> environment) {
    return environment.stream()
        .filter(variable -> named(variable, "PATH"))
        .map(variable -> new String(variable, StandardCharsets.UTF_8).substring("PATH=".length()))
        .findFirst()
        .orElse("/bin:/usr/bin");
  }

  private static boolean named(byte[] variable, String name) {
    return new String(variable, StandardCharsets.UTF_8).startsWith(name + "=");
  }
}
