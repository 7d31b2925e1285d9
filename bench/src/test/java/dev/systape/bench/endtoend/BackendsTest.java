package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.systape.bench.endtoend.Programs.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both backends record the same of the same program: every thread's calls in order, how they ended,
 * what was captured of each argument, the tree of processes. Of programs whose threads or processes
 * race, the calls by name.
 */
class BackendsTest {
  private static final String PYTHON = "PYTHONHASHSEED=0 /usr/bin/python3 -S -c ";

  /** Shell commands whose every call is their own doing. */
  private static final List<String> DETERMINISTIC =
      List.of(
          "true",
          "/bin/echo hello",
          "cat /etc/passwd",
          "ls -la /usr/share/doc",
          "ls /nowhere",
          "wc -l /etc/services /etc/passwd",
          "sort -r /etc/passwd",
          "head -c 100000 /dev/zero",
          "tail -n 3 /etc/passwd",
          "grep -r include /usr/include/linux/netfilter",
          "find /usr/include/linux -name '*.h' -newer /etc/passwd",
          "tar cf /dev/null /usr/include/linux",
          "sed -n 1,5p /etc/passwd",
          "awk -F: '{ n += $3 } END { print n }' /etc/passwd",
          "du -s /usr/include/linux",
          "stat / /etc/passwd /nowhere",
          "cp /etc/passwd copy && mv copy copy2 && ln copy2 copy3 && rm copy2 copy3",
          "mkdir d && cd d && touch a b && ln -s a c && readlink c && chmod 600 a && cd .. && rm -r d",
          "dd if=/dev/zero of=out bs=64k count=40 status=none && rm out",
          "gzip -c /etc/services | cksum",
          "od -c /etc/hostname",
          "df /",
          "id",
          "uname -a",
          "env A=1 B=2 printenv A",
          "sleep 0.01",
          "kill -s WINCH $$; kill -s USR1 $$",
          "trap 'echo caught' USR1; kill -s USR1 $$; echo after",
          "exec 5</etc/passwd 6>&1; read line <&5; echo $line >&6",
          "git hash-object /etc/passwd",
          PYTHON + "'import os; [os.stat(p) for p in (\"/\", \"/etc\")]'",
          PYTHON
              + "'import os; f = os.open(\"/etc/passwd\", 0); os.preadv(f, [bytearray(9), bytearray(99)], 3); os.lseek(f, 0, 2)'",
          PYTHON
              + "'import os; r, w = os.pipe(); os.writev(w, [b\"x\" * 300, b\"\", b\"y\" * 9000]); os.read(r, 9999)'",
          PYTHON
              + "'import socket; a, b = socket.socketpair(); socket.send_fds(a, [b\"hi\"], [0, 1]); socket.recv_fds(b, 99, 4)'",
          PYTHON
              + "'import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind((\"127.0.0.1\", 0)); s.sendto(b\"me\", s.getsockname()); s.recvfrom(99); s.setsockopt(1, 7, 9999); s.getsockopt(1, 7)'",
          PYTHON
              + "'import socket; s = socket.socket(socket.AF_UNIX); s.connect_ex(\"/nowhere\"); s.close()'",
          PYTHON
              + "'import select, os; r, w = os.pipe(); os.write(w, b\"1\"); p = select.poll(); p.register(r, 1); p.poll(); select.select([r], [w], [], 1); e = select.epoll(); e.register(r, 1); e.poll(0)'",
          PYTHON
              + "'import fcntl, termios, os; r, w = os.pipe(); fcntl.ioctl(r, termios.FIONREAD, bytes(4)); fcntl.fcntl(r, 3); fcntl.lockf(os.open(\"lock\", 66), 2)'",
          PYTHON
              + "'import os; os.setxattr(\".\", \"user.a\", b\"v\" * 500); os.getxattr(\".\", \"user.a\"); os.listxattr(\".\")' || true",
          PYTHON
              + "'import resource, os, time; resource.getrlimit(7); resource.setrlimit(7, (100, 100)); os.uname(); time.sleep(0); os.getgroups(); os.sched_getaffinity(0)'",
          PYTHON
              + "'import mmap, os; m = mmap.mmap(-1, 9999); m[0] = 1; m.close(); os.memfd_create(\"name\"); os.eventfd(3)' || true",
          PYTHON + "'import os; os.open(\"a\" * 5000, 0)' || true",
          PYTHON
              + "'import os; os.execve(\"/bin/true\", [\"true\"] + [\"x\" * 700] * 20, {\"A\": \"b\"})'");

