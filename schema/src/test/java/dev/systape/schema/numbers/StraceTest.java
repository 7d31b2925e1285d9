package dev.systape.schema.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.systape.schema.abi.Abi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names and texts against those that strace prints. */
final class StraceTest {
  /**
   * Makes every call in turn, then stops on an illegal instruction: strace lets none of them
   * through, so exit does not either. Without libc, which would not survive its start.
   */
  private static final String CALLS =
      """
      static const int numbers[] = {NUMBERS};
      static void wide(long number) {
        register long a asm("r10") = -1, b asm("r8") = -1, c asm("r9") = -1;
        long result;
        asm volatile("syscall" : "=a"(result)
            : "a"(number), "D"(-1L), "S"(-1L), "d"(-1L), "r"(a), "r"(b), "r"(c)
            : "rcx", "r11", "memory");
      }
      static void narrow(int number) {
        int result;
        asm volatile("int $0x80" : "=a"(result)
            : "a"(number), "b"(-1), "c"(-1), "d"(-1), "S"(-1), "D"(-1)
            : "r8", "r9", "r10", "r11", "memory");
      }
      void _start(void) {
        for (int i = 0; i < sizeof numbers / sizeof *numbers; i++)
          if (BIT < 0) narrow(numbers[i]);
          else wide(numbers[i] | BIT);
        __builtin_trap();
      }
      """;

  /** A filter answers dup(n) with error n; 4095 is the largest that seccomp(2) returns. */
  private static final String ERRORS =
      """
      #include <linux/filter.h>
      #include <linux/seccomp.h>
      #include <stddef.h>
      #include <sys/prctl.h>
      #include <sys/syscall.h>
      #include <unistd.h>
      int main() {
        struct sock_filter code[] = {
          BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
          BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_dup, 0, 3),
          BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args)),
          BPF_STMT(BPF_ALU | BPF_OR | BPF_K, SECCOMP_RET_ERRNO),
          BPF_STMT(BPF_RET | BPF_A, 0),
          BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
        struct sock_fprog program = {sizeof code / sizeof *code, code};
        if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) return 1;
        if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) return 1;
        for (int error = 1; error < 4096; error++) syscall(SYS_dup, error);
        return 0;
      }
      """;

  /** Offers every signal with many codes to a process that there cannot be. */
  private static final String SIGNALS =
      """
      #include <limits.h>
      #include <signal.h>
      #include <string.h>
      #include <sys/syscall.h>
      #include <unistd.h>
      int main() {
        for (int number = 1; number < 66; number++)
          for (int code = -64; code < 132; code++) {
            siginfo_t info;
            memset(&info, 0, sizeof info);
            info.si_signo = number;
            info.si_code = code;
            syscall(SYS_rt_sigqueueinfo, INT_MAX, number, &info);
          }
        return 0;
      }
      """;

  private static final Pattern CALL = Pattern.compile("([\\w#]+)\\(.*", Pattern.DOTALL);
  private static final Pattern ERROR =
      Pattern.compile("dup\\((\\d+)\\)\\s+= (?:-1|\\?) (\\w+) \\((.*)\\)");
  private static final Pattern SIGINFO =
      Pattern.compile("rt_sigqueueinfo\\(\\d+, (\\w+), \\{si_signo=\\w+, si_code=(\\w+)[,}].*");

  @TempDir Path scratch;

