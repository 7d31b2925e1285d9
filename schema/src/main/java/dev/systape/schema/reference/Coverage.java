package dev.systape.schema.reference;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.SyscallNumbers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much of the calls of an ABI is described. An argument is typed with a pointee, a set of
 * names, a unit or a role; a plain number or address is typed only where the reviewed list says why
 * it is just that. An argument that a command decides counts once for each command.
 */
public final class Coverage {
  private static final String REVIEWED = "plain.txt";

  /** Words that say nothing but how wide they are. */
  private static final Set<Scalar> PLAIN =
      EnumSet.of(
          Scalar.I8,
          Scalar.U8,
          Scalar.I16,
          Scalar.U16,
          Scalar.INT,
          Scalar.UINT,
          Scalar.I64,
          Scalar.U64,
          Scalar.LONG,
          Scalar.ULONG,
          Scalar.HEX,
          Scalar.HEX16,
          Scalar.LHEX,
          Scalar.ADDRESS);

  private final Map<String, String> reviewed;

  private Coverage(Map<String, String> reviewed) {
    this.reviewed = reviewed;
  }

  /**
   * An argument, or what it is for one command.
   *
   * @param name its name; with the command's number behind a colon where one decides
   * @param typed whether it says what it means
   * @param reason why a plain one is just that, or what it lacks
   */
  public record Argument(String name, boolean typed, String reason) {}

  /**
   * A call.
   *
   * @param number its number
   * @param name its name
   * @param described whether it has a description at all
   * @param arguments what is known of its arguments; empty where it is not described
   */
  public record Call(int number, String name, boolean described, List<Argument> arguments) {
    /** Whether it is described and all its arguments are typed. */
    public boolean typed() {
      return described && arguments.stream().allMatch(Argument::typed);
    }
  }

  /** With the list that the build carries. */
  public static Coverage load() {
    Map<String, String> reviewed = new LinkedHashMap<>();
    try (InputStream in = Coverage.class.getResourceAsStream(REVIEWED);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] parts = line.strip().split("\\s+", 2);
          if (parts.length < 2 || reviewed.put(parts[0], parts[1]) != null) {
            throw new IllegalStateException(REVIEWED + ": no reason, or twice: " + line);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Coverage(reviewed);
  }

  /** The reviewed arguments, {@code call.argument}, with the reason of each. */
  public Map<String, String> reviewed() {
    return Map.copyOf(reviewed);
  }

  /** All calls of an ABI in the order of their numbers. */
  public List<Call> of(Descriptions descriptions, Abi abi) {
    SyscallNumbers numbers = SyscallNumbers.of(abi);
    List<Call> calls = new ArrayList<>();
    for (int number = 0; number < numbers.end(); number++) {
      String name = numbers.name(number);
      if (name != null) {
        CallDef call = descriptions.call(abi, number);
        calls.add(new Call(number, name, call != null, call == null ? List.of() : arguments(call)));
      }
    }
    return calls;
  }

  private List<Argument> arguments(CallDef call) {
    List<Argument> list = new ArrayList<>();
    for (Parameter parameter : call.parameters()) {
      String place = call.name() + "." + parameter.name();
      if (parameter.type() instanceof Type.Selected selected) {
        selected
            .cases()
            .forEach(
                (value, type) ->
                    list.add(
                        argument(parameter.name() + ":0x" + Long.toHexString(value), place, type)));
        list.add(new Argument(parameter.name() + ":else", true, "for commands not described"));
      } else {
        list.add(argument(parameter.name(), place, parameter.type()));
      }
    }
    return List.copyOf(list);
  }

  private Argument argument(String name, String place, Type type) {
    boolean plain = type instanceof Type.Word word && PLAIN.contains(word.scalar());
    if (!plain) {
      return new Argument(name, true, "");
    }
    String command = name.indexOf(':') < 0 ? "" : name.substring(name.indexOf(':'));
    String reason = reviewed.getOrDefault(place + command, reviewed.get(place));
    return reason == null
        ? new Argument(name, false, "a plain " + ((Type.Word) type).scalar().label())
        : new Argument(name, true, reason);
  }
}