  /** What differs from run to run: random parts of names, counters, numbers of processes. */
  private static final String CHANGING = "[0-9A-Za-z]*\\d{3,}[0-9A-Za-z]*";

  private static final int LAST = 9;

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> deterministicProgramsAreRecordedAlike() {
    return DETERMINISTIC.stream()
        .map(command -> DynamicTest.dynamicTest(command, () -> alike("sh", "-c", command)));
  }

  @TestFactory
  Stream<DynamicTest> programsWhoseThreadsRaceAreCountedAlike() {
    return Stream.of("threads", "forks", "vforks")
        .map(name -> DynamicTest.dynamicTest(name, () -> countedAlike(name)));
  }

  /**
   * What no command makes: several messages at once, memory at the edges, commands without a
   * description, large captures. From one getppid to the next all is the same, whole bytes and
   * addresses.
   */
  @TestFactory
  Stream<DynamicTest> programsAreRecordedAlikeToTheByte() {
    return Stream.concat(
        Stream.of("messages", "pages", "untouched", "commands", "answered")
            .map(name -> exactly(name, "256")),
        Stream.of("0", "256", "4096", "1M").map(limit -> exactly("large", limit)));
  }

  private DynamicTest exactly(String name, String limit) {
    return DynamicTest.dynamicTest(
        name + " -s " + limit,
        () -> {
          String program = Programs.compile(directory, name).toString();
          List<String> options = List.of("-s", limit);
          List<String> ptrace = between(record("ptrace", options, true, "setarch", "-R", program));
          List<String> ebpf = between(record("ebpf", options, true, "setarch", "-R", program));
          assertThat(ptrace).hasSizeGreaterThan(4);
          for (int i = 0; i < ptrace.size(); i++) {
            assertThat(ebpf.get(i)).isEqualTo(ptrace.get(i));
          }
          assertThat(ebpf).hasSameSizeAs(ptrace);
        });
  }

