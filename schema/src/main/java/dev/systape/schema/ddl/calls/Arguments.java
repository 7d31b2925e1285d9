package dev.systape.schema.ddl.calls;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.ddl.calls.Captures.Phase;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Direction;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The columns of a call's arguments and of its result, on one ABI. */
final class Arguments {
  /** Kinds of arguments of a multiplexed call that are decoded; one with more keeps to bytes. */
  private static final int KINDS = 24;

  private final Abi abi;
  private final CallDef call;
  private final Captures captures;
  private final Decoder decoder;
  private final Map<String, Column> columns = new LinkedHashMap<>();

  /**
   * A column.
   *
   * @param value what it is computed from
   * @param comment what it is
   */
  record Column(Value value, String comment) {}

  Arguments(Abi abi, CallDef call, Captures captures, NameMacros names) {
    this.abi = abi;
    this.call = call;
    this.captures = captures;
    decoder = new Decoder(abi, names);
  }

  /** The columns, by name, in order. */
  Map<String, Column> columns() {
    for (int i = 0; i < call.parameters().size(); i++) {
      parameter(i);
    }
    result();
    return columns;
  }

  private void parameter(int index) {
    Parameter parameter = call.parameters().get(index);
    Map<String, Column> mine = new LinkedHashMap<>();
    argument(index, parameter.name(), parameter.type(), mine);
    String condition =
        parameter.condition() == null
            ? null
            : Decoder.holds(parameter.condition(), word(parameter.condition().argument()));
    mine.forEach(
        (name, column) -> {
          Column shown =
              condition == null
                  ? column
                  : new Column(
                      when(condition, column.value()),
                      column.comment() + "; NULL where the call takes none");
          if (columns.putIfAbsent(name, shown) != null) {
            throw new IllegalStateException(call.name() + " has two columns " + name);
          }
        });
  }

  private static Value when(String condition, Value value) {
    return new Value.Leaf("CASE WHEN " + condition + " THEN " + value.sql() + " END", value.type());
  }

  private static String word(int index) {
    return "s.arg" + index;
  }

  private void argument(int index, String name, Type type, Map<String, Column> out) {
    String what = "argument " + (index + 1);
    if (type instanceof Type.Word word) {
      scalar(index, name, word.scalar(), out);
    } else if (type instanceof Type.Named named) {
      Map<String, Value> values = new LinkedHashMap<>();
      decoder.word(name, named, word(index), false, values);
      named(name, named, what, values, out);
    } else if (type instanceof Type.Path || type instanceof Type.Text) {
      text(
          name,
          what + ", " + (type instanceof Type.Path ? "a path as given" : "a string"),
          captures.text(index),
          out);
      address(index, name, out);
    } else if (type instanceof Type.Selected union) {
      union(index, name, union, out);
    } else if (type instanceof Type.IocData) {
      out.put(name, new Column(pointer(index), what + ", the word"));
      data(index, name, out);
    } else if (type instanceof Type.Stack stack) {
      Map<String, Value> values = new LinkedHashMap<>();
      decoder.memory(name, stack.element(), captures.stack(index), "0", values);
      values.forEach((key, value) -> out.put(key, new Column(value, "what lies on the stack")));
    } else {
      pointee(index, name, type, what, out);
      address(index, name, out);
    }
  }

  private static void named(
      String name,
      Type.Named named,
      String what,
      Map<String, Value> values,
      Map<String, Column> out) {
    String set = named.symbols().name();
    String text =
        named.symbols().flags()
            ? ", the names of its flags in set "
                + set
                + " of flag_def, what has no name in hexadecimal"
            : ", its name in set " + set + " of flag_def, else the number";
    values.forEach(
        (key, value) ->
            out.put(key, new Column(value, what + (key.equals(name) ? text : ", the word"))));
  }

  private void scalar(int index, String name, Scalar scalar, Map<String, Column> out) {
    String what = "argument " + (index + 1);
    if (scalar == Scalar.VOID || scalar == Scalar.HIGH) {
      return;
    }
    Map<String, Value> values = new LinkedHashMap<>();
    if ((scalar == Scalar.LOW || scalar == Scalar.LOW_LAST) && scalar.width(abi) < Long.BYTES) {
      int high = scalar == Scalar.LOW ? index + 1 : index - 1;
      String both =
          "(("
              + word(index)
              + " & 4294967295) + ("
              + word(high)
              + " & 4294967295) * 4294967296::UBIGINT)";
      values.put(name, new Value.Leaf("calls.i64(" + both + ")", "BIGINT"));
    } else {
      decoder.word(name, new Type.Word(scalar), word(index), false, values);
    }
    values.forEach(
        (key, value) ->
            out.put(
                key,
                new Column(value, what + (key.equals(name) ? "" : ", the word") + unit(scalar))));
  }

  private static String unit(Scalar scalar) {
    return switch (scalar) {
      case FD, DIRFD -> ", a descriptor";
      case SIZE -> ", bytes";
      case OFFSET -> ", a position in bytes";
      case MODE -> ", permission bits";
      case ADDRESS -> ", an address";
      case PID -> ", a process, thread or group";
      case UID, UID16 -> ", a user";
      case GID, GID16 -> ", a group";
      default -> "";
    };
  }

