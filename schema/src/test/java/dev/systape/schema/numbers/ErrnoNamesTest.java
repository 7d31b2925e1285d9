package dev.systape.schema.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrnoNamesTest {
  private static final Path HEADERS = Path.of("/usr/include/asm-generic");

  @TempDir Path scratch;

  @Test
  void anErrorHasItsNameAndText() {
    assertThat(ErrnoNames.name(2)).isEqualTo("ENOENT");
    assertThat(ErrnoNames.describe(2)).isEqualTo("No such file or directory");
    assertThat(ErrnoNames.name(512)).isEqualTo("ERESTARTSYS");
    assertThat(ErrnoNames.describe(512)).isEqualTo("To be restarted if SA_RESTART is set");
    assertThat(ErrnoNames.name(524)).isEqualTo("ENOTSUPP");
    assertThat(ErrnoNames.describe(524)).isEqualTo("Unknown error 524");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 41, 58, 134, 511, 520, 532, 4095, Integer.MAX_VALUE})
  void aNumberThatIsNoErrorHasNoName(int number) {
    assertThat(ErrnoNames.name(number)).isNull();
    assertThat(ErrnoNames.describe(number)).isEqualTo("Unknown error " + number);
    assertThat(ErrnoNames.numbers()).doesNotContain(number);
  }

  @Test
  void namesAreThoseOfTheKernelsHeader() throws IOException {
    Map<Integer, String> defined = new TreeMap<>();
    for (String header : List.of("errno-base.h", "errno.h")) {
      Path file = HEADERS.resolve(header);
      Programs.require(Files.exists(file), file + " is missing: no kernel headers");
      Matcher define =
          Pattern.compile("#define\\s+(E\\w+)\\s+(\\d+)\\s").matcher(Files.readString(file));
      while (define.find()) {
        defined.put(Integer.valueOf(define.group(2)), define.group(1));
      }
    }
    Map<Integer, String> named = new TreeMap<>();
    ErrnoNames.numbers().forEach(number -> named.put(number, ErrnoNames.name(number)));
    named.keySet().removeIf(number -> number >= 512);
    assertThat(named).isEqualTo(defined);
  }

  @Test
  void namesAndTextsAreThoseOfPython() throws IOException, InterruptedException {
    Programs.requireInstalled("python3");
    String script =
        """
        import errno, os
        for name in dir(errno):
            if name.startswith('E'):
                number = getattr(errno, name)
                print(number, name, os.strerror(number))
        """;
    String output = Programs.output(scratch, List.of("python3", "-c", script));
    Map<Integer, String> texts = new TreeMap<>();
    Map<String, Integer> numbers = new TreeMap<>();
    for (String line : output.lines().toList()) {
      String[] fields = line.split(" ", 3);
      texts.put(Integer.valueOf(fields[0]), fields[2]);
      numbers.put(fields[1], Integer.valueOf(fields[0]));
    }
    assertThat(texts)
        .hasSizeGreaterThan(120)
        .allSatisfy(
            (number, text) -> {
              assertThat(ErrnoNames.describe(number)).isEqualTo(text);
              assertThat(numbers).containsEntry(ErrnoNames.name(number), number);
            });
  }
}
