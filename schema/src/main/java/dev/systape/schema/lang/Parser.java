package dev.systape.schema.lang;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.Symbols;
import dev.systape.schema.model.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads description files into the model. Names are defined before they are used, in the order of
 * the files' names. After an error it goes on behind the next blank line's item, so that one run
 * reports several.
 */
final class Parser {
  private final Map<String, Symbols> symbols = new LinkedHashMap<>();
  private final Map<String, Type.Struct> structs = new LinkedHashMap<>();
  private final List<CallDef> calls = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();

  /** Reads one file. */
  void read(String file, String text) {
    try {
      TokenStream in = new TokenStream(Lexer.tokens(file, text));
      while (!in.atEnd()) {
        try {
          item(in);
        } catch (DescriptionException e) {
          errors.add(e.getMessage());
          in.skipItem();
        }
      }
    } catch (DescriptionException e) {
      errors.add(e.getMessage());
    }
  }

  /** The calls, in the order in which they were read. */
  List<CallDef> calls() {
    return calls;
  }

  /** What was wrong, a line each; empty where nothing was. */
  List<String> errors() {
    return errors;
  }

  private void item(TokenStream in) throws DescriptionException {
    if (in.accept("flags")) {
      flags(in);
    } else if (in.accept("enum")) {
      Token name = defined(in);
      symbols.put(name.text(), new Symbols(name.text(), false, values(in), List.of()));
    } else if (in.accept("struct")) {
      struct(in);
    } else {
      calls.add(call(in));
    }
  }

  private Token defined(TokenStream in) throws DescriptionException {
    Token name = in.name("a name for this definition");
    if (symbols.containsKey(name.text())
        || structs.containsKey(name.text())
        || Scalar.ofLabel(name.text()) != null) {
      throw new DescriptionException(name, "is defined already");
    }
    return name;
  }

  private void flags(TokenStream in) throws DescriptionException {
    Token name = defined(in);
    in.expect("{");
    List<Symbols.Value> values = new ArrayList<>();
    List<Symbols.FieldMask> fields = new ArrayList<>();
    while (!in.accept("}")) {
      if (in.accept("mask")) {
        fields.add(new Symbols.FieldMask(in.number(), values(in)));
      } else {
        values.add(value(in));
      }
    }
    symbols.put(name.text(), new Symbols(name.text(), true, values, fields));
  }

  private static List<Symbols.Value> values(TokenStream in) throws DescriptionException {
    List<Symbols.Value> values = new ArrayList<>();
    in.expect("{");
    while (!in.accept("}")) {
      values.add(value(in));
    }
    return values;
  }

  private static Symbols.Value value(TokenStream in) throws DescriptionException {
    Token name = in.name("NAME = NUMBER, or }");
    in.expect("=");
    return new Symbols.Value(name.text(), in.number());
  }

  private void struct(TokenStream in) throws DescriptionException {
    Token name = defined(in);
    in.expect("{");
    List<Type.Field> fields = new ArrayList<>();
    TypeParser types = new TypeParser(in, symbols, structs, Map.of());
    while (!in.accept("}")) {
      Token field = in.name("a field's name, or }");
      Type type = types.fieldType();
      fields.add(new Type.Field(field.text(), type, in.accept("verbose")));
      in.expect(";");
    }
    structs.put(name.text(), new Type.Struct(name.text(), fields));
  }

  private CallDef call(TokenStream in) throws DescriptionException {
    Token name = in.name("flags, enum, struct, or the name of a call");
    Set<String> abis = new LinkedHashSet<>();
    if (in.accept(":")) {
      do {
        Token abi = in.name("an ABI: x86_64, i386, aarch64, x32");
        try {
          abis.add(Abi.ofLabel(abi.text()).label());
        } catch (IllegalArgumentException e) {
          throw new DescriptionException(abi, "is no ABI: one of x86_64, i386, aarch64, x32");
        }
      } while (in.accept(","));
    }
    List<Parameter> parameters =
        new TypeParser(in, symbols, structs, in.parameterNames()).parameters();
    Type result =
        in.accept("->")
            ? new TypeParser(in, symbols, structs, Map.of()).type()
            : new Type.Word(Scalar.INT);
    Set<String> groups = new LinkedHashSet<>();
    while (in.accept("%")) {
      groups.add(in.name("a group's name").text());
    }
    return new CallDef(name.text(), abis, parameters, result, groups);
  }
}
