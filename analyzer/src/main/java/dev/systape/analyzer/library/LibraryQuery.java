package dev.systape.analyzer.library;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A query of the library, with what its header says.
 *
 * @param name area and name, {@code counts/by_call}
 * @param description what it asks, in a sentence or more
 * @param parameters what can be chosen
 * @param columns what it answers, in their order
 * @param order of the rows
 * @param cost what it reads
 * @param sql the query; parameters are {@code $name}
 */
public record LibraryQuery(
    String name,
    String description,
    List<Parameter> parameters,
    List<Column> columns,
    String order,
    String cost,
    String sql) {
  /**
   * A parameter.
   *
   * @param type a type of DuckDB
   * @param value its default, an expression of SQL
   */
  public record Parameter(String name, String type, String value, String description) {}

  /**
   * A column of the result.
   *
   * @param type a type of DuckDB
   * @param unit empty where it has none
   */
  public record Column(String name, String type, String unit, String description) {}

  /** The first sentence of the description. */
  public String summary() {
    int end = description.indexOf(". ");
    return end < 0 ? description : description.substring(0, end + 1);
  }

  /** Whether statements have to be run in the order {@link #prepare}, {@link #execute}. */
  public boolean hasParameters() {
    return !parameters.isEmpty();
  }

  /** The statement that prepares it under the name {@code library_query}. */
  public String prepare() {
    return "PREPARE library_query AS " + sql;
  }

  /**
   * The statement that runs what {@link #prepare} prepared.
   *
   * @param values texts by parameter; those that are missing have their default
   * @throws IllegalArgumentException where a name is no parameter's
   */
  public String execute(Map<String, String> values) {
    for (String name : values.keySet()) {
      if (parameters.stream().noneMatch(parameter -> parameter.name().equals(name))) {
        throw new IllegalArgumentException(
            "%s has no parameter '%s'; it has %s"
                .formatted(
                    this.name,
                    name,
                    hasParameters()
                        ? parameters.stream().map(Parameter::name).collect(Collectors.joining(", "))
                        : "none"));
      }
    }
    return parameters.stream()
        .map(
            parameter ->
                parameter.name()
                    + " := CAST("
                    + literal(parameter, values.get(parameter.name()))
                    + " AS "
                    + parameter.type()
                    + ")")
        .collect(Collectors.joining(", ", "EXECUTE library_query(", ")"));
  }

  private static String literal(Parameter parameter, String value) {
    return value == null ? parameter.value() : "'" + value.replace("'", "''") + "'";
  }
}
