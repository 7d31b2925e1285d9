package dev.systape.schema.ddl.calls;

import dev.systape.schema.model.Symbols;
import dev.systape.schema.numbers.SignalNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Macros that tell the names of a word's values, one a set: {@code calls.open_flags(word)} is a
 * list, {@code calls.whence(word)} a text. Sets that share a name and differ, by ABI or by width,
 * are numbered from 2 on.
 */
final class NameMacros {
  private static final int LAST_SIGNAL = 64;
  private static final String SIGNALS =
      Text.literals(IntStream.rangeClosed(1, LAST_SIGNAL).mapToObj(SignalNames::name).toList());

  private final Map<String, String> nameByBody = new LinkedHashMap<>();
  private final Map<String, String> bodyByName = new LinkedHashMap<>();

  NameMacros() {
    add("signal_name", "coalesce(" + SIGNALS + "[(w & 127)::BIGINT], calls.i32(w)::VARCHAR)");
    List<String> bits = new ArrayList<>();
    for (int i = 0; i < LAST_SIGNAL; i++) {
      bits.add("(w & " + Text.word(1L << i) + ") <> 0");
    }
    add("signal_names", "list_where(" + SIGNALS + ", [" + String.join(", ", bits) + "])");
  }

  private String add(String wanted, String body) {
    String known = nameByBody.get(body);
    if (known != null) {
      return known;
    }
    String name = wanted;
    for (int i = 2; bodyByName.containsKey(name); i++) {
      name = wanted + "_" + i;
    }
    nameByBody.put(body, name);
    bodyByName.put(name, body);
    return name;
  }

  /**
   * The call of the macro for a set.
   *
   * @param width bytes of the word
   * @param word SQL of the word, unsigned
   */
  String call(Symbols symbols, int width, String word) {
    long mask = width == Long.BYTES ? -1 : (1L << 8 * width) - 1;
    String body = symbols.flags() ? flags(symbols, mask) : value(symbols, mask, width);
    return "calls." + Text.name(add(symbols.name(), body)) + "(" + word + ")";
  }

  /** The statements that make the macros that were asked for. */
  List<String> statements() {
    return bodyByName.entrySet().stream()
        .map(each -> "CREATE MACRO calls." + Text.name(each.getKey()) + "(w) AS " + each.getValue())
        .toList();
  }

  private static String value(Symbols symbols, long mask, int width) {
    String unknown =
        "%d".equals(symbols.unknown())
            ? "calls.i" + 8 * width + "(w)::VARCHAR"
            : "%u".equals(symbols.unknown())
                ? "(w & " + Text.word(mask) + ")::VARCHAR"
                : "calls.hexadecimal(w & " + Text.word(mask) + ")";
    Map<Long, String> names = new LinkedHashMap<>();
    symbols.values().forEach(each -> names.putIfAbsent(each.value() & mask, each.name()));
    if (names.isEmpty()) {
      return unknown;
    }
    List<String> words = names.keySet().stream().map(Text::word).toList();
    return "coalesce("
        + Text.literals(names.values())
        + "[list_position(["
        + String.join(", ", words)
        + "], w & "
        + Text.word(mask)
        + ")], "
        + unknown
        + ")";
  }

  /** What has a name, when it is shown, and the bits that it stands for. */
  private record Item(String name, String shown, long cover) {}

  private static String flags(Symbols symbols, long mask) {
    List<Item> items = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    long taken = 0;
    for (Symbols.FieldMask field : symbols.fields()) {
      long bits = field.mask() & mask;
      if (field.shift() != null) {
        taken |= bits;
        numbers.add(shifted(field, bits));
      } else if (bits != 0) {
        field(field, bits, items, numbers);
        taken |= field.unknown() != null ? bits : 0;
      }
    }
    long single = taken;
    List<String> compound = new ArrayList<>();
    for (Symbols.Value each : symbols.values()) {
      long value = each.value() & mask;
      if (value == 0 || (value & taken) != 0 || covered(items, value)) {
        continue;
      }
      StringBuilder shown = new StringBuilder(has(value, value));
      for (Item earlier : items) {
        if ((earlier.cover & value) != 0) {
          shown.append(" AND NOT (").append(earlier.shown).append(")");
        }
      }
      items.add(new Item(each.name(), shown.toString(), value));
      if (Long.bitCount(value) == 1) {
        single |= value;
      }
    }
    for (Item item : items) {
      if ((item.cover & ~single) != 0) {
        compound.add(
            "(CASE WHEN " + item.shown + " THEN " + Text.word(item.cover) + " ELSE 0 END)");
      }
    }
    String known = Text.word(single);
    for (String each : compound) {
      known = "(" + known + " | " + each + ")";
    }
    String rest = "((w & " + Text.word(mask) + ") & xor(" + known + ", " + Text.word(-1) + "))";
    return list(symbols, mask, items, numbers, rest);
  }

  private static boolean covered(List<Item> items, long value) {
    return items.stream()
        .anyMatch(item -> item.cover == value && item.shown.equals(has(value, value)));
  }

  private static String list(
      Symbols symbols, long mask, List<Item> items, List<String> numbers, String rest) {
    List<String> names = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    for (Item item : items) {
      names.add(Text.literal(item.name));
      shown.add(item.shown);
    }
    numbers.forEach(
        number -> {
          names.add(number);
          shown.add(number + " IS NOT NULL");
        });
    names.add("calls.hexadecimal(" + rest + ")");
    shown.add(rest + " <> 0");
    String zero = symbols.nameOf(0);
    if (zero != null) {
      names.add(Text.literal(zero));
      shown.add("(w & " + Text.word(mask) + ") = 0");
    }
    return "CASE WHEN w IS NOT NULL THEN list_where(["
        + String.join(", ", names)
        + "], ["
        + String.join(", ", shown)
        + "]) END";
  }

  private static void field(
      Symbols.FieldMask field, long bits, List<Item> items, List<String> numbers) {
    List<String> words = new ArrayList<>();
    for (Symbols.Value each : field.values()) {
      String word = Text.word(each.value());
      if (!words.contains(word)) {
        words.add(word);
        items.add(new Item(each.name(), has(bits, each.value()), bits));
      }
    }
    if (field.unknown() != null) {
      String part = "(w & " + Text.word(bits) + ")";
      numbers.add(
          "(CASE WHEN "
              + part
              + " NOT IN ("
              + String.join(", ", words)
              + ") THEN calls.hexadecimal("
              + part
              + ") END)");
    }
  }

  private static String shifted(Symbols.FieldMask field, long bits) {
    int shift = Long.numberOfTrailingZeros(field.mask());
    String part = "(w & " + Text.word(bits) + ")";
    return "(CASE WHEN "
        + part
        + " <> 0 THEN (("
        + part
        + " >> "
        + shift
        + ")::VARCHAR || "
        + Text.literal("<<" + field.shift())
        + ") END)";
  }

  private static String has(long mask, long value) {
    return "(w & " + Text.word(mask) + ") = " + Text.word(value);
  }
}
