package dev.systape.schema.lang;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.SyscallNumbers;
import dev.systape.schema.plan.CapturePlans;
import dev.systape.schema.plan.PlanImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The build step: description files in, {@code capture.plan} and {@code descriptions.bin} out.
 * Arguments: the directory of the descriptions, the directory of the classes.
 */
public final class CompileDescriptions {
  private CompileDescriptions() {}

  /** Compiles; errors go to standard error and fail the build. */
  public static void main(String[] args) throws IOException {
    Path out = Path.of(args[1]);
    try {
      Compiled compiled = compile(Path.of(args[0]));
      write(
          out.resolve("dev/systape/schema/plan").resolve(CapturePlans.RESOURCE), compiled.plans());
      write(
          out.resolve("dev/systape/schema/model").resolve(Descriptions.RESOURCE), compiled.model());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /** Both images. */
  record Compiled(byte[] plans, byte[] model) {}

  /**
   * Compiles a directory of descriptions.
   *
   * @throws IllegalArgumentException with all errors, a line each
   */
  static Compiled compile(Path directory) throws IOException {
    Parser parser = new Parser();
    MessageDigest digest = sha256();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".txt")).sorted().toList()) {
        String text = Files.readString(file);
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        parser.read(file.getFileName().toString(), text);
      }
    }
    List<String> errors = new ArrayList<>(parser.errors());
    checkNames(parser.calls(), errors);
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", errors));
    }
    long hash = ByteBuffer.wrap(digest.digest()).getLong();
    Descriptions descriptions = new Descriptions(hash, parser.calls());
    return new Compiled(plans(descriptions, hash), descriptions.encode());
  }

  private static void checkNames(List<CallDef> calls, List<String> errors) {
    for (CallDef call : calls) {
      boolean known = false;
      for (Abi abi : Abi.values()) {
        known |=
            call.appliesTo(abi.label()) && SyscallNumbers.of(abi).names().contains(call.name());
      }
      if (!known) {
        errors.add("'" + call.name() + "' is in no table of the ABIs that it is described for");
      }
    }
  }

  private static byte[] plans(Descriptions descriptions, long hash) {
    PlanImage image = new PlanImage();
    for (Abi abi : Abi.values()) {
      SyscallNumbers numbers = SyscallNumbers.of(abi);
      for (int number = 0; number < numbers.end(); number++) {
        CallDef call = descriptions.call(abi, number);
        if (call != null) {
          plan(image, call, abi, number);
        }
      }
    }
    return image.build(hash);
  }

  private static void plan(PlanImage image, CallDef call, Abi abi, int number) {
    List<Type> types = PlanCompiler.types(call);
    int selected = -1;
    for (int i = 0; i < types.size(); i++) {
      selected = types.get(i) instanceof Type.Selected ? i : selected;
    }
    if (selected < 0) {
      image.call(abi.code(), number, image.plan(new PlanCompiler(call, abi).compile(types)));
      return;
    }
    Type.Selected choice = (Type.Selected) types.get(selected);
    int otherwise =
        image.plan(new PlanCompiler(call, abi).compile(with(types, choice.selector(), null)));
    image.multiplexed(abi.code(), number, otherwise, choice.selector(), (int) choice.mask());
    for (long value : commands(types, choice.selector())) {
      image.select(
          abi.code(),
          number,
          (int) value,
          image.plan(new PlanCompiler(call, abi).compile(with(types, choice.selector(), value))));
    }
  }

  private static SortedSet<Long> commands(List<Type> types, int selector) {
    SortedSet<Long> commands = new TreeSet<>();
    for (Type type : types) {
      if (type instanceof Type.Selected choice && choice.selector() == selector) {
        commands.addAll(choice.cases().keySet());
      }
    }
    return commands;
  }

  /**
   * The types with every multiplexed one replaced by its case, or, where the value is null, by what
   * holds otherwise.
   */
  private static List<Type> with(List<Type> types, int selector, Long value) {
    List<Type> result = new ArrayList<>();
    for (Type type : types) {
      if (type instanceof Type.Selected choice && choice.selector() == selector) {
        result.add(
            value == null
                ? choice.otherwise()
                : choice.cases().getOrDefault(value, choice.otherwise()));
      } else {
        result.add(type);
      }
    }
    return result;
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
