package dev.systape.recorder.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.systape.recorder.linux.LibC;
import dev.systape.recorder.linux.Linux;
import dev.systape.recorder.linux.ProcFs;
import dev.systape.recorder.ptrace.Subject;
import dev.systape.recorder.ptrace.SyscallExit;
import dev.systape.recorder.ptrace.TraceEvent;
import dev.systape.recorder.ptrace.TraceStates;
import dev.systape.recorder.ptrace.Tracee;
import dev.systape.recorder.ptrace.Tracer;
import dev.systape.recorder.ptrace.TracerOptions;
import dev.systape.recorder.ptrace.Written;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.numbers.SyscallNumbers;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What handlers do to the calls of real programs. */
@Timeout(60)
class InterceptorTest {
  private static final TracerOptions ALL = TracerOptions.defaults();

  @TempDir Path directory;

  /** What a command writes whose processes all have the one handler. */
  private static String written(SyscallHandler handler, String... command) throws Exception {
    return Written.by(out -> Interceptor.run(ALL, tracee -> handler, out.of(command)));
  }

  /** Answers getppid with a count of its own. */
  private static final class Counter implements SyscallHandler {
    private int count;

    Counter(int count) {
      this.count = count;
    }

    @Override
    public void getppid(Call call) {
      call.suppress(++count);
    }
  }

