package dev.systape.recorder.cli;

import dev.systape.recorder.CallFilter;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.numbers.SyscallNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The argument of {@code -e}: names, {@code /regex} and {@code %group}s separated by commas, {@code
 * !} before the whole for the complement, {@code trace=} before it as strace has it.
 */
final class CallSet {
  private static final List<Abi> RECORDED = List.of(Abi.X86_64, Abi.I386, Abi.X32);

  private CallSet() {}

  /** The filter for an expression; an empty one is all calls. */
  static CallFilter parse(String expression) throws UsageException {
    String set =
        expression.startsWith("trace=") ? expression.substring("trace=".length()) : expression;
    boolean complement = set.startsWith("!");
    set = complement ? set.substring(1) : set;
    if (set.isEmpty() || set.equals("all")) {
      return complement ? CallFilter.none() : CallFilter.all();
    }
    List<Predicate<String>> parts = new ArrayList<>();
    for (String part : set.split(",")) {
      parts.add(part(part));
    }
    CallFilter filter = CallFilter.none();
    for (Abi abi : RECORDED) {
      SyscallNumbers numbers = SyscallNumbers.of(abi);
      for (String name : numbers.names()) {
        if (parts.stream().anyMatch(each -> each.test(name)) != complement) {
          filter.add(abi.code(), numbers.number(name));
        }
      }
    }
    return filter;
  }

  private static Predicate<String> part(String part) throws UsageException {
    if (part.startsWith("/")) {
      try {
        return Pattern.compile(part.substring(1)).asPredicate();
      } catch (PatternSyntaxException e) {
        throw new UsageException(
            "-e: '" + part + "' is not a regular expression: " + e.getDescription());
      }
    }
    if (part.startsWith("%")) {
      return CallGroups.named(part.substring(1));
    }
    String name = SyscallNumbers.canonical(part);
    if (RECORDED.stream().noneMatch(abi -> SyscallNumbers.of(abi).number(part) >= 0)) {
      throw new UsageException(
          "-e: there is no system call '"
              + part
              + "' (a regular expression begins with /, a group with %)");
    }
    return call -> call.equals(part) || call.equals(name);
  }
}
