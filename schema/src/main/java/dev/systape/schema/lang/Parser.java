package dev.systape.schema.lang;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Condition;
import dev.systape.schema.model.Definitions;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.Symbols;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.SyscallNumbers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads description files as they mean on one ABI. Names are defined before they are used, in the
 * order of the files' names. After an error it goes on with the next line that begins an item, so
 * that one run reports several.
 */
final class Parser {
  /**
   * A call as it is on this parser's ABI.
   *
   * @param call the description
   * @param at where it stands
   */
  record Described(CallDef call, Token at) {}

  private record Heading(Token name, Set<String> abis) {}

  private final Abi abi;
  private final Names names;
  private final Map<String, Described> calls = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  Parser(Abi abi) {
    this.abi = abi;
    names = new Names(abi);
  }

  /** Reads one file. */
  void read(String file, String text) {
    TokenStream in = new TokenStream(Lexer.tokens(file, text, problems));
    while (!in.atEnd()) {
      try {
        item(in);
      } catch (DescriptionException e) {
        problems.add(e.problem());
        in.skipItem();
      }
    }
  }

  /** The calls that this ABI has, in the order in which they were read. */
  Collection<Described> calls() {
    return calls.values();
  }

  /** What this ABI's definitions are. */
  Definitions definitions() {
    return names.definitions();
  }

  /** What was wrong. */
  List<Problem> problems() {
    return problems;
  }

  private void item(TokenStream in) throws DescriptionException {
    Token first = in.peek();
    if (in.accept("group")) {
      names.group(in.name("a group's name").text());
      return;
    }
    if (in.accept("extend")) {
      extend(in);
      return;
    }
    boolean definition =
        in.accept("flags") || in.accept("enum") || in.accept("struct") || in.accept("union");
    Heading heading = heading(in, definition);
    if (!heading.abis.isEmpty() && !heading.abis.contains(abi.label())) {
      in.skipItem();
    } else if (definition) {
      boolean counts = names.admits(heading.name, heading.abis);
      define(in, first.text(), heading, counts);
    } else {
      call(in, heading);
    }
  }

  /** Adds to a definition of an earlier file. */
  private void extend(TokenStream in) throws DescriptionException {
    Heading heading = heading(in, true);
    if (!heading.abis.isEmpty() && !heading.abis.contains(abi.label())) {
      in.skipItem();
      return;
    }
    Symbols set = names.symbols(heading.name.text());
    if (set != null) {
      Symbols more = symbols(in, set.flags(), set.name(), null);
      set.values().addAll(more.values());
      set.fields().addAll(more.fields());
      return;
    }
    Names.Cases union = names.union(heading.name.text());
    if (union == null) {
      throw new DescriptionException(
          heading.name, "is no flags, enum or union that is defined before");
    }
    new TypeParser(in, names, Map.of()).moreCases(union);
  }

  private static Heading heading(TokenStream in, boolean definition) throws DescriptionException {
    Token name =
        in.name(
            definition
                ? "a name for this definition"
                : "flags, enum, struct, union, group, extend, or the name of a call");
    Set<String> abis = new LinkedHashSet<>();
    if (in.accept(":")) {
      do {
        Token token = in.name("an ABI: x86_64, i386, aarch64, x32");
        try {
          abis.add(Abi.ofLabel(token.text()).label());
        } catch (IllegalArgumentException e) {
          throw new DescriptionException(token, "is no ABI: one of x86_64, i386, aarch64, x32");
        }
      } while (in.accept(","));
    }
    return new Heading(name, abis);
  }

  private void define(TokenStream in, String keyword, Heading heading, boolean counts)
      throws DescriptionException {
    String name = heading.name.text();
    switch (keyword) {
      case "struct" -> {
        Type.Struct struct = struct(in, name);
        if (counts) {
          names.define(struct);
        }
      }
      case "union" -> {
        Names.Cases union = new TypeParser(in, names, Map.of()).cases();
        if (counts) {
          names.define(name, union);
        }
      }
      default -> {
        String unknown = text(in);
        Symbols set = symbols(in, keyword.equals("flags"), label(heading), unknown);
        if (counts) {
          names.define(set, name);
        }
      }
    }
  }

  /** Sets of names that differ between ABIs stay apart in tables of all names. */
  private static String label(Heading heading) {
    String name = heading.name.text();
    return heading.abis.isEmpty() ? name : name + ":" + String.join(",", heading.abis);
  }

