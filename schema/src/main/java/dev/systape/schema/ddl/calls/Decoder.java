package dev.systape.schema.ddl.calls;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.Condition;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Symbols;
import dev.systape.schema.model.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** SQL of values of types that lie in bytes or in a word, on one ABI. */
final class Decoder {
  /** Elements of an array in a struct that become a list; a longer one stays bytes. */
  private static final int LIST_LIMIT = 16;

  /** Bytes in a struct that mean nothing. */
  private static final Pattern PADDING =
      Pattern.compile("_*(pad(ding)?|spare|unused|reserved|resv)_*\\d*_*");

  private final Abi abi;
  private final NameMacros names;

  Decoder(Abi abi, NameMacros names) {
    this.abi = abi;
    this.names = names;
  }

  /**
   * A word of a type, under a name; one with names for its values becomes two, the second with
   * {@code _raw} behind its name.
   *
   * @param word SQL of the word, unsigned, of 64 bits
   * @param heavy whether the word is worth computing once
   */
  void word(String name, Type type, String word, boolean heavy, Map<String, Value> out) {
    if (type instanceof Type.Named named) {
      int width = width(named);
      raw(name, named.symbols(), width, word, heavy, out);
    } else if (type instanceof Type.Word plain) {
      scalar(name, plain.scalar(), word, out);
    } else {
      out.put(name, number(abi.pointerWidth(), false, word));
    }
  }

  private int width(Type.Named named) {
    return named.width() == 0 ? abi.pointerWidth() : named.width();
  }

  private void raw(
      String name, Symbols symbols, int width, String word, boolean heavy, Map<String, Value> out) {
    String call =
        heavy
            ? "list_transform(["
                + word
                + "], lambda word: "
                + names.call(symbols, width, "word")
                + ")[1]"
            : names.call(symbols, width, word);
    out.put(name, new Value.Leaf(call, symbols.flags() ? "VARCHAR[]" : "VARCHAR"));
    out.put(name + "_raw", number(width, false, word));
  }

  private void scalar(String name, Scalar scalar, String word, Map<String, Value> out) {
    int width = scalar == Scalar.MODE ? 4 : scalar.width(abi);
    switch (scalar.form()) {
      case SIGNAL -> {
        out.put(name, new Value.Leaf("calls.signal_name(" + word + ")", "VARCHAR"));
        out.put(name + "_raw", number(width, true, word));
      }
      case SIGSET -> {
        String masked = width == 8 ? word : "(" + word + " & 4294967295)";
        String call =
            "list_transform(["
                + masked
                + "], lambda word: CASE WHEN word IS NOT NULL THEN calls.signal_names(word) END)[1]";
        out.put(name, new Value.Leaf(call, "VARCHAR[]"));
        out.put(name + "_raw", number(width, false, word));
      }
      case DECIMAL,
          HEX,
          OCTAL,
          ADDRESS,
          KERNEL_VERSION,
          FD,
          DIRFD,
          FILE_MODE,
          DEVICE,
          WAIT_STATUS ->
          out.put(name, number(width, scalar.signed(), word));
      case PORT ->
          out.put(
              name,
              new Value.Leaf(
                  "calls.u16((" + word + " & 255) * 256 + ((" + word + " >> 8) & 255))",
                  "USMALLINT"));
      case IN_ADDR ->
          out.put(
              name,
              new Value.Leaf(
                  "(("
                      + word
                      + " & 255) || '.' || (("
                      + word
                      + " >> 8) & 255) || '.' || (("
                      + word
                      + " >> 16) & 255) || '.' || (("
                      + word
                      + " >> 24) & 255))",
                  "VARCHAR"));
    }
  }

  /** A number of 1, 2, 4, 6 or 8 bytes out of a word of 8. */
  private static Value number(int width, boolean signed, String word) {
    if (width == Long.BYTES || Integer.bitCount(width) != 1) {
      String type = signed ? "BIGINT" : "UBIGINT";
      return new Value.Leaf(signed ? "calls.i64(" + word + ")" : word, type);
    }
    String macro = "calls." + (signed ? "i" : "u") + 8 * width;
    return new Value.Leaf(macro + "(" + word + ")", Numbers.type(width, signed));
  }

  /**
   * What lies in bytes: a word, its names, or a struct.
   *
   * @param bytes SQL of the bytes, which is short
   * @param offset SQL of where it begins
   */
  void memory(String name, Type type, String bytes, String offset, Map<String, Value> out) {
    if (type instanceof Type.Struct struct) {
      Map<String, Value> fields = fields(struct, bytes, offset);
      String guard = "octet_length(" + bytes + ") > " + offset;
      if (!fields.isEmpty()) {
        out.put(name, new Value.Fields(guard, fields));
      }
    } else if (type instanceof Type.Chars || type instanceof Type.Quoted) {
      int length = StructLayout.size(type, abi);
      String macro = type instanceof Type.Chars ? "calls.chars(" : "calls.bytes(";
      String sql = macro + bytes + ", " + offset + ", " + length + ")";
      out.put(name, new Value.Leaf(sql, type instanceof Type.Chars ? "VARCHAR" : "BLOB"));
    } else if (type instanceof Type.Repeated repeated) {
      repeated(name, repeated.element(), repeated.count(), bytes, offset, out);
    } else if (type instanceof Type.Counted counted) {
      repeated(name, counted.element(), counted.room(), bytes, offset, out);
    } else if (type instanceof Type.Trailing) {
      out.put(name, new Value.Leaf("calls.rest(" + bytes + ", " + offset + ")", "BLOB"));
    } else if (type instanceof Type.Selected union) {
      int size = StructLayout.size(union, abi);
      out.put(
          name, new Value.Leaf("calls.bytes(" + bytes + ", " + offset + ", " + size + ")", "BLOB"));
    } else {
      word(name, type, load(type, bytes, offset), true, out);
    }
  }

