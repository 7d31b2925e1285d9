package dev.systape.schema.ddl.calls;

import dev.systape.schema.tape.Capture;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The memory that the calls of a view point to. What there is one of is joined row by row with
 * table {@code capture}; what there are many of is gathered in one pass, of the calls that are
 * asked for alone.
 */
final class Captures {
  private final Map<String, String> singles = new LinkedHashMap<>();
  private final Map<String, String> lists = new LinkedHashMap<>();
  private final TreeSet<Integer> arguments = new TreeSet<>();

  /** When memory was read. */
  enum Phase {
    /** Before the call; what could only be read behind it counts too, since nothing changed it. */
    ENTRY("e", "entry", 0),
    /** Before the call, where the call changes it. */
    BEFORE("b", "entry", Capture.LATE),
    /** After the call. */
    EXIT("x", "exit", 0);

    private final String prefix;
    private final String name;
    private final int without;

    Phase(String prefix, String name, int without) {
      this.prefix = prefix;
      this.name = name;
      this.without = without;
    }

    /** SQL of whether a capture is of this phase, and has none of some flags. */
    private String of(String capture, int flags) {
      int none = without | flags;
      String phase = capture + ".phase = '" + name + "'";
      return none == 0 ? phase : phase + " AND " + capture + ".flags & " + none + " = 0";
    }
  }

  /** SQL of the bytes that an argument points to: of several captures the longest. */
  String bytes(int argument, Phase phase) {
    return pointee(phase.prefix, argument, phase, "bytes") + ".data";
  }

  /** SQL of the bytes that were captured for an argument which is no pointer to them. */
  String stack(int argument) {
    return single("k", argument, Phase.ENTRY, "bytes", "") + ".data";
  }

  /** SQL of how many bytes the call spoke of. */
  String length(int argument, Phase phase) {
    return pointee(phase.prefix, argument, phase, "bytes") + ".original_length";
  }

  /** SQL of the string that an argument points to. */
  String text(int argument) {
    return pointee("t", argument, Phase.ENTRY, "text") + ".data";
  }

  /** SQL of the strings that a vector points to, in order. */
  String texts(int argument) {
    return list("s", argument, Phase.ENTRY, "list(c.data ORDER BY c.element)", "text");
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
    String part = "list({'part': " + what + ", 'operation': c.operation} ORDER BY c.rowid)";
    String all = list(prefix + phase.prefix, argument, phase, part, "iovec_data");
    String last = list("o" + phase.prefix, argument, phase, "max(c.operation)", "iovec_data");
    return "list_transform(list_filter("
        + all
        + ", lambda e: e.operation = "
        + last
        + "), lambda e: e.part)";
  }

  /** What is captured for an argument may also lie where a pointer in its memory points to. */
  private String pointee(String prefix, int argument, Phase phase, String kind) {
    String name = prefix + argument;
    return single(prefix, argument, phase, kind, " AND " + name + ".address = s.arg" + argument);
  }

  /** The one capture of its kind that stands for all, so that a call stays one row. */
  private String single(String prefix, int argument, Phase phase, String kind, String condition) {
    String name = prefix + argument;
    singles.put(
        name,
        "%s.arg = %d AND %s AND %s.kind = '%s'%s"
            .formatted(name, argument, phase.of(name, CallViews.ANOTHER), name, kind, condition));
    return name;
  }

  private String list(String prefix, int argument, Phase phase, String aggregate, String kind) {
    arguments.add(argument);
    String name = prefix + argument;
    lists.put(
        name,
        "%s FILTER (c.arg = %d AND %s AND c.kind = '%s')"
            .formatted(aggregate, argument, phase.of("c", 0), kind));
    return "m." + name;
  }

  /** The joins that bring them to a call {@code s}; empty where none was asked for. */
  String join() {
    StringBuilder joins = new StringBuilder();
    singles.forEach(
        (name, condition) ->
            joins
                .append(" LEFT JOIN main.capture ")
                .append(name)
                .append(" ON ")
                .append(name)
                .append(".seq = s.seq AND ")
                .append(condition));
    if (!lists.isEmpty()) {
      String columns =
          lists.entrySet().stream()
              .map(each -> each.getValue() + " AS " + each.getKey())
              .collect(Collectors.joining(", "));
      String wanted = arguments.stream().map(String::valueOf).collect(Collectors.joining(", "));
      joins
          .append(" LEFT JOIN LATERAL (SELECT ")
          .append(columns)
          .append(" FROM main.capture c WHERE c.seq = s.seq AND c.arg IN (")
          .append(wanted)
          .append(")) m ON true");
    }
    return joins.toString();
  }
}
