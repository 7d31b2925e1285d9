package dev.systape.schema.handler;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.numbers.SyscallNumbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/** The methods of the interface: which there are, and which call of which ABI is which. */
final class HandlerMethods {
  /** A method's first argument, whose name no other can have. */
  static final String CALL = "call";

  private final Map<String, Method> methods = new TreeMap<>();
  private final Map<Abi, Map<Integer, String>> byNumber = new EnumMap<>(Abi.class);

  /**
   * A method.
   *
   * @param call a description that it is for
   * @param abis the ABIs that have it, and its number there
   */
  record Method(String name, CallDef call, Map<Abi, Integer> abis) {
    /** Its arguments as Java declares them, without the first. */
    List<String> declarations() {
      return MethodArgument.of(call).stream().map(HandlerMethods::declaration).toList();
    }
  }

  HandlerMethods(Descriptions descriptions) {
    Map<String, Map<List<String>, Method>> variants = new TreeMap<>();
    for (Abi abi : Abi.values()) {
      SyscallNumbers numbers = SyscallNumbers.of(abi);
      for (int number = 0; number < numbers.end(); number++) {
        CallDef call = descriptions.call(abi, number);
        if (call != null) {
          Method one = new Method(call.name(), call, new EnumMap<>(Abi.class));
          variants
              .computeIfAbsent(call.name(), name -> new LinkedHashMap<>())
              .computeIfAbsent(one.declarations(), declarations -> one)
              .abis()
              .put(abi, number);
        }
      }
    }
    variants.values().forEach(ofName -> named(new ArrayList<>(ofName.values())));
  }

  private void named(List<Method> ofName) {
    for (Method each : ofName) {
      boolean own = ofName.size() == 1 || each.abis().containsKey(Abi.X86_64);
      String name = own ? javaName(each.name()) : each.name() + suffix(each);
      if (methods.put(name, new Method(name, each.call(), each.abis())) != null) {
        throw new IllegalStateException("two calls give the method '" + name + "'");
      }
      each.abis()
          .forEach(
              (abi, number) ->
                  byNumber.computeIfAbsent(abi, key -> new TreeMap<>()).put(number, name));
    }
  }

  private static String suffix(Method method) {
    return method.abis().keySet().stream()
        .sorted(Comparator.naturalOrder())
        .map(abi -> "_" + abi.label())
        .collect(Collectors.joining());
  }

  private static String declaration(MethodArgument argument) {
    String name = argument.name().equals(CALL) ? CALL + "_" : javaName(argument.name());
    return JavaType.of(argument.type()).label() + " " + name;
  }

  private static String javaName(String name) {
    return SourceVersion.isKeyword(name) ? name + "_" : name;
  }

  /** All methods, by name; a method's position is its number in the switch. */
  List<Method> all() {
    return List.copyOf(methods.values());
  }

  /**
   * Positions of the methods by the number of the call; -1 where an ABI has none of that number.
   */
  int[] positions(Abi abi) {
    List<String> names = new ArrayList<>(methods.keySet());
    int[] positions = new int[SyscallNumbers.of(abi).end()];
    for (int number = 0; number < positions.length; number++) {
      String name = byNumber.get(abi).get(number);
      positions[number] = name == null ? -1 : names.indexOf(name);
    }
    return positions;
  }
}
