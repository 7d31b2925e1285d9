package dev.systape.schema.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SignalNamesTest {
  private static final Path HEADERS = Path.of("/usr/include/asm-generic");

  /** Signals by the prefix of their causes. */
  private static final Map<String, Integer> SIGNALS =
      Map.of("ILL", 4, "TRAP", 5, "BUS", 7, "FPE", 8, "SEGV", 11, "CLD", 17, "POLL", 29, "SYS", 31);

  /** Other names in the header of signals 6, 29 and 31. */
  private static final Set<String> OLD_NAMES = Set.of("SIGIOT", "SIGLOST", "SIGUNUSED");

  @ParameterizedTest
  @CsvSource({
    "1, SIGHUP",
    "9, SIGKILL",
    "11, SIGSEGV",
    "16, SIGSTKFLT",
    "17, SIGCHLD",
    "29, SIGIO",
    "31, SIGSYS",
    "32, SIGRTMIN",
    "33, SIGRT_1",
    "34, SIGRT_2",
    "64, SIGRT_32",
  })
  void aSignalHasTheNameOfTheManual(int number, String name) {
    assertThat(SignalNames.name(number)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 65, Integer.MAX_VALUE})
  void aNumberThatIsNoSignalHasNoName(int number) {
    assertThat(SignalNames.name(number)).isNull();
    assertThat(SignalNames.code(number, 1)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "15, 0, SI_USER",
    "15, -6, SI_TKILL",
    "34, -1, SI_QUEUE",
    "11, 128, SI_KERNEL",
    "11, 1, SEGV_MAPERR",
    "17, 1, CLD_EXITED",
    "29, 1, POLL_IN",
    "8, 15, FPE_CONDTRAP",
  })
  void aCauseHasTheNameOfTheManual(int signal, int code, String name) {
    assertThat(SignalNames.code(signal, code)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "8, 9", "8, 13", "11, 11", "17, 7", "31, 3", "5, 1541", "15, -8"})
  void aCodeThatMeansNothingForItsSignalHasNoName(int signal, int code) {
    assertThat(SignalNames.code(signal, code)).isNull();
  }

  @Test
  void signalsAreThoseOfTheKernelsHeader() throws IOException {
    Matcher define = defines("signal.h", "#define\\s+(SIG[A-Z0-9]+)\\s+(\\d\\d?)\\s");
    int found = 0;
    while (define.find()) {
      if (!OLD_NAMES.contains(define.group(1))) {
        int number = Integer.parseInt(define.group(2));
        assertThat(SignalNames.name(number)).isEqualTo(define.group(1));
        found++;
      }
    }
    assertThat(found).isEqualTo(32);
  }

  @Test
  void causesAreThoseOfTheKernelsHeader() throws IOException {
    Matcher define =
        defines("siginfo.h", "#\\s*define (SI_[A-Z]+|([A-Z]+)_[A-Z_]+)\\s+(-?\\d+|0x80)\\s");
    int found = 0;
    while (define.find()) {
      int signal = define.group(2) == null ? 1 : SIGNALS.getOrDefault(define.group(2), 0);
      if (signal != 0) {
        int code = Integer.decode(define.group(3));
        assertThat(SignalNames.code(signal, code)).isEqualTo(define.group(1));
        found++;
      }
    }
    assertThat(found).isGreaterThan(50);
  }

  private static Matcher defines(String header, String pattern) throws IOException {
    Path file = HEADERS.resolve(header);
    Programs.require(Files.exists(file), file + " is missing: no kernel headers");
    return Pattern.compile(pattern).matcher(Files.readString(file));
  }
}