  /** sh asks for its parent too: counting begins with the program behind it. */
  private static String family(TraceStates<Counter> counters) throws Exception {
    Path file = Files.createTempFile("family", "");
    try {
      Interceptor<Counter> interceptor = new Interceptor<>(counters);
      try (Tracer<InterceptedThread<Counter>> tracer = new Tracer<>(ALL, interceptor)) {
        tracer.spawn(
            "/bin/sh", "-c", "exec \"$0\" family >\"$1\"", Subject.path(), file.toString());
        int execs = 0;
        for (TraceEvent<InterceptedThread<Counter>> event : tracer) {
          if (event instanceof dev.systape.recorder.ptrace.ExecEvent<?> && ++execs == 2) {
            event.state().handler().count = 0;
          }
          event.accept(interceptor);
        }
      }
      return Files.readString(file).strip();
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void aForkedChildHasItsOwnHandlerAndThreadsShareOne() throws Exception {
    assertThat(family(tracee -> new Counter(0))).isEqualTo("1 2 1 3");
  }

  @Test
  void aForkedChildsHandlerCanBeMadeFromItsParents() throws Exception {
    TraceStates<Counter> copies =
        new TraceStates<>() {
          @Override
          public Counter first(Tracee tracee) {
            return new Counter(0);
          }

          @Override
          public Counter child(Tracee child, Counter parent, long cloneFlags) {
            boolean isThread = (cloneFlags & 0x10000) != 0;
            return isThread ? parent : new Counter(parent.count + 100);
          }
        };
    assertThat(family(copies)).isEqualTo("1 2 103 3");
  }

  @Test
  void threadsOfAProcessThatIsAttachedToShareAHandler() throws Exception {
    try (Subject.Running running = new Subject.Running("threads")) {
      assertThat(running.line()).isEqualTo("ready");
      List<Counter> made = new ArrayList<>();
      Interceptor<Counter> interceptor =
          new Interceptor<>(
              tracee -> {
                made.add(new Counter(0));
                return made.get(made.size() - 1);
              });
      try (Tracer<InterceptedThread<Counter>> tracer = new Tracer<>(ALL, interceptor)) {
        tracer.attach(running.pid);
        assertThat(tracer.threads()).isGreaterThanOrEqualTo(5);
      }
      assertThat(made).hasSize(1);
    }
  }

  @Test
  void aCallFailsThatTheKernelNeverSees() throws Exception {
    Path file = Files.writeString(directory.resolve("there"), "content\n");
    SyscallHandler refuses =
        new SyscallHandler() {
          @Override
          public void openat(Call call, int dirfd, UserString pathname, int flags, int mode) {
            if (file.toString().equals(pathname.text())) {
              call.fail(Linux.EACCES);
            }
          }
        };
    assertThat(written(refuses, "cat", file.toString())).endsWith("Permission denied\n");
    assertThat(written(new SyscallHandler() {}, "cat", file.toString())).isEqualTo("content\n");
  }

  @Test
  void anotherFileIsOpenedAndTheProgramNoticesNothing() throws Exception {
    requireX86();
    Path other = Files.writeString(directory.resolve("another-file-with-a-long-name"), "other");
    SyscallHandler redirects =
        new SyscallHandler() {
          @Override
          public void openat(Call call, int dirfd, UserString pathname, int flags, int mode) {
            if ("/no/file".equals(pathname.text())) {
              pathname.replace(other.toString());
            }
          }
        };
    assertThat(written(redirects, Subject.path(), "opens", "/no/file"))
        .isEqualTo("5 other 1 1 1\n");
  }

  @Test
  void argumentsNumbersAndResultsAreChanged() throws Exception {
    SyscallNumbers numbers = SyscallNumbers.of(Abi.X86_64);
    SyscallHandler changes =
        new SyscallHandler() {
          @Override
          public void getppid(Call call) {
            call.changeNumber(numbers.number("getuid"));
            call.onExit(exit -> exit.changeResult(exit.result() + 1000));
          }

          @Override
          public void exit_group(Call call, int status) {
            call.changeArgument(0, status + 3);
          }
        };
    long uid = Long.parseLong(Subject.output("id", "-u").strip());
    assertThat(written(changes, Subject.path(), "parent")).isEqualTo((uid + 1000) + "\n");
    assertThat(written(changes, "sh", "-c", "sh -c 'exit 4'; echo $?")).isEqualTo("7\n");
  }

  @Test
  void anOffsetOfTwoWordsIsOneNumberThatCanBeChanged() throws Exception {
    requireX86();
    Path file = Files.writeString(directory.resolve("digits"), "0123456789");
    List<Long> seen = new ArrayList<>();
    SyscallHandler moves =
        new SyscallHandler() {
          @Override
          public void pread64(Call call, int fd, UserBuffer buf, long count, long offset) {
            if (call.abi() == Abi.I386) {
              seen.add(offset);
              call.changeArgument(3, 5);
            }
          }
        };
    assertThat(written(moves, Subject.path(), "narrow", file.toString())).isEqualTo("4 5678\n");
    assertThat(seen).containsExactly(0x1_0000_0001L);
  }

  @Test
  void stringsOfAnExecAreReadAndABuffersSizeIsTheResultAtTheExit() throws Exception {
    List<String> seen = new ArrayList<>();
    SyscallHandler looks =
        new SyscallHandler() {
          @Override
          public void execve(Call call, UserString pathname, UserStrings argv, UserStrings envp) {
            seen.add(pathname.text() + argv.texts().subList(1, argv.texts().size()));
          }

          @Override
          public void read(Call call, int fd, UserBuffer buf, long count) {
            boolean whole = buf.room() == count && buf.size() == count;
            call.onExit(
                exit ->
                    seen.add(
                        "read " + whole + (buf.room() == count && buf.size() == exit.result())));
          }

          @Override
          public void getcwd(Call call, UserBuffer buf, long size) {
            seen.add("room " + (buf.room() == Long.MAX_VALUE));
            call.onExit(exit -> seen.add("size " + (buf.size() == exit.result())));
          }
        };
    String script = "cd / && /bin/pwd; exec /bin/true of course";
    assertThat(written(looks, "/bin/sh", "-c", script)).isEqualTo("/\n");
    assertThat(seen)
        .contains("/bin/true[of, course]", "read truetrue", "room true", "size true")
        .doesNotContain("read falsefalse", "read falsetrue", "read truefalse");
  }

  @Test
  void vectorsAreReadAndFilled() throws Exception {
    List<String> seen = new ArrayList<>();
    SyscallHandler vectors =
        new SyscallHandler() {
          @Override
          public void writev(Call call, int fd, UserVector iov, long iovcnt) {
            seen.add(new String(iov.bytes(100), StandardCharsets.UTF_8) + iovcnt);
          }

          @Override
          public void readv(Call call, int fd, UserVector iov, long iovcnt) {
            call.suppress(iov.write("a longer text".getBytes(StandardCharsets.UTF_8)));
          }
        };
    assertThat(written(vectors, Subject.path(), "vectors")).isEqualTo("5 10 a l|onger t\n");
    assertThat(seen).containsExactly("abcde2");
  }

  @Test
  void charactersOfAStructAreReadAndChangedAtTheExit() throws Exception {
    List<String> seen = new ArrayList<>();
    SyscallHandler renames =
        new SyscallHandler() {
          @Override
          public void uname(Call call, UserStruct buf) {
            call.onExit(
                exit -> {
                  seen.add(buf.text("sysname"));
                  buf.setText("nodename", "elsewhere");
                });
          }
        };
    assertThat(written(renames, "uname", "-n")).isEqualTo("elsewhere\n");
    assertThat(seen).contains("Linux");
  }

  @Test
  void numbersThatTheKernelWritesAreReadAndChangedAtTheExit() throws Exception {
    List<Long> seen = new ArrayList<>();
    SyscallHandler ends =
        new SyscallHandler() {
          @Override
          public void wait4(
              Call call, int pid, UserNumbers wstatus, int options, UserStruct rusage) {
            call.onExit(
                exit -> {
                  if (exit.result() > 0) {
                    seen.add(wstatus.get());
                    wstatus.set(9 << 8);
                  }
                });
          }
        };
    assertThat(written(ends, "sh", "-c", "(exit 4); echo $?")).isEqualTo("9\n");
    assertThat(seen).containsExactly(4L << 8);
  }

  @Test
  void aHandlerThatTouchesABadAddressGivesTheProgramEfault() throws Exception {
    SyscallHandler clock =
        new SyscallHandler() {
          @Override
          public void clock_gettime(Call call, int clockid, UserStruct tp) {
            tp.set("tv_sec", 1);
            call.suppress(0);
          }
        };
    assertThat(written(clock, Subject.path(), "fault")).isEqualTo("-1 14\n");
  }

  @Test
  void whatBelongsToTheEntryIsRefusedAtTheExit() throws Exception {
    AtomicReference<Call> kept = new AtomicReference<>();
    SyscallHandler late =
        new SyscallHandler() {
          @Override
          public void returned(Call call) {
            kept.set(call);
            assertThatThrownBy(() -> call.suppress(0)).hasMessageContaining("only at the entry");
          }
        };
    assertThat(written(late, "echo", "done")).isEqualTo("done\n");
    assertThatThrownBy(() -> kept.get().result()).hasMessageContaining("only at the exit");
    assertThatThrownBy(() -> kept.get().memory()).hasMessageContaining("no memory any more");
  }

  /** cat waits in openat for a writer; as nothing is changed any more, it finds no file. */
  @Test
  void aCallThatIsOpenWhenTheTracerIsClosedGoesOnUnchanged() throws Exception {
    Path fifo = directory.resolve("fifo");
    Subject.output("mkfifo", fifo.toString());
    AtomicReference<Tracer<InterceptedThread<SyscallHandler>>> running = new AtomicReference<>();
    SyscallHandler redirects =
        new SyscallHandler() {
          @Override
          public void openat(Call call, int dirfd, UserString pathname, int flags, int mode) {
            if ("/no/file".equals(pathname.text())) {
              pathname.replace(fifo.toString());
              int tid = call.tid();
              new Thread(() -> stopWhenAsleep(tid, running.get())).start();
            }
          }
        };
    Interceptor<SyscallHandler> interceptor = new Interceptor<>(tracee -> redirects);
    int pid;
    try (Tracer<InterceptedThread<SyscallHandler>> tracer = new Tracer<>(ALL, interceptor)) {
      running.set(tracer);
      pid = tracer.spawn("/bin/sh", "-c", "exec cat /no/file 2>/dev/null").pid();
      tracer.run(interceptor);
      tracer.detach();
      tracer.goOn();
      tracer.run(interceptor);
    }
    ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    try {
      // One that opens the pipe after all would wait forever.
      watch.schedule(() -> LibC.LIBC.kill(pid, Linux.SIGKILL), 20, TimeUnit.SECONDS);
      assertThat(Subject.status(pid)).isEqualTo(1 << 8);
    } finally {
      watch.shutdownNow();
    }
  }

  private static void stopWhenAsleep(int tid, Tracer<?> tracer) {
    while (ProcFs.state(tid) != 'S') {
      Thread.onSpinWait();
    }
    tracer.stop();
  }

  @Test
  void nothingIsAllocatedForCallsThatPass() throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Interceptor<SyscallHandler> interceptor = new Interceptor<>(tracee -> new SyscallHandler() {});
    try (Tracer<InterceptedThread<SyscallHandler>> tracer = new Tracer<>(ALL, interceptor)) {
      tracer.spawn(Subject.path(), "loop", "12000");
      int exits = 0;
      long before = 0;
      long after = 0;
      for (var event = tracer.next(); event != null; event = tracer.next()) {
        event.accept(interceptor);
        if (event instanceof SyscallExit<?>) {
          exits++;
          if (exits == 20_000) {
            before = threads.getCurrentThreadAllocatedBytes();
          } else if (exits == 23_000) {
            after = threads.getCurrentThreadAllocatedBytes();
          }
        }
      }
      assertThat(exits).isGreaterThan(23_000);
      // Not one byte a call; what is there is the JVM's own, e.g. the first call of the counter.
      assertThat(after - before).isLessThan(3000);
    }
  }

  /** Numbers of calls and 32-bit programs are this architecture's here. */
  private static void requireX86() {
    String machine = System.getProperty("os.arch");
    Assumptions.assumeTrue(machine.equals("amd64"), "takes an x86_64 machine, not " + machine);
  }
}
