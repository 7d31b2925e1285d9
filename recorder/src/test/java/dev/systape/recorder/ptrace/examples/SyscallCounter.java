package dev.systape.recorder.ptrace.examples;

import dev.systape.recorder.ptrace.ExitedEvent;
import dev.systape.recorder.ptrace.SyscallExit;
import dev.systape.recorder.ptrace.TraceHandler;
import dev.systape.recorder.ptrace.Tracer;
import dev.systape.recorder.ptrace.TracerOptions;
import dev.systape.schema.numbers.SyscallNumbers;
import java.util.Map;
import java.util.TreeMap;

/** Counts the calls of each process by name: state per process, by callback. */
public final class SyscallCounter implements TraceHandler<Map<String, Integer>> {
  private final Map<Integer, Map<String, Integer>> byProcess = new TreeMap<>();

  /** {@code SyscallCounter PROG [ARG...]}. */
  public static void main(String[] command) {
    new SyscallCounter()
        .run(command)
        .forEach((pid, counts) -> System.err.println(pid + " " + counts));
  }

  /** The counts by process id and name. */
  Map<Integer, Map<String, Integer>> run(String... command) {
    try (Tracer<Map<String, Integer>> tracer =
        new Tracer<>(TracerOptions.defaults(), tracee -> new TreeMap<>())) {
      tracer.spawn(command);
      tracer.run(this);
    }
    return byProcess;
  }

  @Override
  public void syscallExit(SyscallExit<Map<String, Integer>> call) {
    String name = SyscallNumbers.of(call.abi()).name(call.number());
    call.state().merge(name, 1, Integer::sum);
  }

  @Override
  public void exited(ExitedEvent<Map<String, Integer>> event) {
    byProcess.put(event.pid(), event.state());
  }
}
