package dev.systape.schema.reference;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.Descriptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the reference as pages of Markdown, one an ABI, at build time. */
public final class ReferencePage {
  private ReferencePage() {}

  /** The argument is the directory that the pages go to. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    Descriptions descriptions = Descriptions.load();
    for (Abi abi : Abi.values()) {
      Files.writeString(
          directory.resolve("syscalls-" + abi.label() + ".md"), page(descriptions, abi));
    }
  }

  /** The page of an ABI. */
  public static String page(Descriptions descriptions, Abi abi) {
    StringBuilder out = new StringBuilder();
    List<Reference.Entry> calls = new Reference(descriptions, abi).calls();
    out.append("# System calls of ").append(abi.label()).append("\n\n");
    out.append("Generated from the descriptions. Captured is what a tape keeps of the memory");
    out.append(" behind an argument; -s is the string limit of `record`.\n");
    for (Reference.Entry call : calls) {
      out.append("\n## ").append(call.number()).append(' ').append(call.name()).append("\n\n");
      if (call.described()) {
        call(call, out);
      } else {
        out.append("Not described: its arguments are recorded as raw words.\n");
      }
    }
    return out.toString();
  }

  private static void call(Reference.Entry call, StringBuilder out) {
    out.append("Returns `").append(call.result()).append('`');
    call.groups().forEach(group -> out.append(" · %").append(group));
    out.append('\n');
    if (call.arguments().isEmpty()) {
      return;
    }
    boolean commands = call.arguments().stream().anyMatch(each -> each.command() != null);
    out.append(commands ? "\n| argument | command " : "\n| argument ");
    out.append("| type | direction | captured |\n");
    out.append(commands ? "|---|---|---|---|---|\n" : "|---|---|---|---|\n");
    for (Reference.Argument argument : call.arguments()) {
      out.append("| ").append(argument.name());
      if (commands) {
        out.append(" | ").append(argument.command() == null ? "" : argument.command());
      }
      out.append(" | `").append(argument.type().replace("|", "\\|")).append("` | ");
      out.append(argument.direction()).append(" | ").append(argument.captured()).append(" |\n");
    }
  }
}
