package dev.systape.schema.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.SyscallNumbers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Wrong lines, each with the error that it has to give; and what the shipped descriptions compile
 * to.
 */
class ParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "read(fd fdd) | t.txt:1:9: 'fdd': is no type",
        "read(fd fd, buf bytes[out, cout], count size) | t.txt:1:28: 'cout': is no parameter of this call",
        "read(fd fd, buf bytes[outt, 4]) | t.txt:1:23: 'outt': expected in, out or inout",
        "read(fd fd | t.txt:1:1: the end of the file: expected ','",
        "read(a int, b int, c int, d int, e int, f int, g int) | t.txt:1:48: 'g': a call has six arguments at the most",
        "read:mips(fd fd) | t.txt:1:6: 'mips': is no ABI",
        "flags f { A=1x } | t.txt:1:13: '1x': is no number",
        "flags f { A= } | t.txt:1:14: '}': expected a number",
        "enum fd { A=1 } | t.txt:1:6: 'fd': is the name of a word",
        "fcntl(fd fd, cmd int, arg by cmd { NOPE int; else int }) | t.txt:1:36: 'NOPE': is no name of a value",
        "read(fd fd) ? | t.txt:1:13: '?': this character means nothing here",
      })
  void aWrongLineSaysWhereAndWhat(String line, String error) {
    assertThat(errors(line)).hasSize(1);
    assertThat(errors(line).get(0)).startsWith(error.strip());
  }

  private static List<String> errors(String text) {
    try {
      Compiler.of(Map.of("t.txt", text));
      return List.of();
    } catch (IllegalArgumentException e) {
      return e.getMessage().lines().toList();
    }
  }

  @Test
  void severalErrorsAreReportedInOneRun() {
    assertThat(errors("read(fd fdd)\nwrite(fd fd) -> size\nclose(fd nope)\n")).hasSize(2);
  }

  @Test
  void aCallThatNoTableHasFailsTheBuild(@TempDir Path directory) throws Exception {
    Files.writeString(directory.resolve("a.txt"), "no_such_call(fd fd)\n");
    assertThatThrownBy(() -> Compiler.of(directory))
        .hasMessageStartingWith("a.txt:1:1: 'no_such_call': is no call that any ABI has");
  }

  @Test
  void theModelComesBackFromItsEncoding() {
    Descriptions descriptions = Descriptions.load();
    Descriptions back = Descriptions.decode(descriptions.encode());
    assertThat(back.calls()).isEqualTo(descriptions.calls());
    assertThat(back.hash()).isEqualTo(descriptions.hash());
    assertThat(descriptions.calls()).hasSizeGreaterThan(250);
  }

  @Test
  void structsHaveTheSizesOfTheKernelsHeaders() {
    assertThat(size("newfstatat", 2, Abi.X86_64)).isEqualTo(144);
    assertThat(size("newfstatat", 2, Abi.AARCH64)).isEqualTo(128);
    assertThat(size("stat64", 1, Abi.I386)).isEqualTo(96);
    assertThat(size("statx", 4, Abi.X86_64)).isEqualTo(256);
    assertThat(size("rt_sigaction", 1, Abi.X86_64)).isEqualTo(32);
    assertThat(size("rt_sigaction", 1, Abi.I386)).isEqualTo(20);
    assertThat(size("uname", 0, Abi.X86_64)).isEqualTo(390);
    assertThat(size("sysinfo", 0, Abi.X86_64)).isEqualTo(112);
    assertThat(size("getrusage", 1, Abi.X86_64)).isEqualTo(144);
    assertThat(size("clone3", 0, Abi.X86_64)).isEqualTo(88);
    assertThat(size("statfs", 1, Abi.X86_64)).isEqualTo(120);
    assertThat(size("poll", 0, Abi.X86_64)).isEqualTo(8);
    assertThat(size("times", 0, Abi.I386)).isEqualTo(16);
  }

  private static int size(String call, int argument, Abi abi) {
    Type type =
        Descriptions.load()
            .call(abi, SyscallNumbers.of(abi).number(call))
            .parameters()
            .get(argument)
            .type();
    Type pointed =
        type instanceof Type.Sized sized ? sized.struct() : ((Type.Pointer) type).element();
    return StructLayout.size(pointed, abi);
  }

  @Test
  void everyAbiHasDescriptions() {
    assertThat(List.of(Abi.values()))
        .allSatisfy(abi -> assertThat(described(abi)).isGreaterThan(200));
  }

  private static long described(Abi abi) {
    Descriptions descriptions = Descriptions.load();
    return IntStream.range(0, SyscallNumbers.of(abi).end())
        .filter(number -> descriptions.call(abi, number) != null)
        .count();
  }
}
