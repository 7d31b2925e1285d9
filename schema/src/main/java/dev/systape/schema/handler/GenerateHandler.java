package dev.systape.schema.handler;

import dev.systape.schema.model.Descriptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The build step: writes the sources. Arguments: the directory of sources, the Java package. */
public final class GenerateHandler {
  private GenerateHandler() {}

  /** Generates; a file that would not change is left alone, so that it is not compiled again. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]).resolve(arguments[1].replace('.', '/'));
    Files.createDirectories(directory);
    HandlerSource source = new HandlerSource(arguments[1], Descriptions.load());
    write(directory.resolve(HandlerSource.HANDLER + ".java"), source.handler());
    write(directory.resolve(HandlerSource.DISPATCH + ".java"), source.dispatch());
  }

  private static void write(Path file, String text) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.writeString(file, text);
    }
  }
}
