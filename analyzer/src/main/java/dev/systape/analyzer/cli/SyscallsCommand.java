package dev.systape.analyzer.cli;

import dev.systape.analyzer.report.ListedRows;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.numbers.SyscallNumbers;
import dev.systape.schema.reference.Coverage;
import dev.systape.schema.reference.Reference;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code analyze syscalls}: the reference. */
@Command(
    description =
        "Lists the calls of an ABI: number, name, arguments, result, groups of -e; of one call each"
            + " argument with its type, who writes what it points to, and what of that a tape"
            + " keeps. Calls without a description are recorded with raw arguments.",
    sortOptions = false)
final class SyscallsCommand extends AnalyzeCommand {
  private static final List<String> COLUMNS =
      List.of("nr", "name", "described", "arguments", "result", "groups");
  private static final List<String> ARGUMENT_COLUMNS =
      List.of("nr", "name", "argument", "command", "type", "direction", "captured");
  private static final List<String> COVERAGE_COLUMNS = List.of("nr", "name", "state", "plain");

  @Parameters(index = "0", paramLabel = "NAME", arity = "0..1", description = "one call only")
  String name;

  @Option(
      names = "--abi",
      paramLabel = "ABI",
      defaultValue = "x86_64",
      description = "x86_64 (default), i386, aarch64 or x32")
  String abi;

  @Option(
      names = "--coverage",
      description =
          "how much is described: typed, raw (some arguments are plain numbers), unknown; with the"
              + " arguments that are plain")
  boolean coverage;

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
    if (coverage) {
      coverage(console, Coverage.load().of(descriptions, of));
      return;
    }
    Reference reference = new Reference(descriptions, of);
    List<Reference.Entry> calls =
        name == null ? reference.calls() : List.of(reference.call(numbers.number(name)));
    if (name != null && !form.isJson()) {
      form.writer(console).write(new ListedRows(ARGUMENT_COLUMNS, arguments(calls.get(0))));
    } else {
      form.writer(console).write(new ListedRows(COLUMNS, calls.stream().map(this::row).toList()));
    }
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

  private Object[] row(Reference.Entry call) {
    Object arguments =
        form.isJson()
            ? call.arguments().stream().map(SyscallsCommand::object).toList()
            : String.join(", ", call.signature());
    return new Object[] {
      call.number(), call.name(), call.described(), arguments, call.result(), call.groups()
    };
  }

  private static Map<String, String> object(Reference.Argument argument) {
    Map<String, String> object = new LinkedHashMap<>();
    object.put("name", argument.name());
    if (argument.command() != null) {
      object.put("command", argument.command());
    }
    object.put("type", argument.type());
    object.put("direction", argument.direction());
    object.put("captured", captured(argument));
    return object;
  }

  /** Nothing is kept of a word but the register. */
  private static String captured(Reference.Argument argument) {
    return argument.captured().isEmpty() ? null : argument.captured();
  }

  private static List<Object[]> arguments(Reference.Entry call) {
    List<Object[]> rows = new ArrayList<>();
    for (Reference.Argument each : call.arguments()) {
      rows.add(
          new Object[] {
            call.number(),
            call.name(),
            each.name(),
            each.command(),
            each.type(),
            each.direction(),
            captured(each)
          });
    }
    if (call.described()) {
      rows.add(
          new Object[] {
            call.number(), call.name(), "(result)", null, call.result(), "value", null
          });
    }
    return rows;
  }

  private void coverage(Console console, List<Coverage.Call> calls)
      throws IOException, SQLException {
    List<Object[]> rows = new ArrayList<>();
    for (Coverage.Call call : calls) {
      // A person reads for what is not typed; a program gets every call.
      boolean shown = name == null ? !form.isText() || !call.typed() : call.name().equals(name);
      if (shown) {
        List<String> plain =
            call.arguments().stream()
                .filter(argument -> !argument.typed())
                .map(argument -> argument.name() + ": " + argument.reason())
                .toList();
        rows.add(new Object[] {call.number(), call.name(), state(call), plain});
      }
    }
    form.writer(console).write(new ListedRows(COVERAGE_COLUMNS, rows));
    if (form.isText()) {
      long described = calls.stream().filter(Coverage.Call::described).count();
      long typed = calls.stream().filter(Coverage.Call::typed).count();
      console.println(
          String.format(
              "%s: %d calls: %d typed, %d raw, %d unknown",
              abi, calls.size(), typed, described - typed, calls.size() - described));
    }
  }

  private static String state(Coverage.Call call) {
    return call.typed() ? "typed" : call.described() ? "raw" : "unknown";
  }
}
