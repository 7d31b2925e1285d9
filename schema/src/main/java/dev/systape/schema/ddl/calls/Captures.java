package dev.systape.schema.ddl.calls;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The memory that the calls of a view point to: one row a call, gathered from table {@code capture}
 * in one pass, of the calls that are asked for alone.
 */
final class Captures {
  private final Map<String, String> columns = new LinkedHashMap<>();
  private final TreeSet<Integer> arguments = new TreeSet<>();

  /** When memory was read. */
  enum Phase {
    /** Before the call; what could only be read behind it counts too, since nothing changed it. */
    ENTRY("e", "c.phase = 'entry'"),
    /** Before the call, where the call changes it. */
    BEFORE("b", "c.phase = 'entry' AND c.flags & 2 = 0"),
    /** After the call. */
    EXIT("x", "c.phase = 'exit'");

    private final String prefix;
    private final String filter;

    Phase(String prefix, String filter) {
      this.prefix = prefix;
      this.filter = filter;
    }
  }

  /** SQL of the bytes that an argument points to: of several captures the longest. */
  String bytes(int argument, Phase phase) {
    return column(
        phase.prefix,
        argument,
        phase,
        "arg_max(c.data, octet_length(c.data))",
        "c.kind = 'bytes' AND " + isPointee(argument));
  }

  /** SQL of the bytes that were captured for an argument which is no pointer to them. */
  String stack(int argument) {
    return column("k", argument, Phase.ENTRY, "arg_min(c.data, c.operation)", "c.kind = 'bytes'");
  }

  /** SQL of how many bytes the call spoke of. */
  String length(int argument, Phase phase) {
    return column(
        phase.prefix + "n",
        argument,
        phase,
        "arg_min(c.original_length, c.operation)",
        "c.kind = 'bytes' AND " + isPointee(argument));
  }

  /** SQL of the string that an argument points to. */
  String text(int argument) {
    return column(
        "t",
        argument,
        Phase.ENTRY,
        "any_value(c.data)",
        "c.kind = 'text' AND " + isPointee(argument));
  }

  /** What is captured for an argument may also lie where a pointer in its memory points to. */
  private static String isPointee(int argument) {
    return "c.address = s.arg" + argument;
  }

  /** SQL of the strings that a vector points to, in order. */
  String texts(int argument) {
    return column("s", argument, Phase.ENTRY, "list(c.data ORDER BY c.element)", "c.kind = 'text'");
  }

  /** SQL of the data of an iovec's elements, in order. */
  String data(int argument, Phase phase) {
    return elements("d", argument, phase, "c.data");
  }

  /** SQL of the lengths of an iovec's elements. */
  String lengths(int argument, Phase phase) {
    return elements("l", argument, phase, "c.original_length");
  }

  /**
   * Captures stand in the order of the messages and their elements. What is captured twice, netlink
   * messages, is so as a whole: it is whole behind it.
   */
  private String elements(String prefix, int argument, Phase phase, String what) {
    String data = "c.kind = 'iovec_data'";
    String all =
        column(
            prefix + phase.prefix,
            argument,
            phase,
            "list({'part': " + what + ", 'operation': c.operation} ORDER BY c.rowid)",
            data);
    String last = column("o" + phase.prefix, argument, phase, "max(c.operation)", data);
    return "list_transform(list_filter("
        + all
        + ", lambda e: e.operation = "
        + last
        + "), lambda e: e.part)";
  }

  private String column(
      String prefix, int argument, Phase phase, String aggregate, String condition) {
    arguments.add(argument);
    String name = prefix + argument;
    columns.put(
        name,
        aggregate
            + " FILTER (c.arg = "
            + argument
            + " AND "
            + phase.filter
            + " AND "
            + condition
            + ")");
    return "m." + name;
  }

  /** The join that brings them to a call {@code s}; empty where none was asked for. */
  String join() {
    if (columns.isEmpty()) {
      return "";
    }
    String list =
        columns.entrySet().stream()
            .map(each -> each.getValue() + " AS " + each.getKey())
            .collect(Collectors.joining(", "));
    String wanted = arguments.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return " LEFT JOIN LATERAL (SELECT "
        + list
        + " FROM main.capture c WHERE c.seq = s.seq AND c.arg IN ("
        + wanted
        + ")) m ON true";
  }
}
