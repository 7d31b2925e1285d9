package dev.systape.analyzer.cli;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.numbers.SyscallNumbers;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code analyze syscalls}: the reference. */
@Command(
    name = "syscalls",
    description = "the reference: number, name, arguments",
    sortOptions = false)
final class SyscallsCommand extends TraceCommand {
  @Parameters(index = "0", paramLabel = "NAME", arity = "0..1", description = "one call only")
  String name;

  @Option(names = "--abi", paramLabel = "x86_64|i386|aarch64|x32", description = "default x86_64")
  String abi = "x86_64";

  SyscallsCommand(Console console) {
    super(console);
  }

  @Override
  void run() {
    Abi of;
    try {
      of = Abi.ofLabel(abi);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--abi: " + e.getMessage());
    }
    SyscallNumbers numbers = SyscallNumbers.of(of);
    if (name != null && numbers.number(name) < 0) {
      throw new UsageException(of.label() + " has no system call '" + name + "'");
    }
    Descriptions descriptions = Descriptions.load();
    for (int number = 0; number < numbers.end(); number++) {
      boolean wanted =
          numbers.name(number) != null && (name == null || number == numbers.number(name));
      if (wanted) {
        console
            .out()
            .printf("%4d  %s%n", number, line(numbers.name(number), descriptions.call(of, number)));
      }
    }
  }

  private static String line(String call, CallDef description) {
    if (description == null) {
      return call + "  (not described: its arguments are kept as raw words)";
    }
    return call
        + description.parameters().stream()
            .map(Parameter::name)
            .collect(Collectors.joining(", ", "(", ")"))
        + (description.groups().isEmpty() ? "" : "  %" + String.join(" %", description.groups()));
  }
}