  @BeforeEach
  void assumeAnX86ThatStraceCanTrace() throws IOException, InterruptedException {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "the programs are written for x86");
    Programs.requireStrace(scratch);
  }

  @ParameterizedTest
  @EnumSource(names = {"X86_64", "I386", "X32"})
  void everyCallHasTheNameThatStracePrints(Abi abi) throws IOException, InterruptedException {
    List<Integer> numbers = numbersThatAreOld(abi);
    String[] options = {
      "-static",
      "-nostdlib",
      "-DNUMBERS=" + numbers.stream().map(String::valueOf).collect(Collectors.joining(",")),
      "-DBIT=" + (abi == Abi.X32 ? Abi.X32_SYSCALL_BIT : abi == Abi.I386 ? -1 : 0)
    };
    Path program = Programs.compile(scratch, CALLS, options);
    List<String> lines = strace(program, "-e", "raw=all", "-e", "inject=all:error=ENOSYS");
    assumeFalse(
        lines.get(1).contains("SIGSEGV"),
        "this machine has no int 0x80: the program dies of it untraced");
    Map<Integer, String> printed = new TreeMap<>();
    for (int i = 0; i < numbers.size(); i++) {
      Matcher call = CALL.matcher(lines.get(i + 1));
      assertThat(call.matches()).as(lines.get(i + 1)).isTrue();
      // Without a name: syscall_0x14d, and rt_sigaction#64 for a number that x32 does not have.
      if (!call.group(1).startsWith("syscall_0x") && !call.group(1).contains("#")) {
        printed.put(numbers.get(i), call.group(1));
      }
    }
    assertThat(printed)
        .hasSizeGreaterThan(300)
        .allSatisfy(
            (number, name) ->
                assertThat(SyscallNumbers.of(abi).name(number)).as("%d", number).isEqualTo(name));
  }

  /** Numbers that are no newer calls: strace does not stop what it does not know. */
  private static List<Integer> numbersThatAreOld(Abi abi) {
    SyscallNumbers calls = SyscallNumbers.of(abi);
    int firstNewer = calls.number("cachestat");
    List<Integer> numbers = new ArrayList<>();
    for (int number = 0; number <= calls.max(); number++) {
      boolean gap = calls.name(number) == null && number < firstNewer;
      if (gap || calls.name(number) != null && calls.since(number) == null) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  @Test
  void everyErrorHasTheNameAndTheTextThatStracePrints() throws IOException, InterruptedException {
    Path program = Programs.compile(scratch, ERRORS);
    Map<Integer, String> printed = new TreeMap<>();
    for (String line : strace(program, "-e", "trace=dup")) {
      Matcher error = ERROR.matcher(line);
      if (error.matches()) {
        int number = Integer.parseInt(error.group(1));
        printed.put(number, error.group(2) + ": " + error.group(3));
      }
    }
    assertThat(printed)
        .hasSizeGreaterThan(140)
        .allSatisfy(
            (number, text) ->
                assertThat(ErrnoNames.name(number) + ": " + ErrnoNames.describe(number))
                    .isEqualTo(text));
  }

  @Test
  void everySignalAndCauseHasTheNameThatStracePrints() throws IOException, InterruptedException {
    Path program = Programs.compile(scratch, SIGNALS);
    List<String> lines = strace(program, "-e", "trace=rt_sigqueueinfo");
    int line = 0;
    int causes = 0;
    for (int number = 1; number < 66; number++) {
      for (int code = -64; code < 132; code++) {
        Matcher info = SIGINFO.matcher(lines.get(line++));
        assertThat(info.matches()).as(lines.get(line - 1)).isTrue();
        String signal = number == 65 ? null : info.group(1);
        assertThat(SignalNames.name(number)).isEqualTo(signal);
        if (Character.isLetter(info.group(2).charAt(0))) {
          assertThat(SignalNames.code(number, code))
              .as("%s %d", signal, code)
              .isEqualTo(info.group(2));
          causes++;
        }
      }
    }
    assertThat(causes).isGreaterThan(10 * 65);
  }

  /** The lines that strace writes of a program. */
  private List<String> strace(Path program, String... options)
      throws IOException, InterruptedException {
    Path trace = scratch.resolve("trace");
    List<String> command = new ArrayList<>(List.of("strace", "-o", trace.toString()));
    command.addAll(List.of(options));
    command.add(program.toString());
    Programs.run(scratch, command);
    return Files.readAllLines(trace);
  }
}
