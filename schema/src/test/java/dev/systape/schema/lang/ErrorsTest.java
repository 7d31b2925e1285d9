package dev.systape.schema.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Wrong lines are reported where they stand. A fixture holds them with what is expected below each,
 * after {@code #!}: line, column, and the start of the message.
 */
class ErrorsTest {
  private static final Path FIXTURES = Path.of("src/test/resources/dev/systape/schema/lang/errors");

  private static List<String> errors(String file, String text) {
    try {
      Compiler.of(Map.of(file, text));
      return List.of();
    } catch (IllegalArgumentException e) {
      return e.getMessage().lines().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "types.txt",
        "definitions.txt",
        "errors-of-calls.txt",
        "plans.txt",
        "characters.txt",
        "extend.txt"
      })
  void eachWrongLineIsReportedInItsPlace(String file) throws IOException {
    String text = Files.readString(FIXTURES.resolve(file));
    List<String> expected = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("#! ")) {
        expected.add(file + ":" + line.substring(3));
      }
    }
    List<String> errors = errors(file, text);
    assertThat(errors).hasSameSizeAs(expected);
    for (int i = 0; i < errors.size(); i++) {
      assertThat(errors.get(i)).startsWith(expected.get(i));
    }
  }

  @Test
  void anErrorThatHoldsForAllAbisIsSaidOnce() {
    assertThat(errors("a.txt", "close(fd no_such_type)\n")).hasSize(1);
  }

  @Test
  void anErrorThatHoldsForOneAbiIsSaidToo() {
    assertThat(errors("a.txt", "stat64:i386(path path, buf missing[out])\n"))
        .singleElement()
        .asString()
        .startsWith("a.txt:1:28: 'missing': is no type");
  }

  @Test
  void aDirectoryThatIsMissingIsAnError() {
    assertThatThrownBy(() -> Compiler.of(FIXTURES.resolve("missing")))
        .isInstanceOf(IOException.class);
  }
}
