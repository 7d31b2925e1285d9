package dev.systape.schema.reference;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.SyscallNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The calls of an ABI as its reference lists them. */
public final class Reference {
  private final Descriptions descriptions;
  private final Abi abi;

  /** The reference of an ABI. */
  public Reference(Descriptions descriptions, Abi abi) {
    this.descriptions = descriptions;
    this.abi = abi;
  }

  /**
   * An argument.
   *
   * @param name its name in the man page
   * @param command the value of the command that it is for, by name where it has one; null where it
   *     does not depend on one, {@code else} for all other commands
   * @param type as the descriptions write it
   * @param direction who writes what it points to, see {@link TypeText#direction}
   * @param captured what the recorder keeps, see {@link CaptureRule}
   */
  public record Argument(
      String name, String command, String type, String direction, String captured) {}

  /**
   * A call.
   *
   * @param number its number
   * @param name its name in the kernel's table
   * @param described whether there is a description; without one the rest is empty
   * @param arguments in order; one that a command decides stands there once for each
   * @param result the type of its result
   * @param groups of -e
   */
  public record Entry(
      int number,
      String name,
      boolean described,
      List<Argument> arguments,
      String result,
      List<String> groups) {
    /** The arguments as the description has them: {@code fd fd, buf bytes[...]}. */
    public List<String> signature() {
      List<String> all = new ArrayList<>();
      String last = "";
      for (Argument argument : arguments) {
        if (!argument.name.equals(last)) {
          all.add(argument.name + " " + (argument.command == null ? argument.type : "by command"));
        }
        last = argument.name;
      }
      return all;
    }
  }

  /** All calls in the order of their numbers. */
  public List<Entry> calls() {
    SyscallNumbers numbers = SyscallNumbers.of(abi);
    List<Entry> calls = new ArrayList<>();
    for (int number = 0; number < numbers.end(); number++) {
      if (numbers.name(number) != null) {
        calls.add(call(number));
      }
    }
    return calls;
  }

  /** One call, by a number that the ABI has. */
  public Entry call(int number) {
    String name = SyscallNumbers.of(abi).name(number);
    CallDef call = descriptions.call(abi, number);
    if (call == null) {
      return new Entry(number, name, false, List.of(), "", List.of());
    }
    List<Argument> arguments = new ArrayList<>();
    for (Parameter parameter : call.parameters()) {
      arguments(call, parameter, arguments);
    }
    return new Entry(
        number,
        name,
        true,
        List.copyOf(arguments),
        TypeText.of(call.result()),
        call.groups().stream().sorted().toList());
  }

  private static void arguments(CallDef call, Parameter parameter, List<Argument> out) {
    if (!(parameter.type() instanceof Type.Selected selected)) {
      // The high half of a number that takes two words is no argument of its own, the stack is
      // none.
      boolean half = parameter.type() instanceof Type.Word word && word.scalar() == Scalar.HIGH;
      if (!half && !(parameter.type() instanceof Type.Stack)) {
        out.add(argument(call, parameter, null));
      }
      return;
    }
    Type selector = call.parameters().get(selected.selector()).type();
    for (Map.Entry<Long, Type> each : selected.cases().entrySet()) {
      Parameter one = new Parameter(parameter.name(), each.getValue(), parameter.condition());
      out.add(argument(call, one, command(selector, each.getKey())));
    }
    Parameter other = new Parameter(parameter.name(), selected.otherwise(), parameter.condition());
    out.add(argument(call, other, "else"));
  }

  private static Argument argument(CallDef call, Parameter parameter, String command) {
    Type type = parameter.type();
    return new Argument(
        parameter.name(),
        command,
        TypeText.of(call, parameter),
        TypeText.direction(type),
        CaptureRule.of(type));
  }

  private static String command(Type selector, long value) {
    String name = selector instanceof Type.Named named ? named.symbols().nameOf(value) : null;
    return name == null ? "0x" + Long.toHexString(value) : name;
  }
}
