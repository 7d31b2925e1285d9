package dev.systape.recorder.ptrace.examples;

import dev.systape.recorder.ptrace.Breakpoint;
import dev.systape.recorder.ptrace.ExecEvent;
import dev.systape.recorder.ptrace.MemoryMapping;
import dev.systape.recorder.ptrace.SyscallStops;
import dev.systape.recorder.ptrace.TraceEvent;
import dev.systape.recorder.ptrace.Tracer;
import dev.systape.recorder.ptrace.TracerOptions;

/** How often a program comes to an instruction of its own file, at full speed in between. */
public final class BreakpointCounter {
  private BreakpointCounter() {}

  /** {@code BreakpointCounter OFFSET PROG [ARG...]}, the offset hexadecimal, as nm(1) writes it. */
  public static void main(String[] arguments) {
    String[] command = java.util.Arrays.copyOfRange(arguments, 1, arguments.length);
    System.err.println(run(Long.parseLong(arguments[0], 16), command) + " hits");
  }

  static long run(long offset, String... command) {
    TracerOptions quiet = TracerOptions.defaults().syscalls(SyscallStops.NONE).follow(false);
    Breakpoint breakpoint = null;
    try (Tracer<Void> tracer = new Tracer<>(quiet, tracee -> null)) {
      tracer.spawn(command);
      for (TraceEvent<Void> event : tracer) {
        if (event instanceof ExecEvent<Void> exec) {
          MemoryMapping first = exec.tracee().maps().get(0);
          breakpoint = exec.breakpoints().set(exec.tracee(), first.start() + offset);
        }
      }
    }
    return breakpoint == null ? 0 : breakpoint.hits();
  }
}