  /** The calls of the first thread between its first and its last getppid. */
  private static List<String> between(CallLog log) {
    List<String> all = log.threads().get(0);
    List<Integer> marks =
        IntStream.range(0, all.size())
            .filter(i -> all.get(i).contains(" getppid "))
            .boxed()
            .toList();
    assertThat(marks).hasSize(2);
    return all.subList(marks.get(0) + 1, marks.get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ptrace", "ebpf"})
  void whatAnExecveNamesIsKnownAlsoWhereTheKernelIsTheFirstToLookAtIt(String backend)
      throws Exception {
    String program = Programs.compile(directory, "constant_exec").toString();
    Path tape = directory.resolve("constant.cq");
    Ended ended =
        Programs.record(directory, tape, List.of("--force", "--backend", backend), program);
    assertThat(ended.status()).as(ended.err()).isEqualTo(7);
    assertThat(
            Programs.sql(
                directory,
                tape,
                "SELECT path, array_to_string(argv, ' ') FROM syscall JOIN calls.execve USING (seq)"
                    + " WHERE syscall.ret = 0 ORDER BY seq"))
        .containsExactly(program + "," + program, "/bin/sh,constant -c exit 7");
  }

  @Test
  void callsThatASeccompFilterAnswersHaveNoEntryByEbpf() throws Exception {
    String program = Programs.compile(directory, "answered").toString();
    Path tape = directory.resolve("answered.cq");
    Programs.record(directory, tape, List.of("--backend", "ebpf"), program);
    assertThat(TapeCalls.read(tape).withoutEntry).isEqualTo(Map.of("getpriority", 3, "openat", 3));
  }

  @Test
  void callsThatNeverReturnAreRecordedAlike() throws Exception {
    alike(BackendsTest::askedOnce, Programs.compile(directory, "endings").toString());
  }

  /** Not every x86_64 kernel takes them. */
  @Test
  void thirtyTwoBitCallsAreCountedAlike() throws Exception {
    String program = Programs.compile(directory, "int80").toString();
    assumeThat(Programs.run(directory, program).status())
        .as("int 0x80 kills a program here: 32-bit calls are not tested")
        .isZero();
    countedAlike("int80");
  }

  /** Whether a thread that another one's execve ends has come to its first call is a race. */
  @Test
  void anExecveOfAThreadThatIsNotTheLeaderEndsTheOthersAlike() throws Exception {
    String program = Programs.compile(directory, "thread_exec").toString();
    CallLog ptrace = record("ptrace", program);
    CallLog ebpf = record("ebpf", program);
    assertThat(ebpf.births()).containsExactlyInAnyOrderElementsOf(ptrace.births());
    assertThat(end(ebpf)).isEqualTo(end(ptrace));
  }

  private void alike(String... command) throws Exception {
    alike(BackendsTest::stable, command);
  }

  private void alike(UnaryOperator<List<String>> form, String... command) throws Exception {
    Programs.require("python3");
    Programs.require("git");
    CallLog ptrace = record("ptrace", command);
    CallLog ebpf = record("ebpf", command);
    assertThat(ebpf.births()).containsExactlyInAnyOrderElementsOf(ptrace.births());
    assertThat(ebpf.threads()).hasSameSizeAs(ptrace.threads());
    for (int i = 0; i < ptrace.threads().size(); i++) {
      assertThat(form.apply(ebpf.threads().get(i))).isEqualTo(form.apply(ptrace.threads().get(i)));
    }
  }

  private void countedAlike(String name) throws Exception {
    String program = Programs.compile(directory, name).toString();
    CallLog ptrace = record("ptrace", program);
    CallLog ebpf = record("ebpf", program);
    assertThat(ebpf.threads()).hasSameSizeAs(ptrace.threads());
    assertThat(ebpf.births()).containsExactlyInAnyOrderElementsOf(ptrace.births());
    assertThat(counts(ebpf)).isEqualTo(counts(ptrace));
  }

  private CallLog record(String backend, String... command) throws Exception {
    return record(backend, List.of(), false, command);
  }

  private CallLog record(String backend, List<String> more, boolean exactly, String... command)
      throws Exception {
    Path tape = directory.resolve(backend + ".cq");
    Path work = Files.createDirectory(directory.resolve("work"));
    List<String> options = new ArrayList<>(List.of("-q", "--backend", backend));
    options.addAll(more);
    // Where mappings lie decides how many calls some allocators make.
    List<String> line = new ArrayList<>(List.of("setarch", "-R"));
    line.addAll(List.of(command));
    String[] words = line.toArray(String[]::new);
    assertThat(Programs.record(work, tape, options, words).err()).doesNotContain("record:");
    CallLog log = exactly ? CallLog.exactly(tape) : CallLog.of(tape);
    for (Path each : List.of(tape, work)) {
      Programs.run(directory, "rm", "-rf", each.toString());
    }
    return log;
  }

  /** The last calls of the first thread. */
  private static List<String> end(CallLog log) {
    List<String> calls = stable(log.threads().get(0));
    return calls.subList(calls.size() - LAST, calls.size());
  }

  private static List<String> stable(List<String> calls) {
    List<String> stable = new ArrayList<>();
    for (String call : calls) {
      // Whether one signal or two tell of two children is the scheduler's doing.
      if (call.contains(" rt_sigreturn ")) {
        continue;
      }
      stable.add(call.replaceAll(CHANGING, "N"));
    }
    return stable;
  }

  /** As {@link #stable}, of a program that asks by futex calls until somebody waits. */
  private static List<String> askedOnce(List<String> calls) {
    List<String> once = new ArrayList<>();
    for (String call : stable(calls)) {
      boolean again = !once.isEmpty() && call.equals(once.get(once.size() - 1));
      if (!again || !call.contains(" futex done")) {
        once.add(call);
      }
    }
    return once;
  }

  /** Calls that do not wait for others, by name and outcome. */
  private static Map<String, Integer> counts(CallLog log) {
    Map<String, Integer> counts = new TreeMap<>();
    for (List<String> thread : log.threads()) {
      for (String call : thread) {
        String[] words = call.split(" ", 4);
        if (!List.of("futex", "sched_yield", "rt_sigreturn", "madvise").contains(words[1])) {
          counts.merge(words[0] + " " + words[1] + " " + words[2], 1, Integer::sum);
        }
      }
    }
    return counts;
  }
}
