package dev.systape.schema.lang;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.lang.Parser.Described;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Definitions;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.SyscallNumbers;
import dev.systape.schema.plan.PlanImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compiles description files. They are read once for each ABI, as names and layouts differ between
 * them; calls that came out the same are one again in the model.
 */
final class Compiler {
  private final Map<Abi, Parser> parsers = new EnumMap<>(Abi.class);
  private final SortedSet<Problem> problems = new TreeSet<>();
  private final MessageDigest digest = sha256();
  private final PlanImage image = new PlanImage();

  private Compiler() {
    for (Abi abi : Abi.values()) {
      parsers.put(abi, new Parser(abi));
    }
  }

  /**
   * Compiles a directory of descriptions, files in the order of their names.
   *
   * @throws IllegalArgumentException with all that is wrong, a line each
   */
  static Compiler of(Path directory) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".txt")).toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return of(texts);
  }

  /** Compiles texts by the name of their file, likewise. */
  static Compiler of(Map<String, String> texts) {
    Compiler compiler = new Compiler();
    texts.forEach(compiler::read);
    compiler.parsers.values().forEach(parser -> compiler.problems.addAll(parser.problems()));
    if (compiler.problems.isEmpty()) {
      compiler.parsers.forEach(compiler::plans);
    }
    if (!compiler.problems.isEmpty()) {
      throw new IllegalArgumentException(
          compiler.problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
    return compiler;
  }

  private void read(String file, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    parsers.values().forEach(parser -> parser.read(file, text));
  }

  /** The capture plans, encoded. */
  byte[] plans() {
    return image.build(hash());
  }

  /** The model. */
  Descriptions descriptions() {
    Map<String, Map<CallDef, Set<String>>> variants = new LinkedHashMap<>();
    parsers.forEach(
        (abi, parser) ->
            parser
                .calls()
                .forEach(
                    described ->
                        variants
                            .computeIfAbsent(described.call().name(), name -> new LinkedHashMap<>())
                            .computeIfAbsent(withAbis(described.call(), Set.of()), call -> labels())
                            .add(abi.label())));
    List<CallDef> calls = new ArrayList<>();
    for (Map<CallDef, Set<String>> ofName : variants.values()) {
      ofName.forEach(
          (call, abis) -> calls.add(withAbis(call, ofName.size() == 1 ? Set.of() : abis)));
    }
    Map<Abi, Definitions> definitions = new EnumMap<>(Abi.class);
    parsers.forEach((abi, parser) -> definitions.put(abi, parser.definitions()));
    return new Descriptions(hash(), calls, definitions);
  }

  private static Set<String> labels() {
    return new LinkedHashSet<>();
  }

  private static CallDef withAbis(CallDef call, Set<String> abis) {
    return new CallDef(call.name(), abis, call.parameters(), call.result(), call.groups());
  }

  private void plans(Abi abi, Parser parser) {
    SyscallNumbers numbers = SyscallNumbers.of(abi);
    for (Described described : parser.calls()) {
      try {
        plan(described.call(), abi, numbers.number(described.call().name()));
      } catch (IllegalArgumentException e) {
        problems.add(new Problem(described.at(), e.getMessage()));
      }
    }
  }

  private void plan(CallDef call, Abi abi, int number) {
    List<Type> types = PlanCompiler.types(call);
    PlanCompiler compiler = new PlanCompiler(call, abi);
    Type.Selected choice = choice(types);
    if (choice == null) {
      image.call(abi.code(), number, image.plan(compiler.compile(types)));
      return;
    }
    int otherwise = image.plan(compiler.compile(with(types, choice, null)));
    image.multiplexed(abi.code(), number, otherwise, choice.selector(), (int) choice.mask());
    for (long value : commands(types, choice)) {
      int plan = image.plan(compiler.compile(with(types, choice, value)));
      image.select(abi.code(), number, (int) value, plan);
    }
  }

  /** The choice whose command selects the plan: the last one. */
  private static Type.Selected choice(List<Type> types) {
    Type.Selected choice = null;
    for (Type type : types) {
      choice = type instanceof Type.Selected selected ? selected : choice;
    }
    return choice;
  }

  private static boolean bySame(Type type, Type.Selected choice) {
    return type instanceof Type.Selected other
        && other.selector() == choice.selector()
        && other.mask() == choice.mask();
  }

  private static SortedSet<Long> commands(List<Type> types, Type.Selected choice) {
    SortedSet<Long> commands = new TreeSet<>();
    for (Type type : types) {
      if (bySame(type, choice)) {
        commands.addAll(((Type.Selected) type).cases().keySet());
      }
    }
    return commands;
  }

  /**
   * The types with every argument that the same command multiplexes replaced by its case, or, where
   * the value is null, by what holds otherwise.
   */
  private static List<Type> with(List<Type> types, Type.Selected choice, Long value) {
    List<Type> result = new ArrayList<>();
    for (Type type : types) {
      if (bySame(type, choice)) {
        Type.Selected selected = (Type.Selected) type;
        result.add(
            value == null
                ? selected.otherwise()
                : selected.cases().getOrDefault(value, selected.otherwise()));
      } else {
        result.add(type);
      }
    }
    return result;
  }

  private long hash() {
    try {
      return ByteBuffer.wrap(((MessageDigest) digest.clone()).digest()).getLong();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
