package dev.systape.recorder.cli;

import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Descriptions;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The groups of {@code -e}, as the descriptions assign calls to them. Loaded only where a group is
 * asked for.
 */
final class CallGroups {
  private CallGroups() {}

  /** Tells whether a call of a name is in a group. */
  static Predicate<String> named(String group) throws UsageException {
    Descriptions descriptions = Descriptions.load();
    Set<String> names =
        descriptions.calls().stream()
            .filter(call -> call.groups().contains(group))
            .map(CallDef::name)
            .collect(Collectors.toSet());
    if (names.isEmpty()) {
      Set<String> groups = new TreeSet<>();
      descriptions.calls().forEach(call -> call.groups().forEach(each -> groups.add("%" + each)));
      throw new UsageException(
          "-e: there is no group '%" + group + "': one of " + String.join(" ", groups));
    }
    return names::contains;
  }
}