  private Value pointer(int index) {
    return new Value.Leaf(word(index), "UBIGINT");
  }

  private void address(int index, String name, Map<String, Column> out) {
    out.put(
        name + "_address",
        new Column(
            pointer(index),
            "argument " + (index + 1) + ", the pointer itself; 0: NULL in the program"));
  }

  private static void text(String name, String what, String bytes, Map<String, Column> out) {
    out.put(
        name,
        new Column(
            new Value.Leaf("calls.text(" + bytes + ")", "VARCHAR"),
            what + ", bytes that are no UTF-8 as \\xNN; NULL: not on the tape"));
    out.put(
        name + "_raw",
        new Column(new Value.Leaf(bytes, "BLOB"), what + ", its bytes; NULL: not on the tape"));
  }

  private void pointee(int index, String name, Type type, String what, Map<String, Column> out) {
    if (type instanceof Type.Answered answered) {
      content(index, name, answered.question(), Phase.BEFORE, what + " before the call", out);
      content(index, name + "_exit", answered.answer(), Phase.EXIT, what + " after the call", out);
    } else if (direction(type) == Direction.INOUT) {
      content(index, name, type, Phase.BEFORE, what + " before the call", out);
      content(index, name + "_exit", type, Phase.EXIT, what + " after the call", out);
    } else {
      Phase phase = direction(type) == Direction.OUT ? Phase.EXIT : Phase.ENTRY;
      content(index, name, type, phase, what, out);
    }
  }

  private static Direction direction(Type type) {
    if (type instanceof Type.Bytes bytes) {
      return bytes.direction();
    } else if (type instanceof Type.Opaque opaque) {
      return opaque.direction();
    } else if (type instanceof Type.Pointer pointer) {
      return pointer.direction();
    } else if (type instanceof Type.Sized sized) {
      return sized.direction();
    } else if (type instanceof Type.Address address) {
      return address.direction();
    } else if (type instanceof Type.Iovec iovec) {
      return iovec.direction();
    } else if (type instanceof Type.Message message) {
      return message.direction();
    } else if (type instanceof Type.Messages messages) {
      return messages.direction();
    }
    return Direction.IN;
  }

  private void content(
      int index, String name, Type type, Phase phase, String what, Map<String, Column> out) {
    if (type instanceof Type.Bytes bytes) {
      buffer(index, name, bytes.whole(), phase, what, out);
    } else if (type instanceof Type.Opaque) {
      buffer(index, name, false, phase, what, out);
    } else if (type instanceof Type.Pointer pointer) {
      memory(index, name, pointer.element(), pointer.count() != null, phase, what, out);
    } else if (type instanceof Type.Sized sized) {
      memory(index, name, sized.struct(), false, phase, what, out);
    } else if (type instanceof Type.Address) {
      String bytes = captures.bytes(index, phase);
      String struct = "STRUCT(family VARCHAR, address VARCHAR, port USMALLINT, path VARCHAR)";
      out.put(
          name,
          new Column(
              new Value.Leaf("calls.sockaddr(" + bytes + ")", struct),
              what
                  + ", a socket address: its family, with what is known of address, port and path"));
      out.put(name + "_raw", new Column(new Value.Leaf(bytes, "BLOB"), what + ", its bytes"));
    } else if (type instanceof Type.Strings) {
      String texts = captures.texts(index);
      out.put(
          name,
          new Column(
              new Value.Leaf("list_transform(" + texts + ", lambda b: calls.text(b))", "VARCHAR[]"),
              what + ", strings, bytes that are no UTF-8 as \\xNN; NULL: none on the tape"));
      out.put(name + "_raw", new Column(new Value.Leaf(texts, "BLOB[]"), what + ", their bytes"));
    } else if (type instanceof Type.Iovec
        || type instanceof Type.Message
        || type instanceof Type.Messages) {
      out.put(
          name,
          new Column(
              new Value.Leaf(captures.data(index, phase), "BLOB[]"),
              what + ", the data, element by element; NULL: none on the tape"));
      out.put(
          name + "_length",
          new Column(
              new Value.Leaf(captures.lengths(index, phase), "UBIGINT[]"),
              what + ", bytes in each element, of which fewer may be on the tape"));
    }
  }

  private void buffer(
      int index, String name, boolean text, Phase phase, String what, Map<String, Column> out) {
    String bytes = captures.bytes(index, phase);
    if (text) {
      text(name, what, bytes, out);
    } else {
      out.put(
          name,
          new Column(
              new Value.Leaf(bytes, "BLOB"),
              what + ", its bytes, cut to the string limit of the tape; NULL: not on the tape"));
    }
    out.put(
        name + "_length",
        new Column(
            new Value.Leaf(captures.length(index, phase), "UBIGINT"),
            what + ", bytes that the call spoke of"));
  }

