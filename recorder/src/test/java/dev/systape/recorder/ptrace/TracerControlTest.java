package dev.systape.recorder.ptrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.numbers.SyscallNumbers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a tracer does to programs: other calls and results, breakpoints, steps, no vDSO. */
@Timeout(60)
class TracerControlTest {
  private static final SyscallNumbers NUMBERS = SyscallNumbers.of(Abi.X86_64);
  private static final int GETPPID = NUMBERS.number("getppid");

  @Test
  void callsAreSuppressedChangedAndGivenOtherResults() throws Exception {
    assertThat(valueOfGetppid(entry -> entry.suppress(4242))).isEqualTo("4242");
    assertThat(valueOfGetppid(entry -> entry.forceResult(4343))).isEqualTo("4343");
    assertThat(valueOfGetppid(entry -> entry.changeNumber(NUMBERS.number("getuid"))))
        .isEqualTo(Subject.output("id", "-u").strip());
  }

  /** What a program that asks for its parent gets told; its output goes to a pipe of the shell. */
  private static String valueOfGetppid(Consumer<SyscallEntry<Void>> change) throws Exception {
    Path out = Files.createTempFile("out", "");
    try (Tracer<Void> tracer = Tracer.plain()) {
      tracer.spawn("sh", "-c", "exec \"$0\" parent >\"$1\"", Subject.path(), out.toString());
      boolean suppressed = false;
      for (TraceEvent<Void> event : tracer) {
        // sh asks for its parent too, before its execve.
        boolean asked = event instanceof SyscallEntry<Void> e && e.number() == GETPPID;
        if (asked) {
          change.accept((SyscallEntry<Void>) event);
        } else if (event instanceof SyscallExit<Void> exit && exit.number() == GETPPID) {
          suppressed |= exit.suppressed();
        }
      }
      return Files.readString(out).strip();
    } finally {
      Files.delete(out);
    }
  }

  @Test
  void breakpointsAreHitByAllThreadsAndByTheForkedChild() throws Exception {
    try (Tracer<Void> tracer =
        new Tracer<>(TracerOptions.defaults().syscalls(SyscallStops.NONE), tracee -> null)) {
      int root = tracer.spawn(Subject.path(), "calls").pid();
      int[] hits = new int[2];
      for (TraceEvent<Void> event : tracer) {
        if (event instanceof ExecEvent<Void> exec) {
          exec.breakpoints().set(exec.tracee(), Subject.address(exec.tracee(), "counted"));
        } else if (event instanceof BreakpointEvent<Void> hit) {
          hits[hit.pid() == root ? 0 : 1]++;
        } else if (event instanceof EndEvent<Void> end) {
          assertThat(end.waitStatus()).isZero();
        }
      }
      assertThat(hits).containsExactly(400, 7);
    }
  }

  @Test
  void theProgramSeesNothingOfItsBreakpointsAfterTheTracerIsClosed() throws Exception {
    int pid;
    try (Tracer<Void> tracer = Tracer.plain()) {
      pid = tracer.spawn(Subject.path(), "calls").pid();
      for (TraceEvent<Void> event : tracer) {
        if (event instanceof ExecEvent<Void> exec) {
          exec.breakpoints().set(exec.tracee(), Subject.address(exec.tracee(), "counted"));
        } else if (event instanceof BreakpointEvent<Void> hit && hit.breakpoint().hits() == 50) {
          break;
        }
      }
    }
    assertThat(Subject.status(pid)).isZero();
  }

  @Test
  void instructionsAreStepped() {
    try (Tracer<Void> tracer = Tracer.plain()) {
      tracer.spawn("true");
      int steps = 0;
      for (TraceEvent<Void> event : tracer) {
        if ((event instanceof ExecEvent<Void> || event instanceof SteppedEvent<Void>)
            && steps < 50) {
          event.step();
          steps++;
        }
      }
      assertThat(steps).isEqualTo(50);
    }
  }

  @Test
  void theHiddenVdsoMakesClockCallsVisible() throws Exception {
    for (boolean hidden : new boolean[] {false, true}) {
      int calls = 0;
      try (Tracer<Void> tracer =
          new Tracer<>(TracerOptions.defaults().hideVdso(hidden), tracee -> null)) {
        tracer.spawn(Subject.path(), "clocks");
        for (TraceEvent<Void> event : tracer) {
          if (event instanceof SyscallExit<Void> exit
              && exit.number() == NUMBERS.number("clock_gettime")) {
            calls++;
          }
        }
      }
      assertThat(calls).isEqualTo(hidden ? 5 : 0);
    }
  }

  @Test
  void aSeccompStopIsToldWithItsData() throws Exception {
    try (Tracer<Void> tracer =
        new Tracer<>(TracerOptions.defaults().seccompStops(true), tracee -> null)) {
      tracer.spawn(Subject.path(), "filtered");
      List<String> told = new ArrayList<>();
      for (TraceEvent<Void> event : tracer) {
        if (event instanceof SeccompEvent<Void> stop) {
          told.add(stop.number() + " " + stop.data());
          stop.suppress(stop.pid());
        } else if (event instanceof SyscallExit<Void> exit && exit.suppressed()) {
          told.add("result " + (exit.result() == exit.pid()));
        }
      }
      assertThat(told).containsExactly(GETPPID + " 77", "result true");
    }
  }
}
