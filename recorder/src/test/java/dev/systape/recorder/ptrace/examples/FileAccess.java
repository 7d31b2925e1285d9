package dev.systape.recorder.ptrace.examples;

import dev.systape.recorder.ptrace.SyscallExit;
import dev.systape.recorder.ptrace.TraceEvent;
import dev.systape.recorder.ptrace.Tracer;
import dev.systape.schema.numbers.SyscallNumbers;
import java.util.ArrayList;
import java.util.List;

/** Which files a program opens, and which it does not find. */
public final class FileAccess {
  private static final int PATH_MAX = 4096;

  private FileAccess() {}

  /**
   * A file that was opened, or not.
   *
   * @param path as the program named it
   * @param errno why not, or 0
   */
  record Access(String path, int errno) {}

  /** {@code FileAccess PROG [ARG...]}. */
  public static void main(String[] command) {
    run(command).forEach(System.err::println);
  }

  static List<Access> run(String... command) {
    List<Access> accesses = new ArrayList<>();
    try (Tracer<Void> tracer = Tracer.plain()) {
      tracer.spawn(command);
      for (TraceEvent<Void> event : tracer) {
        if (event instanceof SyscallExit<Void> call
            && SyscallNumbers.of(call.abi()).name(call.number()).equals("openat")) {
          String path = call.tracee().memory().readString(call.argument(1), PATH_MAX).toString();
          accesses.add(new Access(path, call.errno()));
        }
      }
    }
    return accesses;
  }
}
