package dev.systape.schema.lang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.reference.Coverage;
import dev.systape.schema.reference.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How much is described, and that the list of plain arguments speaks of arguments that exist. */
class CoverageTest {
  private static final double TYPED = 0.97;

  private static Descriptions descriptions;
  private static final Coverage COVERAGE = Coverage.load();

  @BeforeAll
  static void compile() throws IOException {
    descriptions = Compiler.of(Path.of("src/main/descriptions")).descriptions();
  }

  @Test
  void nearlyAllCallsOfTheRecordedAbisAreFullyTyped() {
    for (Abi abi : List.of(Abi.X86_64, Abi.AARCH64)) {
      List<Coverage.Call> calls = COVERAGE.of(descriptions, abi);
      long typed = calls.stream().filter(Coverage.Call::typed).count();
      assertThat((double) typed / calls.size()).as(abi.label()).isGreaterThanOrEqualTo(TYPED);
    }
  }

  @Test
  void aReviewedArgumentIsOneOfACall() {
    Set<String> arguments =
        descriptions.calls().stream()
            .flatMap(call -> call.parameters().stream().map(each -> place(call, each)))
            .collect(Collectors.toSet());
    assertThat(COVERAGE.reviewed().keySet())
        .allSatisfy(
            reviewed ->
                assertThat(arguments).as(reviewed).contains(reviewed.replaceFirst(":.*", "")));
  }

  private static String place(CallDef call, Parameter parameter) {
    return call.name() + "." + parameter.name();
  }

  @Test
  void anArgumentThatSaysNothingIsNamedWithWhatItLacks() throws IOException {
    Descriptions one =
        Compiler.of(java.util.Map.of("a.txt", "close(nothing int)\n")).descriptions();
    Coverage.Call close = COVERAGE.of(one, Abi.X86_64).get(3);
    assertThat(close.typed()).isFalse();
    assertThat(close.arguments())
        .containsExactly(new Coverage.Argument("nothing", false, "a plain int"));
  }

  @Test
  void theReferenceTellsWhatIsCapturedOfEachArgument() {
    Reference.Entry read = new Reference(descriptions, Abi.X86_64).call(0);
    assertThat(read.signature())
        .containsExactly("fd fd", "buf bytes[out, min(@ret, count)]", "count size");
    assertThat(read.arguments().get(1).captured()).isEqualTo("exit, at most -s bytes");
    Reference.Entry fcntl = new Reference(descriptions, Abi.X86_64).call(72);
    assertThat(fcntl.arguments())
        .contains(new Reference.Argument("arg", "F_SETFL", "open_flags", "value", ""));
  }
}
