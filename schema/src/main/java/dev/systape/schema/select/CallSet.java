package dev.systape.schema.select;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.SyscallNumbers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * A set of calls: names, {@code /regex} and {@code %group}s separated by commas, {@code !} before
 * the whole for the complement, {@code trace=} before it and {@code ?} before a name that need not
 * exist, as strace has them; {@code all} and {@code none}.
 */
public final class CallSet {
  /** Other names that strace has for groups. */
  private static final Map<String, String> GROUP_ALIASES = Map.of("net", "network");

  /**
   * With those that return descriptors the group {@code %model}: what must be on a tape for the
   * paths of descriptors and of relative names to be known.
   */
  private static final Set<String> MODEL =
      Set.of(
          "bind",
          "chdir",
          "chroot",
          "close",
          "close_range",
          "connect",
          "fchdir",
          "fcntl",
          "fcntl64",
          "pipe",
          "pipe2",
          "pivot_root",
          "setns",
          "socketpair",
          "unshare");

  private final BitSet[] numbers;

  private CallSet(BitSet[] numbers) {
    this.numbers = numbers;
  }

  /** All calls, numbers that no table has among them. */
  public static CallSet all() {
    return new CallSet(null);
  }

  /**
   * The set of an expression; an empty one is all calls.
   *
   * @param descriptions which tell the groups; asked only where the expression names one
   * @throws IllegalArgumentException with a line for the user
   */
  public static CallSet parse(String expression, Supplier<Descriptions> descriptions) {
    String set =
        expression.startsWith("trace=") ? expression.substring("trace=".length()) : expression;
    boolean complement = set.startsWith("!");
    set = complement ? set.substring(1) : set;
    boolean none = set.equals("none");
    if (set.isEmpty() || set.equals("all") || none) {
      return none == complement ? all() : new CallSet(empty());
    }
    List<Predicate<String>> parts = new ArrayList<>();
    for (String part : set.split(",")) {
      parts.add(part(part, descriptions));
    }
    CallSet result = new CallSet(empty());
    for (Abi abi : Abi.values()) {
      SyscallNumbers table = SyscallNumbers.of(abi);
      for (String name : table.names()) {
        if (parts.stream().anyMatch(each -> each.test(name)) != complement) {
          result.numbers[abi.ordinal()].set(table.number(name));
        }
      }
    }
    return result;
  }

  private static BitSet[] empty() {
    BitSet[] numbers = new BitSet[Abi.values().length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = new BitSet();
    }
    return numbers;
  }

  private static Predicate<String> part(String part, Supplier<Descriptions> descriptions) {
    if (part.startsWith("/")) {
      try {
        return Pattern.compile(part.substring(1)).asPredicate();
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "'" + part + "' is not a regular expression: " + e.getDescription(), e);
      }
    }
    if (part.startsWith("%")) {
      return group(part.substring(1), descriptions.get());
    }
    boolean optional = part.startsWith("?");
    String call = optional ? part.substring(1) : part;
    String canonical = SyscallNumbers.canonical(call);
    boolean exists = false;
    for (Abi abi : Abi.values()) {
      exists |= SyscallNumbers.of(abi).number(call) >= 0;
    }
    if (!exists && !optional) {
      throw new IllegalArgumentException(
          "there is no system call '"
              + call
              + "' (a regular expression begins with /, a group with %)");
    }
    return name -> name.equals(call) || name.equals(canonical);
  }

  private static Predicate<String> group(String name, Descriptions descriptions) {
    if (name.equals("model")) {
      return call -> MODEL.contains(call) || returnsDescriptor(descriptions, call);
    }
    String group = GROUP_ALIASES.getOrDefault(name, name);
    Set<String> names =
        descriptions.calls().stream()
            .filter(call -> call.groups().contains(group))
            .map(CallDef::name)
            .collect(Collectors.toSet());
    if (names.isEmpty()) {
      Set<String> groups = new TreeSet<>();
      descriptions.calls().forEach(call -> call.groups().forEach(each -> groups.add("%" + each)));
      throw new IllegalArgumentException(
          "there is no group '%" + name + "': one of " + String.join(" ", groups) + " %model");
    }
    return names::contains;
  }

  private static boolean returnsDescriptor(Descriptions descriptions, String name) {
    return descriptions.calls().stream()
        .filter(call -> call.name().equals(name))
        .anyMatch(call -> call.result() instanceof Type.Word word && word.scalar() == Scalar.FD);
  }

  /** Whether it is all calls. */
  public boolean isAll() {
    return numbers == null;
  }

  /** Whether it holds a call. */
  public boolean contains(Abi abi, int number) {
    return numbers == null || number >= 0 && numbers[abi.ordinal()].get(number);
  }

  /** The numbers of an ABI that it holds; not for all calls. */
  public BitSet numbers(Abi abi) {
    return (BitSet) numbers[abi.ordinal()].clone();
  }
}
