package dev.systape.schema.lang;

import dev.systape.schema.model.Descriptions;
import dev.systape.schema.plan.CapturePlans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
      Compiler compiler = Compiler.of(Path.of(args[0]));
      write(
          out.resolve("dev/systape/schema/plan").resolve(CapturePlans.RESOURCE), compiler.plans());
      write(
          out.resolve("dev/systape/schema/model").resolve(Descriptions.RESOURCE),
          compiler.descriptions().encode());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }
}