  private String load(Type type, String bytes, String offset) {
    return "calls.le(" + bytes + ", " + offset + ", " + StructLayout.size(type, abi) + ")";
  }

  private void repeated(
      String name, Type element, int count, String bytes, String offset, Map<String, Value> out) {
    int size = StructLayout.size(element, abi);
    if (count > LIST_LIMIT) {
      String sql = "calls.bytes(" + bytes + ", " + offset + ", " + size * count + ")";
      out.put(name, new Value.Leaf(sql, "BLOB"));
      return;
    }
    List<String> elements = new ArrayList<>();
    String type = null;
    for (int i = 0; i < count; i++) {
      Map<String, Value> one = new LinkedHashMap<>();
      memory(name, element, bytes, plus(offset, i * size), one);
      if (one.isEmpty()) {
        return;
      }
      elements.add(one.get(name).sql());
      type = one.get(name).type();
    }
    if (type != null) {
      String list = "[" + String.join(", ", elements) + "]";
      String guard = "octet_length(" + bytes + ") >= " + plus(offset, size * count);
      out.put(name, new Value.Leaf("CASE WHEN " + guard + " THEN " + list + " END", type + "[]"));
    }
  }

  /** As many elements as bytes hold, as a list; those with names for values as structs. */
  void array(String name, Type element, String bytes, Map<String, Value> out) {
    int size = StructLayout.size(element, abi);
    if (size == 0) {
      return;
    }
    Map<String, Value> one = new LinkedHashMap<>();
    memory(name, element, bytes, "i * " + size, one);
    one.forEach(
        (key, value) ->
            out.put(
                key,
                new Value.Leaf(
                    "list_transform(range((octet_length("
                        + bytes
                        + ") // "
                        + size
                        + ")::BIGINT), lambda i: "
                        + value.sql()
                        + ")",
                    value.type() + "[]")));
  }

  private Map<String, Value> fields(Type.Struct struct, String bytes, String offset) {
    Map<String, Value> out = new LinkedHashMap<>();
    for (int i = 0; i < struct.fields().size(); i++) {
      Type.Field field = struct.fields().get(i);
      if (field.type() instanceof Type.Same
          || field.shown() == Type.Shown.HIDDEN
          || PADDING.matcher(field.name()).matches()) {
        continue;
      }
      String at = plus(offset, StructLayout.offset(struct, i, abi));
      Map<String, Value> values = new LinkedHashMap<>();
      if (field.type() instanceof Type.Selected union && field.name().equals("_")) {
        union(struct, union, bytes, offset, at, values);
      } else {
        memory(field.name(), field.type(), bytes, at, values);
      }
      String condition = condition(struct, field.condition(), bytes, offset);
      values.forEach((name, value) -> out.putIfAbsent(name, when(condition, value)));
    }
    return out;
  }

  private static Value when(String condition, Value value) {
    if (condition == null) {
      return value;
    }
    if (value instanceof Value.Fields struct) {
      return new Value.Fields("(" + condition + ") AND " + struct.guard(), struct.fields());
    }
    return new Value.Leaf("CASE WHEN " + condition + " THEN " + value.sql() + " END", value.type());
  }

  private String condition(Type.Struct struct, Condition condition, String bytes, String offset) {
    if (condition == null) {
      return null;
    }
    String word = field(struct, condition.argument(), bytes, offset);
    return holds(condition, word);
  }

  private String field(Type.Struct struct, int index, String bytes, String offset) {
    Type type = struct.fields().get(index).type();
    return load(type, bytes, plus(offset, StructLayout.offset(struct, index, abi)));
  }

  /** SQL of whether a condition holds for a word. */
  static String holds(Condition condition, String word) {
    String bits = "(" + word + " & " + Text.word(condition.mask()) + ")";
    return condition.value() == null ? bits + " <> 0" : bits + " = " + Text.word(condition.value());
  }

  /** The fields of a union's cases, which stand among those of the struct. */
  private void union(
      Type.Struct struct,
      Type.Selected union,
      String bytes,
      String offset,
      String at,
      Map<String, Value> out) {
    String selector = field(struct, union.selector(), bytes, offset);
    Map<String, List<Value.Choice>> choices = new LinkedHashMap<>();
    union
        .cases()
        .forEach(
            (value, type) -> cases(type, selected(union, selector, value), bytes, at, choices));
    String others =
        "NOT coalesce(("
            + selector
            + " & "
            + Text.word(union.mask())
            + ") IN ("
            + String.join(", ", union.cases().keySet().stream().map(Text::word).toList())
            + "), true)";
    cases(union.otherwise(), others, bytes, at, choices);
    choices.forEach((name, values) -> out.put(name, Value.merge(values)));
  }

  private static String selected(Type.Selected union, String selector, long value) {
    return "("
        + selector
        + " & "
        + Text.word(union.mask())
        + ") = "
        + Text.word(value & union.mask());
  }

  private void cases(
      Type type,
      String condition,
      String bytes,
      String at,
      Map<String, List<Value.Choice>> choices) {
    if (!(type instanceof Type.Struct inner)) {
      return;
    }
    fields(inner, bytes, at)
        .forEach(
            (name, value) -> {
              List<Value.Choice> known = choices.computeIfAbsent(name, any -> new ArrayList<>());
              if (known.isEmpty() || Value.alike(known.get(0).value(), value)) {
                known.add(new Value.Choice(condition, value));
              }
            });
  }

  private static String plus(String offset, int more) {
    if (offset.matches("\\d+")) {
      return Integer.toString(Integer.parseInt(offset) + more);
    }
    return more == 0 ? offset : offset + " + " + more;
  }
}
