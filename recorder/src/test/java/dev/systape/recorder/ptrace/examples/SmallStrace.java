package dev.systape.recorder.ptrace.examples;

import dev.systape.recorder.ptrace.SyscallExit;
import dev.systape.recorder.ptrace.TraceEvent;
import dev.systape.recorder.ptrace.Tracer;
import dev.systape.schema.numbers.SyscallNumbers;
import java.io.PrintStream;

/** strace in 20 lines: the calls of a program and what it starts, with numbers for arguments. */
public final class SmallStrace {
  private SmallStrace() {}

  /** {@code SmallStrace PROG [ARG...]}. */
  public static void main(String[] command) {
    run(System.err, command);
  }

  static void run(PrintStream out, String... command) {
    try (Tracer<Void> tracer = Tracer.plain()) {
      tracer.spawn(command);
      for (TraceEvent<Void> event : tracer) {
        if (event instanceof SyscallExit<Void> call) {
          String name = SyscallNumbers.of(call.abi()).name(call.number());
          out.printf(
              "[%d] %s(0x%x, 0x%x, 0x%x) = %d%n",
              call.tid(),
              name,
              call.argument(0),
              call.argument(1),
              call.argument(2),
              call.result());
        }
      }
    }
  }
}
