package dev.systape.schema.ddl.calls;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.ddl.calls.Arguments.Column;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.numbers.SyscallNumbers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The statements that make the schema {@code calls}: macros, a view a call, comments. */
public final class CallViews {
  /**
   * Bit of {@code capture.flags} that who loads a tape sets: another capture of the same call,
   * argument, phase and kind stands for it. The views take those without it, of which a call has
   * one at most: the longest of what the argument itself points to, or where there is none the
   * first.
   */
  public static final int ANOTHER = 32;

  /** Columns of every view, with what they are. */
  private static final Map<String, String> COMMON = new LinkedHashMap<>();

  static {
    COMMON.put("seq", "place of the call on the tape: joins main.syscall.seq and main.capture.seq");
    COMMON.put("pid", "getpid(2) of the caller");
    COMMON.put("tid", "gettid(2) of the caller");
    COMMON.put("abi", "the ABI of this very call");
    COMMON.put("entry_ns", "when the call began, CLOCK_MONOTONIC ns; NULL: only its end was seen");
    COMMON.put("exit_ns", "when it ended, CLOCK_MONOTONIC ns; NULL: its end was not seen");
    COMMON.put("duration_ns", "exit_ns - entry_ns, ns; NULL: one of them is not known");
    COMMON.put("ret", "the result, an error as its negative number; NULL: the end was not seen");
    COMMON.put("errno", "the error number, positive; NULL: no error");
  }

  private final NameMacros names = new NameMacros();
  private final List<String> views = new ArrayList<>();

  private CallViews() {}

  /** The statements for all calls that are described, in the order in which they have to run. */
  public static List<String> statements(Descriptions descriptions) {
    CallViews all = new CallViews();
    String families =
        all.names.call(
            descriptions.definitions(Abi.X86_64).symbols().get("address_family"), 2, "w");
    if (!families.equals("calls.\"address_family\"(w)")) {
      throw new IllegalStateException("macros.sql has another name for families than " + families);
    }
    calls(descriptions).forEach(all::view);
    List<String> statements = new ArrayList<>();
    statements.addAll(macros("macros.sql"));
    statements.addAll(all.names.statements());
    statements.addAll(macros("addresses.sql"));
    statements.addAll(all.views);
    return statements;
  }

  private static Map<String, Map<Abi, CallDef>> calls(Descriptions descriptions) {
    Map<String, Map<Abi, CallDef>> calls = new TreeMap<>();
    for (Abi abi : Abi.values()) {
      SyscallNumbers numbers = SyscallNumbers.of(abi);
      for (int number = 0; number < numbers.end(); number++) {
        CallDef call = descriptions.call(abi, number);
        if (call != null) {
          calls
              .computeIfAbsent(numbers.name(number), any -> new EnumMap<>(Abi.class))
              .put(abi, call);
        }
      }
    }
    return calls;
  }

  /**
   * A column as it is being put together: its value and comment by ABI, ABIs whose value is of
   * another kind apart.
   */
  private record Merged(Map<Abi, Value> values, String comment) {}

  private void view(String name, Map<Abi, CallDef> calls) {
    Captures captures = new Captures();
    Map<String, Merged> columns = new LinkedHashMap<>();
    calls.forEach(
        (abi, call) ->
            new Arguments(abi, call, captures, names)
                .columns()
                .forEach((column, value) -> add(columns, free(column), abi, value)));
    StringBuilder sql = new StringBuilder("CREATE VIEW calls." + Text.name(name) + " AS SELECT ");
    List<String> comments = new ArrayList<>();
    String separator = "";
    for (var each : COMMON.entrySet()) {
      sql.append(separator).append("s.").append(each.getKey());
      comments.add(comment(name, each.getKey(), each.getValue()));
      separator = ", ";
    }
    columns.forEach(
        (column, merged) -> {
          sql.append(", ")
              .append(value(merged, calls.size()).sql())
              .append(" AS ")
              .append(Text.name(column));
          comments.add(comment(name, column, merged.comment() + only(merged, calls)));
        });
    sql.append(" FROM main.syscall s").append(captures.join());
    views.add(sql.append(" WHERE s.name = ").append(Text.literal(name)).toString());
    views.add(
        "COMMENT ON VIEW calls." + Text.name(name) + " IS " + Text.literal(describe(name, calls)));
    views.addAll(comments);
  }

  /** A name that no common column has: an argument {@code pid} is column {@code pid_arg}. */
  private static String free(String column) {
    return COMMON.containsKey(column) ? column + "_arg" : column;
  }

  private static void add(Map<String, Merged> columns, String name, Abi abi, Column column) {
    Merged known =
        columns.computeIfAbsent(
            name, any -> new Merged(new EnumMap<>(Abi.class), column.comment()));
    boolean fits =
        known.values.isEmpty()
            || Value.alike(known.values.values().iterator().next(), column.value());
    if (fits) {
      known.values.put(abi, column.value());
    } else {
      add(columns, name + "_" + abi.label(), abi, column);
    }
  }

  private static Value value(Merged merged, int abis) {
    Value first = merged.values.values().iterator().next();
    if (merged.values.size() == abis && merged.values.values().stream().allMatch(first::equals)) {
      return first;
    }
    List<Value.Choice> choices = new ArrayList<>();
    merged.values.forEach(
        (abi, value) ->
            choices.add(new Value.Choice("s.abi = " + Text.literal(abi.label()), value)));
    return Value.merge(choices);
  }

  private static String only(Merged merged, Map<Abi, CallDef> calls) {
    if (merged.values.size() == calls.size()) {
      return "";
    }
    return "; of " + labels(merged.values.keySet()) + " alone";
  }

  private static String labels(java.util.Collection<Abi> abis) {
    return String.join(", ", abis.stream().map(Abi::label).toList());
  }

  private static String describe(String name, Map<Abi, CallDef> calls) {
    List<String> arguments =
        calls.values().iterator().next().parameters().stream().map(Parameter::name).toList();
    return "Calls of "
        + name
        + "("
        + String.join(", ", arguments)
        + "), "
        + labels(calls.keySet())
        + "; a value that is not on the tape is NULL";
  }

  private static String comment(String view, String column, String text) {
    return "COMMENT ON COLUMN calls."
        + Text.name(view)
        + "."
        + Text.name(column)
        + " IS "
        + Text.literal(text);
  }

  private static List<String> macros(String file) {
    try (InputStream in = CallViews.class.getResourceAsStream(file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split(";\\R+"))
          .map(String::strip)
          .filter(s -> !s.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
