package dev.systape.analyzer.cli;

import dev.systape.analyzer.report.ListedRows;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.numbers.SyscallNumbers;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code analyze syscalls}: the reference. */
@Command(
    description =
        "Lists the calls of an ABI: number, name, arguments, groups of -e. Calls without a"
            + " description are recorded with raw arguments.",
    sortOptions = false)
final class SyscallsCommand extends AnalyzeCommand {
  private static final List<String> COLUMNS =
      List.of("nr", "name", "described", "arguments", "groups");

  @Parameters(index = "0", paramLabel = "NAME", arity = "0..1", description = "one call only")
  String name;

  @Option(
      names = "--abi",
      paramLabel = "ABI",
      defaultValue = "x86_64",
      description = "x86_64 (default), i386, aarch64 or x32")
  String abi;

  @Mixin Form form;

  @Override
  void run(Console console) throws IOException, SQLException {
    Abi of = abi();
    SyscallNumbers numbers = SyscallNumbers.of(of);
    if (name != null && numbers.number(name) < 0) {
      throw new UsageException(
          of.label() + " has no system call '" + name + "'; `analyze syscalls` lists all");
    }
    Descriptions descriptions = Descriptions.load();
    List<Object[]> rows = new ArrayList<>();
    for (int number = 0; number < numbers.end(); number++) {
      if (name == null ? numbers.name(number) != null : number == numbers.number(name)) {
        rows.add(row(number, numbers.name(number), descriptions.call(of, number)));
      }
    }
    form.writer(console).write(new ListedRows(COLUMNS, rows));
  }

  private Abi abi() {
    return Arrays.stream(Abi.values())
        .filter(each -> each.label().equals(abi))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    Arrays.stream(Abi.values())
                        .map(Abi::label)
                        .collect(Collectors.joining(", ", "--abi " + abi + ": not one of ", ""))));
  }

  private static Object[] row(int number, String call, CallDef description) {
    if (description == null) {
      return new Object[] {number, call, false, List.of(), List.of()};
    }
    return new Object[] {
      number,
      call,
      true,
      description.parameters().stream().map(Parameter::name).toList(),
      description.groups().stream().sorted().toList()
    };
  }
}