  /** The lists stay open, as long as files are read, for what extends the set. */
  private Symbols symbols(TokenStream in, boolean flags, String label, String unknown)
      throws DescriptionException {
    in.expect("{");
    List<Symbols.Value> values = new ArrayList<>();
    List<Symbols.FieldMask> fields = new ArrayList<>();
    while (!in.accept("}")) {
      if (flags && in.accept("mask")) {
        fields.add(field(in));
      } else if (in.accept("all")) {
        values.addAll(all(in).values());
      } else {
        values.add(value(in));
      }
    }
    return new Symbols(label, flags, unknown, values, fields);
  }

  /** The set that another one takes its names from. */
  private Symbols all(TokenStream in) throws DescriptionException {
    Token name = in.name("the name of a flags or an enum");
    Symbols set = names.symbols(name.text());
    if (set == null) {
      throw new DescriptionException(name, "is no flags or enum that is defined before");
    }
    return set;
  }

  private static Symbols.FieldMask field(TokenStream in) throws DescriptionException {
    long mask = in.number();
    if (in.accept("shift")) {
      String name = in.name("the name of the number of bits").text();
      return new Symbols.FieldMask(mask, List.of(), null, name);
    }
    String unknown = text(in);
    in.expect("{");
    List<Symbols.Value> values = new ArrayList<>();
    while (!in.accept("}")) {
      values.add(value(in));
    }
    return new Symbols.FieldMask(mask, List.copyOf(values), unknown, null);
  }

  /** A text in double quotes, or null where none comes. */
  private static String text(TokenStream in) {
    return in.peek().kind() == Token.Kind.TEXT ? in.next().text().replace("\"", "") : null;
  }

  private static Symbols.Value value(TokenStream in) throws DescriptionException {
    boolean quoted = in.peek().kind() == Token.Kind.TEXT;
    Token name = quoted ? in.next() : in.name("NAME = NUMBER, or }");
    in.expect("=");
    return new Symbols.Value(name.text().replace("\"", ""), in.number());
  }

  private Type.Struct struct(TokenStream in, String name) throws DescriptionException {
    TypeParser types = new TypeParser(in, names, in.fieldNames());
    in.expect("{");
    List<Type.Field> fields = new ArrayList<>();
    while (!in.accept("}")) {
      Token field = in.name("a field's name, or }");
      Type type = types.fieldType();
      Condition condition = in.accept("if") ? types.condition() : null;
      fields.add(new Type.Field(field.text(), type, shown(in), condition));
      in.expect(";");
    }
    return new Type.Struct(name, List.copyOf(fields));
  }

  private static Type.Shown shown(TokenStream in) {
    return in.accept("verbose")
        ? Type.Shown.VERBOSE
        : in.accept("nonzero")
            ? Type.Shown.NONZERO
            : in.accept("hidden")
                ? Type.Shown.HIDDEN
                : in.accept("after")
                    ? Type.Shown.AFTER
                    : in.accept("along") ? Type.Shown.ALONG : Type.Shown.ALWAYS;
  }

  private void call(TokenStream in, Heading heading) throws DescriptionException {
    Token name = heading.name;
    Map<String, Integer> positions = in.parameterNames(type -> TypeParser.words(type, abi));
    List<Parameter> parameters = new TypeParser(in, names, positions).parameters();
    Type result =
        in.accept("->") ? new TypeParser(in, names, Map.of()).type() : new Type.Word(Scalar.INT);
    Set<String> groups = new LinkedHashSet<>();
    while (in.accept("%")) {
      Token group = in.name("a group's name");
      if (!names.isGroup(group.text())) {
        throw new DescriptionException(group, "is no group that is defined before");
      }
      groups.add(group.text());
    }
    if (!known(name, heading.abis)) {
      return;
    }
    Described before = calls.get(name.text());
    boolean general = heading.abis.isEmpty();
    if (before != null && before.call.abis().isEmpty() == general) {
      throw new DescriptionException(name, "is described already at " + before.at.place());
    }
    if (before == null || !general) {
      calls.put(
          name.text(),
          new Described(
              new CallDef(name.text(), heading.abis, List.copyOf(parameters), result, groups),
              name));
    }
  }

  private boolean known(Token name, Set<String> abis) throws DescriptionException {
    if (has(abi, name.text())) {
      return true;
    }
    if (!abis.isEmpty()) {
      throw new DescriptionException(name, "is no call that " + abi.label() + " has");
    }
    for (Abi other : Abi.values()) {
      if (has(other, name.text())) {
        return false;
      }
    }
    throw new DescriptionException(
        name, "is no call that any ABI has: the tables of numbers hold the kernel's names");
  }

  private static boolean has(Abi abi, String name) {
    SyscallNumbers numbers = SyscallNumbers.of(abi);
    return name.equals(numbers.name(numbers.number(name)));
  }
}
