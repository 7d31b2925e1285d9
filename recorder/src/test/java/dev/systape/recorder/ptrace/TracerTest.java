package dev.systape.recorder.ptrace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.systape.recorder.linux.LibC;
import dev.systape.recorder.linux.Linux;
import dev.systape.recorder.linux.ProcFs;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.numbers.SyscallNumbers;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole process trees, against real programs. */
@Timeout(60)
class TracerTest {
  private static final SyscallNumbers NUMBERS = SyscallNumbers.of(Abi.X86_64);

  @Test
  void everyExitFollowsItsEntry() {
    try (Tracer<Void> tracer = Tracer.plain()) {
      Tracee root = tracer.spawn("true");
      int open = -1;
      int calls = 0;
      int end = -1;
      for (TraceEvent<Void> event : tracer) {
        if (event instanceof SyscallEntry<Void> entry) {
          assertThat(open).isEqualTo(-1);
          open = entry.number();
        } else if (event instanceof SyscallExit<Void> exit) {
          assertThat(exit.entrySeen()).isTrue();
          assertThat(exit.number()).isEqualTo(open);
          open = -1;
          calls++;
        } else if (event instanceof ExitedEvent<Void> exited) {
          assertThat(exited.pid()).isEqualTo(root.pid());
          end = exited.status();
        }
      }
      assertThat(end).isZero();
      assertThat(calls).isGreaterThan(5);
      assertThat(open).isEqualTo(NUMBERS.number("exit_group"));
    }
  }

  @Test
  void aTreeOfThreadsForksVforksAndExecsIsTold() throws Exception {
    List<String> told = new ArrayList<>();
    try (Tracer<Void> tracer = Tracer.plain()) {
      int root = tracer.spawn(Subject.path(), "tree").pid();
      tracer.run(
          new TraceHandler<>() {
            @Override
            public void child(ChildEvent<Void> event) {
              told.add(event.isThread() ? "thread" : event.isVfork() ? "vfork" : "fork");
            }

            @Override
            public void exec(ExecEvent<Void> event) {
              told.add(event.pid() == root ? "exec" : "exec of a child");
            }

            @Override
            public void signal(SignalEvent<Void> event) {
              if (event.number() != Linux.SIGCHLD) {
                assertThat(event.siginfo()).hasSize(128);
                told.add("signal " + event.number());
              }
            }

            @Override
            public void exited(ExitedEvent<Void> event) {
              if (event.lastOfProcess()) {
                told.add("exit " + event.status());
              }
            }
          });
    }
    assertThat(told)
        .containsExactly(
            "exec",
            "thread",
            "fork",
            "exit 3",
            "vfork",
            "exec of a child",
            "exit 0",
            "signal 10",
            "exit 9");
  }

  @Test
  void aChildThatIsNotFollowedRunsOnItsOwn() {
    List<Integer> ends = new ArrayList<>();
    try (Tracer<Void> tracer =
        new Tracer<>(TracerOptions.defaults().follow(false), tracee -> null)) {
      tracer.spawn("sh", "-c", "(exit 3); exit $?");
      for (TraceEvent<Void> event : tracer) {
        if (event instanceof ChildEvent<Void> child) {
          assertThat(child.followed()).isFalse();
        } else if (event instanceof ExitedEvent<Void> exited) {
          ends.add(exited.status());
        }
      }
    }
    assertThat(ends).containsExactly(3);
  }

  @Test
  void aSignalCanBeKeptFromTheProgramOrReplaced() {
    for (int replacement : new int[] {0, Linux.SIGTERM}) {
      try (Tracer<Void> tracer = Tracer.plain()) {
        tracer.spawn("sh", "-c", "kill -USR1 $$; exit 7");
        int end = 0;
        for (TraceEvent<Void> event : tracer) {
          if (event instanceof SignalEvent<Void> signal && signal.number() == 10) {
            signal.deliver(replacement);
          } else if (event instanceof EndEvent<Void> ended) {
            end = ended.waitStatus();
          }
        }
        assertThat(end).isEqualTo(replacement == 0 ? 7 << 8 : replacement);
      }
    }
  }