  private void memory(
      int index,
      String name,
      Type element,
      boolean many,
      Phase phase,
      String what,
      Map<String, Column> out) {
    Map<String, Value> values = new LinkedHashMap<>();
    String bytes = captures.bytes(index, phase);
    if (many) {
      decoder.array(name, element, bytes, values);
    } else {
      decoder.memory(name, element, bytes, "0", values);
    }
    String kind = element instanceof Type.Struct struct ? ", struct " + struct.name() : "";
    values.forEach(
        (key, value) ->
            out.put(
                key,
                new Column(
                    value,
                    what
                        + (many ? ", what it points to, a list" : ", what it points to")
                        + kind
                        + (key.equals(name) ? "" : ", the word")
                        + "; NULL: not on the tape")));
  }

  private void data(int index, String name, Map<String, Column> out) {
    String what = "argument " + (index + 1) + ", the memory behind it ";
    out.put(
        name + "_data",
        new Column(
            new Value.Leaf(captures.bytes(index, Phase.BEFORE), "BLOB"),
            what + "before the call; NULL: not on the tape"));
    out.put(
        name + "_data_exit",
        new Column(
            new Value.Leaf(captures.bytes(index, Phase.EXIT), "BLOB"),
            what + "after the call; NULL: not on the tape"));
  }

  private void union(int index, String name, Type.Selected union, Map<String, Column> out) {
    String what = "argument " + (index + 1);
    out.put(
        name, new Column(pointer(index), what + ", the word, which means what the command says"));
    Map<Type, List<String>> kinds = new LinkedHashMap<>();
    union
        .cases()
        .forEach(
            (value, type) ->
                kinds
                    .computeIfAbsent(type, any -> new ArrayList<>())
                    .add(Text.word(value & union.mask())));
    data(index, name, out);
    if (kinds.size() > KINDS) {
      return;
    }
    String selector =
        "(" + word(union.selector()) + " & " + Text.word(union.mask() & selectorMask(union)) + ")";
    kinds.forEach(
        (type, values) ->
            decoded(index, name, type, selector + " IN (" + String.join(", ", values) + ")", out));
    String listed =
        union.cases().keySet().stream()
            .map(value -> Text.word(value & union.mask()))
            .collect(Collectors.joining(", "));
    decoded(index, name, union.otherwise(), selector + " NOT IN (" + listed + ")", out);
  }

  /** The columns of one kind of argument, which is there under a condition. */
  private void decoded(
      int index, String name, Type type, String condition, Map<String, Column> out) {
    String suffix = suffix(type);
    if (suffix == null || out.containsKey(name + "_" + suffix)) {
      return;
    }
    String what = "argument " + (index + 1);
    Map<String, Column> columns = new LinkedHashMap<>();
    if (type instanceof Type.Pointer
        || type instanceof Type.Sized
        || type instanceof Type.Address) {
      pointee(index, name + "_" + suffix, type, what, columns);
    } else {
      argument(index, name + "_" + suffix, type, columns);
      columns.remove(name + "_" + suffix + "_address");
    }
    columns.forEach(
        (key, column) ->
            out.putIfAbsent(
                key,
                new Column(
                    when(condition, column.value()),
                    column.comment() + "; NULL with other commands")));
  }

  private long selectorMask(Type.Selected union) {
    return call.parameters().get(union.selector()).type() instanceof Type.Named named
                && named.width() == 4
            || abi.pointerWidth() == 4
        ? 0xffff_ffffL
        : -1;
  }

  /** What is put behind the name for a kind of argument; null for one that is not decoded. */
  private static String suffix(Type type) {
    if (type instanceof Type.Named named) {
      return named.symbols().name();
    } else if (type instanceof Type.Path) {
      return "path";
    } else if (type instanceof Type.Text) {
      return "text";
    } else if (type instanceof Type.Address) {
      return "sockaddr";
    } else if (type instanceof Type.Sized sized) {
      return sized.struct().name();
    } else if (type instanceof Type.Pointer pointer) {
      return pointer.element() instanceof Type.Struct struct
          ? struct.name()
          : pointer.element() instanceof Type.Named named
              ? named.symbols().name()
              : pointer.element() instanceof Type.Word word ? suffix(word.scalar()) : null;
    }
    return null;
  }

  /** NAME_address is where a pointer points to, whatever lies there. */
  private static String suffix(Scalar scalar) {
    return scalar == Scalar.ADDRESS ? "pointer" : scalar.label();
  }

  private void result() {
    if (!(call.result() instanceof Type.Named)
        && !(call.result() instanceof Type.Word word
            && (word.scalar() == Scalar.SIGNAL || word.scalar() == Scalar.SIGSET32))) {
      return;
    }
    Map<String, Value> values = new LinkedHashMap<>();
    decoder.word("ret_name", call.result(), "TRY_CAST(s.ret AS UBIGINT)", false, values);
    columns.put(
        "ret_name",
        new Column(
            when("s.ret >= 0", values.get("ret_name")),
            "the result by the names of its values; NULL where the call failed"));
  }
}
