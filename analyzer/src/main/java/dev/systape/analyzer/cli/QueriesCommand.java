package dev.systape.analyzer.cli;

import dev.systape.analyzer.library.LibraryQuery;
import dev.systape.analyzer.library.LibraryQuery.Column;
import dev.systape.analyzer.library.LibraryQuery.Parameter;
import dev.systape.analyzer.library.QueryLibrary;
import dev.systape.analyzer.report.ListedRows;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code analyze queries}: the library, or one of its queries in full. */
@Command(
    description = "Lists the queries of the library; with NAME one of them, with its SQL.",
    sortOptions = false)
final class QueriesCommand extends AnalyzeCommand {
  @Parameters(index = "0", paramLabel = "NAME", arity = "0..1", description = "one query")
  String name;

  @Mixin Form form;

  @Override
  void run(Console console) throws IOException, SQLException {
    List<LibraryQuery> queries = new ArrayList<>();
    if (name != null) {
      queries.add(QueryCommand.find(name));
    } else {
      for (String each : QueryLibrary.names()) {
        queries.add(QueryLibrary.find(each));
      }
    }
    if (!form.isText()) {
      List<Object[]> rows = queries.stream().map(QueriesCommand::row).toList();
      form.writer(console)
          .write(
              new ListedRows(
                  List.of("name", "description", "parameters", "columns", "order", "cost"), rows));
    } else if (name != null) {
      describe(queries.get(0), console);
    } else {
      list(queries, console);
    }
  }

  private static void list(List<LibraryQuery> queries, Console console) throws IOException {
    for (LibraryQuery query : queries) {
      console.println(query.name() + "  " + query.summary());
      for (Parameter parameter : query.parameters()) {
        console.println("    -P " + line(parameter));
      }
      console.println(
          query.columns().stream()
              .map(Column::name)
              .collect(Collectors.joining(", ", "    -> ", "")));
    }
  }

  private static void describe(LibraryQuery query, Console console) throws IOException {
    console.println(query.name());
    console.println("  " + query.description());
    for (Parameter parameter : query.parameters()) {
      console.println("  -P " + line(parameter));
    }
    console.println("  columns:");
    for (Column column : query.columns()) {
      String unit = column.unit().isEmpty() ? "" : ", " + column.unit();
      console.println(
          "    %-16s %s%s: %s".formatted(column.name(), column.type(), unit, column.description()));
    }
    console.println("  order: " + query.order());
    console.println("  cost: " + query.cost());
    console.println("");
    console.println(query.sql());
  }

  private static String line(Parameter parameter) {
    return "%s=%s (%s): %s"
        .formatted(parameter.name(), parameter.value(), parameter.type(), parameter.description());
  }

  private static Object[] row(LibraryQuery query) {
    return new Object[] {
      query.name(),
      query.description(),
      query.parameters().stream().map(QueriesCommand::map).toList(),
      query.columns().stream().map(QueriesCommand::map).toList(),
      query.order(),
      query.cost()
    };
  }

  private static Map<String, Object> map(Parameter parameter) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", parameter.name());
    map.put("type", parameter.type());
    map.put("default", parameter.value());
    map.put("description", parameter.description());
    return map;
  }

  private static Map<String, Object> map(Column column) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", column.name());
    map.put("type", column.type());
    map.put("unit", column.unit().isEmpty() ? null : column.unit());
    map.put("description", column.description());
    return map;
  }
}