  @Test
  void aGroupStopLastsUntilSigcont() {
    try (Tracer<Void> tracer = Tracer.plain()) {
      tracer.spawn("sh", "-c", "kill -STOP $$; exit 7");
      AtomicInteger stops = new AtomicInteger();
      AtomicInteger end = new AtomicInteger();
      tracer.run(
          new TraceHandler<>() {
            @Override
            public void groupStop(GroupStopEvent<Void> event) {
              stops.incrementAndGet();
              LibC.LIBC.kill(event.pid(), 18);
            }

            @Override
            public void exited(ExitedEvent<Void> event) {
              end.set(event.status());
            }
          });
      assertThat(stops.get()).isEqualTo(1);
      assertThat(end.get()).isEqualTo(7);
    }
  }

  @Test
  void eachProcessHasItsOwnStateAndThreadsShareIt() throws Exception {
    record Process(Set<Integer> threads) {}
    TreeMap<Integer, Process> processes = new TreeMap<>();
    try (Tracer<Process> tracer =
        new Tracer<>(TracerOptions.defaults(), tracee -> new Process(new TreeSet<>()))) {
      tracer.spawn(Subject.path(), "calls");
      for (TraceEvent<Process> event : tracer) {
        event.state().threads().add(event.tid());
        processes.put(event.pid(), event.state());
      }
    }
    assertThat(processes.values())
        .extracting(each -> each.threads().size())
        .containsExactlyInAnyOrder(4, 1);
  }

  @Test
  void closingDetachesAndLeavesTheProgramRunning() {
    int pid;
    try (Tracer<Void> tracer = Tracer.plain()) {
      pid = tracer.spawn("sh", "-c", "for i in 1 2 3 4 5; do (exit $i) || :; done; exit 6").pid();
      for (TraceEvent<Void> event : tracer) {
        if (event instanceof ChildEvent<Void>) {
          break;
        }
      }
    }
    assertThat(Subject.status(pid)).isEqualTo(6 << 8);
  }

  @Test
  void anotherThreadStopsTheWaiting() throws Exception {
    try (Tracer<Void> tracer = Tracer.plain()) {
      int pid = tracer.spawn("sleep", "1000").pid();
      Thread stopper =
          new Thread(
              () -> {
                while (ProcFs.state(pid) != 'S') {
                  Thread.onSpinWait();
                }
                tracer.stop();
              });
      stopper.start();
      tracer.run(new TraceHandler<>() {});
      stopper.join();
      assertThat(tracer.threads()).isEqualTo(1);
      tracer.detach();
      assertThat(tracer.next()).isInstanceOf(DetachedEvent.class);
      assertThat(tracer.next()).isNull();
      assertThat(ProcFs.tracer(pid)).isZero();
      LibC.LIBC.kill(pid, Linux.SIGKILL);
      Subject.status(pid);
    }
  }

  @Test
  void aRunningProcessIsAttachedWithThreadsThatAppearMeanwhile() throws Exception {
    try (Subject.Running running = new Subject.Running("threads")) {
      assertThat(running.line()).isEqualTo("ready");
      try (Tracer<Void> tracer = Tracer.plain()) {
        tracer.attach(running.pid);
        Set<Integer> started = new TreeSet<>();
        int made = 0;
        for (TraceEvent<Void> event : tracer) {
          if (event instanceof StartedEvent<Void> start) {
            assertThat(start.attached()).isTrue();
            assertThat(start.allStopped()).isTrue();
            started.add(start.tid());
          } else if (event instanceof ChildEvent<Void> && ++made == 20) {
            break;
          }
        }
        assertThat(started).contains(running.pid).hasSizeGreaterThanOrEqualTo(5);
      }
      running.endInput();
      assertThat(running.line()).isEqualTo("end");
      assertThat(running.line()).isEqualTo("0");
    }
  }

  @Test
  void nothingIsAllocatedPerStop() throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Tracer<Void> tracer = Tracer.plain()) {
      tracer.spawn(Subject.path(), "loop", "12000");
      int stops = 0;
      long before = 0;
      long after = 0;
      for (TraceEvent<Void> event = tracer.next(); event != null; event = tracer.next()) {
        stops++;
        if (stops == 40_000) {
          before = threads.getCurrentThreadAllocatedBytes();
        } else if (stops == 46_000) {
          after = threads.getCurrentThreadAllocatedBytes();
        }
      }
      assertThat(stops).isGreaterThan(46_000);
      // Not one byte a stop; what is there is the JVM's own, e.g. the first call of the counter.
      assertThat(after - before).isLessThan(6000);
    }
  }
}
