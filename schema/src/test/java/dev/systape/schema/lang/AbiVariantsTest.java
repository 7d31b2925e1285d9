package dev.systape.schema.lang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.SyscallNumbers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What differs between ABIs: values of names, layouts, and the words that arguments take. */
class AbiVariantsTest {
  private static CallDef call(String text, Abi abi, String name) {
    Descriptions descriptions = Compiler.of(Map.of("a.txt", text)).descriptions();
    return descriptions.call(abi, SyscallNumbers.of(abi).number(name));
  }

  private static List<String> names(CallDef call) {
    return call.parameters().stream().map(Parameter::name).toList();
  }

  private static Type.Named named(CallDef call, int parameter) {
    return (Type.Named) call.parameters().get(parameter).type();
  }

  @Test
  void aDefinitionForOneAbiOutranksTheGeneralOneWhicheverComesFirst() {
    String general = "flags f { O_DIRECTORY=0200000 }\n";
    String specific = "flags f:aarch64 { O_DIRECTORY=040000 }\n";
    String call = "memfd_create(name string, flags f) -> fd\n";
    for (String text : List.of(general + specific + call, specific + general + call)) {
      assertThat(named(call(text, Abi.AARCH64, "memfd_create"), 1).symbols().nameOf(040000))
          .isEqualTo("O_DIRECTORY");
      assertThat(named(call(text, Abi.X86_64, "memfd_create"), 1).symbols().nameOf(0200000))
          .isEqualTo("O_DIRECTORY");
    }
  }

  @Test
  void callsThatComeOutTheSameAreOneForAllAbis() {
    List<CallDef> calls =
        Compiler.of(
                Map.of(
                    "a.txt",
                    "flags f { A=1 }\nflags f:i386 { A=2 }\nclose(fd fd)\ndup3(a fd, b fd, c f)\n"))
            .descriptions()
            .calls();
    assertThat(calls).extracting(CallDef::name).containsExactly("close", "dup3", "dup3");
    assertThat(calls.get(0).abis()).isEmpty();
    assertThat(calls.get(1).abis()).containsExactly("x86_64", "aarch64", "x32");
    assertThat(calls.get(2).abis()).containsExactly("i386");
  }

  @Test
  void aFilePositionTakesTwoWordsOfI386AndOneElsewhere() {
    String text = "readahead(fd fd, offset loff, count size)\n";
    assertThat(names(call(text, Abi.X86_64, "readahead"))).containsExactly("fd", "offset", "count");
    CallDef i386 = call(text, Abi.I386, "readahead");
    assertThat(names(i386)).containsExactly("fd", "offset", "offset_high", "count");
    assertThat(i386.parameters().get(1).type()).isEqualTo(new Type.Word(Scalar.LOW));
    assertThat(i386.parameters().get(2).type()).isEqualTo(new Type.Word(Scalar.HIGH));
  }

  @Test
  void lengthsCountTheWordsOfArgumentsBeforeThem() {
    String text = "fadvise64(fd fd, offset loff, len size, advice bytes[in, len])\n";
    Type.Bytes bytes = (Type.Bytes) call(text, Abi.I386, "fadvise64").parameters().get(4).type();
    assertThat(bytes.length().toString()).isEqualTo("Argument[index=3]");
  }

  @Test
  void theHighHalfOfLlseekComesFirst() {
    String text = "_llseek:i386(fd fd, offset hilo, result i64[out], whence int)\n";
    assertThat(names(call(text, Abi.I386, "_llseek")))
        .containsExactly("fd", "offset_high", "offset", "result", "whence");
  }

  @Test
  void longsOfX32HaveSixtyFourBitsAndItsSizesThirtyTwo() {
    assertThat(StructLayout.size(new Type.Word(Scalar.LONG), Abi.X32)).isEqualTo(8);
    assertThat(StructLayout.size(new Type.Word(Scalar.SIZE), Abi.X32)).isEqualTo(4);
    assertThat(StructLayout.size(new Type.Word(Scalar.LONG), Abi.I386)).isEqualTo(4);
  }

  @Test
  void aConditionNamesFlags() {
    String text =
        "flags f { A=0100 }\nopen(path path, flags f, mode mode if flags & (A | 020000000)) -> fd\n";
    assertThat(call(text, Abi.X86_64, "open").parameters().get(2).condition().mask())
        .isEqualTo(020000100);
  }

  @Test
  void aUnionServesSeveralCallsAndCommandsShareACase() {
    String text =
        "enum c { A=1 B=2 }\nunion u { A, B int[out]; else lhex }\nfcntl(fd fd, cmd c, arg by cmd u)\n";
    Type.Selected arg = (Type.Selected) call(text, Abi.X86_64, "fcntl").parameters().get(2).type();
    assertThat(arg.cases()).containsOnlyKeys(1L, 2L);
    assertThat(arg.cases().get(1L)).isEqualTo(arg.cases().get(2L));
  }
}
