package dev.systape.schema.ddl.calls;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a column or a field of a struct is computed from. */
sealed interface Value {
  /** SQL of the value. */
  String sql();

  /** Its type, for telling whether two values may be one column. */
  String type();

  /**
   * A value that is one expression.
   *
   * @param sql the expression
   * @param type DuckDB's name of its type
   */
  record Leaf(String sql, String type) implements Value {}

  /**
   * A struct.
   *
   * @param guard SQL of whether it is there at all
   * @param fields its fields in order
   */
  record Fields(String guard, Map<String, Value> fields) implements Value {
    @Override
    public String sql() {
      String all =
          fields.entrySet().stream()
              .map(each -> Text.literal(each.getKey()) + ": " + each.getValue().sql())
              .collect(Collectors.joining(", ", "{", "}"));
      return "CASE WHEN " + guard + " THEN " + all + " END";
    }

    @Override
    public String type() {
      return fields.entrySet().stream()
          .map(each -> Text.name(each.getKey()) + " " + each.getValue().type())
          .collect(Collectors.joining(", ", "STRUCT(", ")"));
    }
  }

  /**
   * A value that is there under a condition.
   *
   * @param condition SQL; null for always
   */
  record Choice(String condition, Value value) {}

  /** Whether values can be one: both structs, both numbers, or of one type. */
  static boolean alike(Value a, Value b) {
    return a instanceof Fields && b instanceof Fields
        || a.type().equals(b.type())
        || Numbers.isNumber(a.type()) && Numbers.isNumber(b.type());
  }

  /** One value of several that are alike, by their conditions. */
  static Value merge(List<Choice> choices) {
    Value first = choices.get(0).value();
    if (choices.stream().allMatch(each -> each.value().equals(first))
        && choices.stream().anyMatch(each -> each.condition() == null)) {
      return first;
    }
    if (first instanceof Fields) {
      return mergeFields(choices);
    }
    String type = Numbers.common(choices.stream().map(each -> each.value().type()).toList());
    return new Leaf(chosen(choices, Value::sql) + "::" + type, type);
  }

  private static Value mergeFields(List<Choice> choices) {
    Map<String, List<Choice>> fields = new LinkedHashMap<>();
    for (Choice choice : choices) {
      for (var field : ((Fields) choice.value()).fields().entrySet()) {
        String name = field.getKey();
        List<Choice> known = fields.computeIfAbsent(name, any -> new ArrayList<>());
        if (known.isEmpty() || alike(known.get(0).value(), field.getValue())) {
          known.add(new Choice(choice.condition(), field.getValue()));
        }
      }
    }
    Map<String, Value> merged = new LinkedHashMap<>();
    fields.forEach((name, values) -> merged.put(name, byValue(values, choices.size())));
    return new Fields(chosen(choices, each -> ((Fields) each).guard()), merged);
  }

  /** Merges values of a field, which is always there where all choices have it alike. */
  private static Value byValue(List<Choice> values, int of) {
    Value first = values.get(0).value();
    boolean same =
        values.size() == of && values.stream().allMatch(each -> each.value().equals(first));
    return same ? first : merge(values);
  }

  private static String chosen(
      List<Choice> choices, java.util.function.Function<Value, String> sql) {
    Map<String, List<String>> conditions = new LinkedHashMap<>();
    for (Choice choice : choices) {
      conditions
          .computeIfAbsent(sql.apply(choice.value()), any -> new ArrayList<>())
          .add(Objects.requireNonNullElse(choice.condition(), "true"));
    }
    return conditions.entrySet().stream()
        .map(each -> " WHEN " + String.join(" OR ", each.getValue()) + " THEN " + each.getKey())
        .collect(Collectors.joining("", "(CASE", " END)"));
  }
}
