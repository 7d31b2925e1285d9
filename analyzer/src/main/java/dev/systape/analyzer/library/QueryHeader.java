package dev.systape.analyzer.library;

import dev.systape.analyzer.library.LibraryQuery.Column;
import dev.systape.analyzer.library.LibraryQuery.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the comment at the head of a query: lines of description, then
 *
 * <pre>
 * -- @param NAME TYPE = DEFAULT: description
 * -- @column NAME TYPE [unit]: description
 * -- @order text
 * -- @cost text
 * </pre>
 */
final class QueryHeader {
  private static final Pattern PARAMETER =
      Pattern.compile("@param (\\w+) ([\\w\\[\\]]+) = (.+?): (.+)");
  private static final Pattern COLUMN =
      Pattern.compile("@column (\\w+) ([\\w\\[\\]]+)(?: \\[([^\\]]+)\\])?: (.+)");
  private static final String COMMENT = "--";
  private static final String ORDER = "@order ";
  private static final String COST = "@cost ";

  private final StringBuilder description = new StringBuilder();
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private String order = "";
  private String cost = "";

  private QueryHeader() {}

  /**
   * Reads a query.
   *
   * @throws IllegalArgumentException where its header says nothing that can be understood
   */
  static LibraryQuery read(String name, String text) {
    QueryHeader header = new QueryHeader();
    int body = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (!line.startsWith(COMMENT)) {
        break;
      }
      body += line.length() + 1;
      header.line(name, line.substring(COMMENT.length()).strip());
    }
    return new LibraryQuery(
        name,
        header.description.toString(),
        List.copyOf(header.parameters),
        List.copyOf(header.columns),
        header.order,
        header.cost,
        text.substring(body).strip().replaceFirst(";$", ""));
  }

  private void line(String name, String line) {
    Matcher parameter = PARAMETER.matcher(line);
    Matcher column = COLUMN.matcher(line);
    if (parameter.matches()) {
      parameters.add(
          new Parameter(
              parameter.group(1), parameter.group(2), parameter.group(3), parameter.group(4)));
    } else if (column.matches()) {
      String unit = column.group(3) == null ? "" : column.group(3);
      columns.add(new Column(column.group(1), column.group(2), unit, column.group(4)));
    } else if (line.startsWith(ORDER)) {
      order = line.substring(ORDER.length());
    } else if (line.startsWith(COST)) {
      cost = line.substring(COST.length());
    } else if (line.startsWith("@")) {
      throw new IllegalArgumentException("the query " + name + " has a header line '" + line + "'");
    } else if (!line.isEmpty()) {
      description.append(description.isEmpty() ? "" : " ").append(line);
    }
  }
}
