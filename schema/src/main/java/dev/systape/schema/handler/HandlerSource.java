package dev.systape.schema.handler;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.handler.HandlerMethods.Method;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Type;
import dev.systape.schema.reference.TypeText;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the sources of the interface and of its switch. */
public final class HandlerSource {
  /** Name of the interface. */
  public static final String HANDLER = "SyscallHandler";

  /** Name of the class with the switch. */
  public static final String DISPATCH = "SyscallDispatch";

  /** Calls in one switch: HotSpot compiles no method of more than 8,000 bytes (HugeMethodLimit). */
  private static final int CASES = 64;

  private static final int NUMBERS_IN_A_LINE = 16;

  private final String javaPackage;
  private final HandlerMethods methods;

  /** Sources for a Java package, which has all the types that they name. */
  public HandlerSource(String javaPackage, Descriptions descriptions) {
    this.javaPackage = javaPackage;
    methods = new HandlerMethods(descriptions);
  }

  /** The names of the methods, sorted. */
  public List<String> methods() {
    return methods.all().stream().map(Method::name).toList();
  }

  /** The interface. */
  public String handler() {
    StringBuilder out = head();
    out.append("/**\n * What to do with the calls of a process: one method a call, with the names");
    out.append(" of the descriptions.\n * Each lets its call pass as it stands.\n */\n");
    out.append("public interface ").append(HANDLER).append(" extends CallHandler {\n");
    for (Method method : methods.all()) {
      out.append("  /** ").append(comment(method)).append(" */\n");
      out.append("  default void ").append(method.name()).append("(Call call");
      method.declarations().forEach(each -> out.append(", ").append(each));
      out.append(") {}\n\n");
    }
    return out.append("}\n").toString();
  }

  /** The switch that calls a handler's method. */
  public String dispatch() {
    StringBuilder out = head();
    out.append("/** Calls the method of a handler that is for a call. Allocates nothing. */\n");
    out.append("final class ").append(DISPATCH).append(" {\n");
    for (Abi abi : Abi.values()) {
      numbers(abi, out);
    }
    out.append("  private ").append(DISPATCH).append("() {}\n\n");
    out.append("  /** Which method a call is for, or -1. */\n");
    out.append(
        "  static int method(int abi, int number) {\n    short[] methods = switch (abi) {\n");
    for (Abi abi : Abi.values()) {
      out.append("      case ").append(abi.code()).append(" -> ").append(abi).append(";\n");
    }
    out.append("      default -> throw new IllegalArgumentException(\"ABI \" + abi);\n    };\n");
    out.append(
        "    return number >= 0 && number < methods.length ? methods[number] : -1;\n  }\n\n");
    parts(out);
    return out.append("}\n").toString();
  }

  private void numbers(Abi abi, StringBuilder out) {
    int[] positions = methods.positions(abi);
    out.append("  private static final short[] ").append(abi).append(" = {");
    for (int i = 0; i < positions.length; i++) {
      out.append(i % NUMBERS_IN_A_LINE == 0 ? "\n    " : " ").append(positions[i]).append(',');
    }
    out.append("\n  };\n\n");
  }

  private void parts(StringBuilder out) {
    List<Method> all = methods.all();
    String signature = "(SyscallHandler handler, Call call, int method) {\n";
    out.append("  static void dispatch").append(signature);
    out.append("    switch (method / ").append(CASES).append(") {\n");
    for (int part = 0; part * CASES < all.size(); part++) {
      out.append("      case ").append(part).append(" -> part").append(part);
      out.append("(handler, call, method);\n");
    }
    out.append("      default -> throw new IllegalArgumentException(\"method \" + method);\n");
    out.append("    }\n  }\n");
    for (int from = 0; from < all.size(); from += CASES) {
      out.append("\n  private static void part").append(from / CASES).append(signature);
      out.append("    switch (method) {\n");
      for (int i = from; i < Math.min(from + CASES, all.size()); i++) {
        out.append("      case ").append(i).append(" -> handler.").append(invocation(all.get(i)));
        out.append(";\n");
      }
      out.append("      default -> throw new IllegalArgumentException(\"method \" + method);\n");
      out.append("    }\n  }\n");
    }
  }

  private static String invocation(Method method) {
    StringBuilder out = new StringBuilder(method.name()).append("(call");
    List<MethodArgument> arguments = MethodArgument.of(method.call());
    for (int i = 0; i < arguments.size(); i++) {
      String accessor = JavaType.of(arguments.get(i).type()).accessor();
      out.append(", call.").append(accessor).append('(').append(i).append(')');
    }
    return out.append(')').toString();
  }

  private StringBuilder head() {
    return new StringBuilder("// Generated from the descriptions of the calls.\npackage ")
        .append(javaPackage)
        .append(";\n\n");
  }

  /** The description of a method's call, and the ABIs that have it. */
  private static String comment(Method method) {
    CallDef call = method.call();
    String parameters =
        MethodArgument.of(call).stream()
            .map(each -> each.name() + " " + type(call, each))
            .collect(Collectors.joining(", "));
    String abis = method.abis().keySet().stream().map(Abi::label).collect(Collectors.joining(", "));
    return ("{@code " + call.name() + "(" + parameters + ") -> " + TypeText.of(call.result()))
            .replace("*/", "* /")
        + "}; "
        + abis
        + ".";
  }

  private static String type(CallDef call, MethodArgument argument) {
    if (argument.type() instanceof Type.Selected selected) {
      return "by " + call.parameters().get(selected.selector()).name();
    }
    return argument.high() >= 0
        ? argument.high() > argument.word() ? "lohi" : "hilo"
        : TypeText.of(call, call.parameters().get(argument.word()));
  }
}
